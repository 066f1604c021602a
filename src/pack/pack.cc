#include "pack/pack.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "document/read_yaml.h"
#include "pack/embedded.h"
#include "pack/impl.h"
#include "text/sha256.h"
#include "text/unicode.h"

namespace guiju {
namespace {

/// Reads a rules file into the one document it must hold; null and a diagnostic otherwise.
const Document* read_document(Packs::Impl& impl, RulesFile file, Diagnostics& diagnostics) {
  auto source = check_source(file.name, std::move(file.bytes), {}, diagnostics);
  if (!source) return nullptr;
  const bool had_errors = diagnostics.has_errors();
  auto documents = read_yaml(*source, {}, diagnostics);
  impl.sources.push_back(std::move(source));
  if (documents.empty() || (diagnostics.has_errors() && !had_errors)) return nullptr;
  return &impl.documents.emplace_back(std::move(documents.front()));
}

std::string folder_of(const std::string& path) { return path.substr(0, path.find('/')); }

const Document* find_document(const Packs::Impl::DocumentsByPath& documents, const std::string& path) {
  const auto found = documents.find(path);
  return found == documents.end() ? nullptr : found->second;
}

NodeId find_in_root(const Document& document, std::string_view key) {
  if (document.kind(document.root()) != NodeKind::mapping) return no_node;
  return document.find(document.root(), key);
}

/// Enumerations first, then tables, then types: each may name what was read before it.
void read_reference(Packs::Impl& impl, const Packs::Impl::DocumentsByPath& documents, Diagnostics& diagnostics) {
  std::vector<const Document*> shared;
  for (const auto& [path, document] : documents) {
    if (folder_of(path) == "reference") shared.push_back(document);
  }
  for (const auto* document : shared) {
    read_enums(impl, impl.shared, *document, find_in_root(*document, "enums"), diagnostics);
  }
  for (const auto* document : shared) {
    if (find_in_root(*document, "table") != no_node) {
      read_table(impl, *document, document->root(), diagnostics);
    }
  }
  declare_lists(impl);
  for (const auto* document : shared) {
    read_types(impl, impl.shared, *document, find_in_root(*document, "types"), diagnostics);
  }
}

/// What a folder's kinds.yaml declares.
Packs::Impl::Slot declare_folder(Packs::Impl& impl, const std::string& folder,
                                 Diagnostics& diagnostics) {
  Scope& scope = impl.scopes.emplace_back();
  scope.outer = &impl.shared;
  Packs::Impl::Slot slot;
  slot.folder = folder;
  slot.scope = &scope;
  if (const Document* shapes = find_document(impl.by_path, folder + "/kinds.yaml")) {
    impl.folders[folder].shapes = shapes;
    Fields fields(*shapes, shapes->root(), diagnostics);
    read_enums(impl, scope, *shapes, fields.find("enums"), diagnostics);
    read_types(impl, scope, *shapes, fields.find("types"), diagnostics);
    slot.kinds = read_kinds(impl, scope, *shapes, fields.require("kinds"), diagnostics);
    fields.finish();
  }
  return slot;
}

/// Tells a pack which files it stands on.
void name_files(const Packs::Impl& impl, Pack& pack) {
  for (const auto& [path, document] : impl.by_path) {
    const auto folder = folder_of(path);
    if (folder == pack.id || folder == "reference") {
      pack.files.push_back({path, &document->source()});
    }
  }
}

/// Reads the pack of a folder whose kinds are declared; `own` has what they gave.
void read_folder(Packs::Impl& impl, Packs::Impl::Slot& slot, Diagnostics& own) {
  const std::string& folder = slot.folder;
  const Document* document = find_document(impl.by_path, folder + "/pack.yaml");
  auto pack = read_pack(impl, *slot.scope, std::move(slot.kinds), *document, own);
  if (pack->id != folder && !own.has_errors()) {
    own.add("pack-folder-name", pack->place, {{"pack", same(pack->id)}, {"folder", same(folder)}});
  }
  auto& known = impl.folders[folder];
  known.pack = pack.get();
  known.scope = slot.scope;
  known.sound = !own.has_errors();
  if (!known.sound) return impl.unsound.push_back(std::move(pack));
  name_files(impl, *pack);
  slot.read = pack.get();
  slot.pack = std::move(pack);
}

/// Reads a pack of the program itself, if that is still to be done. Its files are known to be
/// without mistakes, by test.
const Pack* read_waiting(Packs::Impl& impl, Packs::Impl::Slot& slot) {
  if (slot.read != nullptr) return slot.read;
  Diagnostics diagnostics;
  const std::string path = slot.file->path;
  const Document* document = read_document(impl, std::move(*slot.file), diagnostics);
  slot.file.reset();
  if (document != nullptr) {
    impl.by_path[path] = document;
    read_folder(impl, slot, diagnostics);
  }
  if (slot.read == nullptr) {
    const auto& all = diagnostics.all();
    const std::string reason = all.empty() ? "" : ": " + message_of(all.front(), Language::en);
    throw std::logic_error("mistake in " + path + reason);
  }
  return slot.read;
}

void read_all_waiting(Packs::Impl& impl) {
  if (impl.all_read) return;
  for (auto& slot : impl.slots) read_waiting(impl, slot);
  for (auto& slot : impl.slots) impl.packs.push_back(std::move(slot.pack));
  impl.all_read = true;
}

const Pack* ask_for(Packs::Impl& impl, Packs::Impl::Slot& slot) {
  slot.asked = true;
  return read_waiting(impl, slot);
}

/// Reads or declares the pack of a folder; `file` is its pack.yaml where it can wait.
void take_folder(Packs::Impl& impl, const std::string& folder, std::optional<RulesFile> file,
                 Diagnostics& diagnostics) {
  const bool waits = file.has_value();
  if (!waits && find_document(impl.by_path, folder + "/pack.yaml") == nullptr) return;
  Diagnostics own;
  auto slot = declare_folder(impl, folder, own);
  slot.file = std::move(file);
  for (const auto& kind : slot.kinds) slot.declared.push_back(kind.get());
  if (!waits) read_folder(impl, slot, own);
  for (auto& diagnostic : own.take()) diagnostics.add(std::move(diagnostic));
  if (!waits && slot.read == nullptr) return;
  impl.kinds.insert(impl.kinds.end(), slot.declared.begin(), slot.declared.end());
  impl.slots.push_back(std::move(slot));
}

/// Whether `spelling`, which is `normalized` in its normal form, means a kind.
bool is_called(const Kind& kind, std::string_view spelling, std::string_view normalized) {
  return spelling == kind.shape.name ||
         std::find(kind.called.begin(), kind.called.end(), normalized) != kind.called.end();
}

/// Packs, tables, cases, and the reports (`NAME.zh.txt`) that cases hold theirs against.
bool is_rules_file(const std::filesystem::path& path) {
  return path.extension() == ".yaml" || path.extension() == ".txt";
}

}  // namespace

Packs::Packs() : impl_(std::make_unique<Impl>()) {}
Packs::~Packs() = default;
Packs::Packs(Packs&&) noexcept = default;
Packs& Packs::operator=(Packs&&) noexcept = default;

void Packs::read_all() {
  const std::lock_guard lock(impl_->reading);
  read_all_waiting(*impl_);
}

const std::vector<std::unique_ptr<Pack>>& Packs::all() const {
  const std::lock_guard lock(impl_->reading);
  read_all_waiting(*impl_);
  for (auto& slot : impl_->slots) slot.asked = true;
  return impl_->packs;
}

const std::vector<std::unique_ptr<Table>>& Packs::tables() const { return impl_->tables; }
const std::vector<const Kind*>& Packs::kinds() const { return impl_->kinds; }

const Pack* Packs::find(std::string_view id) const {
  const std::lock_guard lock(impl_->reading);
  for (auto& slot : impl_->slots) {
    if (slot.folder == id) return ask_for(*impl_, slot);
  }
  return nullptr;
}

std::vector<const Pack*> Packs::with_kind(std::string_view spelling) const {
  const std::string normalized = normalized_name(spelling);
  std::vector<const Pack*> able;
  const std::lock_guard lock(impl_->reading);
  for (auto& slot : impl_->slots) {
    const bool has = std::any_of(
        slot.declared.begin(), slot.declared.end(),
        [&](const Kind* kind) { return is_called(*kind, spelling, normalized); });
    if (has) able.push_back(ask_for(*impl_, slot));
  }
  return able;
}

std::vector<const Pack*> Packs::loaded() const {
  std::vector<const Pack*> packs;
  const std::lock_guard lock(impl_->reading);
  for (const auto& slot : impl_->slots) {
    if (slot.asked) packs.push_back(slot.read);
  }
  return packs;
}

Packs::Impl& Packs::impl() {
  all();
  return *impl_;
}

const Packs::Impl& Packs::impl() const {
  all();
  return *impl_;
}

const RecordShape* Packs::shape_of(const cel::RecordType* record) const {
  const auto found = impl_->shapes.find(record);
  return found == impl_->shapes.end() ? nullptr : found->second;
}

const EnumShape* Packs::enum_of(const cel::Type* type) const {
  const auto found = impl_->enum_shapes.find(type);
  return found == impl_->enum_shapes.end() ? nullptr : found->second;
}

const Kind* Pack::find_kind(std::string_view spelling) const {
  const std::string normalized = normalized_name(spelling);
  for (const auto& kind : kinds) {
    if (is_called(*kind, spelling, normalized)) return kind.get();
  }
  return nullptr;
}

const Rule* Pack::find_rule(std::string_view wanted) const {
  for (const auto& clause : clauses) {
    for (const auto& rule : clause->rules) {
      if (rule->id == wanted || rule->address == wanted) return rule.get();
    }
  }
  return nullptr;
}

const Clause* Pack::find_clause(std::string_view wanted) const {
  for (const auto& clause : clauses) {
    if (clause->id == wanted) return clause.get();
  }
  return nullptr;
}

std::string digest_of(const Pack& pack) {
  std::string lines;
  for (const auto& file : pack.files) {
    lines += sha256_of(file.source->bytes()) + "  " + file.path + "\n";
  }
  return sha256_of(lines);
}

cel::Value parameters_on(const Pack& pack, std::int64_t day, cel::Arena& arena) {
  std::vector<cel::Value> values(pack.parameters.size(), cel::Value::absent());
  for (std::size_t i = 0; i < pack.parameters.size(); ++i) {
    for (const auto& version : pack.parameters[i].versions) {
      if (!version.from || *version.from <= day) values[i] = version.value;
    }
  }
  return cel::Value::of(cel::make_record(arena, pack.parameter_record, values));
}

Place Expression::place_within(Span part) const {
  if (document == nullptr) return place;
  return place_of(document->source(), document->span_within(node, part.begin, part.end));
}

Packs load_packs(std::vector<RulesFile> files, Diagnostics& diagnostics) {
  Packs packs;
  Packs::Impl& impl = *packs.impl_;
  declare_builtins(impl);
  std::set<std::string> folders;
  std::set<std::string> unreadable;  // folders with a file that is needed to check the others
  std::map<std::string, RulesFile> waiting;
  const bool may_wait =
      std::all_of(files.begin(), files.end(), [](const auto& file) { return file.built_in; });
  for (auto& file : files) {
    // Cases, and the reports they name, are read when they are run.
    if (file.path.ends_with("/cases.yaml") || !file.path.ends_with(".yaml")) continue;
    const std::string path = file.path;
    folders.insert(folder_of(path));
    if (may_wait && path.ends_with("/pack.yaml")) {
      waiting.emplace(folder_of(path), std::move(file));
    } else if (const Document* document = read_document(impl, std::move(file), diagnostics)) {
      impl.by_path[path] = document;
    } else {
      unreadable.insert(folder_of(path));
    }
  }
  read_reference(impl, impl.by_path, diagnostics);
  if (unreadable.contains("reference")) return packs;
  for (const auto& folder : folders) {
    if (folder == "reference" || unreadable.contains(folder)) continue;
    const auto waits = waiting.find(folder);
    take_folder(impl, folder,
                waits == waiting.end() ? std::nullopt : std::optional(std::move(waits->second)),
                diagnostics);
  }
  return packs;
}

std::vector<RulesFile> builtin_rules() {
  std::vector<RulesFile> files;
  for (const auto& file : embedded_rules()) {
    files.push_back({std::string(file.path), std::string(file.bytes),
                     "rules/" + std::string(file.path), true});
  }
  return files;
}

namespace {

namespace fs = std::filesystem;

/// Reads the files of a folder of rules and those below it. Links are followed where they stay in
/// the folder: what a pack of somebody else's names must not be anybody's file.
class RulesFolder {
 public:
  RulesFolder(fs::path folder, Diagnostics& diagnostics)
      : folder_(std::move(folder)), diagnostics_(diagnostics) {}

  /// Their paths begin with `prefix`.
  std::vector<RulesFile> read(const std::string& prefix) {
    std::error_code error;
    real_ = fs::canonical(folder_, error);
    for (fs::recursive_directory_iterator at(folder_, error), end; !error && at != end;
         at.increment(error)) {
      take(*at, prefix);
    }
    if (error) {
      diagnostics_.add("rules-folder-unreadable", {},
                       {{"folder", same(folder_.generic_string())}, {"reason", same(error.message())}});
    }
    std::sort(files_.begin(), files_.end(),
              [](const RulesFile& left, const RulesFile& right) { return left.path < right.path; });
    return std::move(files_);
  }

 private:
  void take(const fs::directory_entry& entry, const std::string& prefix) {
    std::error_code error;
    const bool folder = entry.is_directory(error);
    const bool link = entry.is_symlink(error);
    if (folder ? !link : !is_rules_file(entry.path())) return;
    if (link && (folder || leads_out(entry.path()))) {
      diagnostics_.add("rules-link", {}, {{"file", same(entry.path().generic_string())}});
      return;
    }
    auto source = read_source(entry.path().string(), {}, diagnostics_);
    if (!source) return;
    const auto below = entry.path().lexically_relative(folder_).generic_string();
    files_.push_back({prefix + below, std::string(source->bytes()), entry.path().generic_string()});
  }

  /// A link that leads nowhere does not: reading it tells so.
  bool leads_out(const fs::path& link) const {
    std::error_code error;
    const auto target = fs::canonical(link, error);
    if (error) return false;
    return std::mismatch(real_.begin(), real_.end(), target.begin(), target.end()).first !=
           real_.end();
  }

  fs::path folder_, real_;
  Diagnostics& diagnostics_;
  std::vector<RulesFile> files_;
};

constexpr const char* shared_name = "reference";

}  // namespace

std::vector<RulesFile> read_rules_folder(const std::string& folder, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.all().size();
  auto files = RulesFolder(folder, diagnostics).read("");
  if (files.empty() && diagnostics.all().size() == before) {
    diagnostics.add("rules-folder-empty", {}, {{"folder", same(folder)}});
  }
  return files;
}

std::vector<RulesFile> read_shared_beside(const std::string& parent, Diagnostics& diagnostics) {
  const auto folder = fs::path(parent) / shared_name;
  std::error_code error;
  if (!fs::is_directory(folder, error)) return {};
  if (fs::is_symlink(folder, error)) {
    diagnostics.add("rules-link", {}, {{"file", same(folder.generic_string())}});
    return {};
  }
  return RulesFolder(folder, diagnostics).read(std::string(shared_name) + "/");
}

std::vector<RulesFile> read_pack_folder(const std::string& parent, const std::string& name,
                                        Diagnostics& diagnostics) {
  auto files = RulesFolder(fs::path(parent) / name, diagnostics).read(name + "/");
  if (name == shared_name) return files;
  auto shared = read_shared_beside(parent, diagnostics);
  std::move(shared.begin(), shared.end(), std::back_inserter(files));
  return files;
}

}  // namespace guiju
