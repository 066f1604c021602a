#include "pack/pack.h"

#include <algorithm>
#include <filesystem>
#include <set>

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

using DocumentsByPath = std::map<std::string, const Document*>;

std::string folder_of(const std::string& path) { return path.substr(0, path.find('/')); }

const Document* find_document(const DocumentsByPath& documents, const std::string& path) {
  const auto found = documents.find(path);
  return found == documents.end() ? nullptr : found->second;
}

NodeId find_in_root(const Document& document, std::string_view key) {
  if (document.kind(document.root()) != NodeKind::mapping) return no_node;
  return document.find(document.root(), key);
}

/// Enumerations first, then tables, then types: each may name what was read before it.
void read_reference(Packs::Impl& impl, const DocumentsByPath& documents, Diagnostics& diagnostics) {
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

void read_pack_folder(Packs::Impl& impl, const DocumentsByPath& documents,
                      const std::string& folder, Diagnostics& diagnostics) {
  const Document* document = find_document(documents, folder + "/pack.yaml");
  if (document == nullptr) return;
  Diagnostics own;
  Scope& scope = impl.scopes.emplace_back();
  scope.outer = &impl.shared;
  std::vector<std::unique_ptr<Kind>> kinds;
  if (const Document* shapes = find_document(documents, folder + "/kinds.yaml")) {
    impl.folders[folder].shapes = shapes;
    Fields fields(*shapes, shapes->root(), own);
    read_enums(impl, scope, *shapes, fields.find("enums"), own);
    read_types(impl, scope, *shapes, fields.find("types"), own);
    kinds = read_kinds(impl, scope, *shapes, fields.require("kinds"), own);
    fields.finish();
  }
  auto pack = read_pack(impl, scope, std::move(kinds), *document, own);
  if (pack->id != folder && !own.has_errors()) {
    own.add("pack-folder-name", pack->place, {{"pack", same(pack->id)}, {"folder", same(folder)}});
  }
  auto& known = impl.folders[folder];
  known.pack = pack.get();
  known.scope = &scope;
  known.sound = !own.has_errors();
  for (auto& diagnostic : own.take()) diagnostics.add(std::move(diagnostic));
  (known.sound ? impl.packs : impl.unsound).push_back(std::move(pack));
}

/// Packs, tables, cases, and the reports (`NAME.zh.txt`) that cases hold theirs against.
bool is_rules_file(const std::filesystem::path& path) {
  return path.extension() == ".yaml" || path.extension() == ".txt";
}

/// Tells each pack which files it stands on.
void name_files(Packs::Impl& impl, const DocumentsByPath& documents) {
  for (const auto& pack : impl.packs) {
    for (const auto& [path, document] : documents) {
      const auto folder = folder_of(path);
      if (folder == pack->id || folder == "reference") {
        pack->files.push_back({path, &document->source()});
      }
    }
  }
}

}  // namespace

Packs::Packs() : impl_(std::make_unique<Impl>()) {}
Packs::~Packs() = default;
Packs::Packs(Packs&&) noexcept = default;
Packs& Packs::operator=(Packs&&) noexcept = default;

const std::vector<std::unique_ptr<Pack>>& Packs::all() const { return impl_->packs; }
const std::vector<std::unique_ptr<Table>>& Packs::tables() const { return impl_->tables; }

const Pack* Packs::find(std::string_view id) const {
  for (const auto& pack : impl_->packs) {
    if (pack->id == id) return pack.get();
  }
  return nullptr;
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
  const std::string wanted = normalized_name(spelling);
  for (const auto& kind : kinds) {
    const auto& called = kind->called;
    const bool fits = std::find(called.begin(), called.end(), wanted) != called.end();
    if (fits || spelling == kind->shape.name) return kind.get();
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
  auto* values = arena.make<cel::Value>(pack.parameters.size());
  for (std::size_t i = 0; i < pack.parameters.size(); ++i) {
    values[i] = cel::Value::absent();
    for (const auto& version : pack.parameters[i].versions) {
      if (!version.from || *version.from <= day) values[i] = version.value;
    }
  }
  auto* record = arena.make<cel::Record>();
  *record = {pack.parameter_record, {values, pack.parameters.size()}};
  return cel::Value::of(record);
}

Place Expression::place_within(Span part) const {
  if (document == nullptr) return place;
  return place_of(document->source(), document->span_within(node, part.begin, part.end));
}

Packs load_packs(std::vector<RulesFile> files, Diagnostics& diagnostics) {
  Packs packs;
  Packs::Impl& impl = packs.impl();
  declare_builtins(impl);
  DocumentsByPath documents;
  std::set<std::string> folders;
  std::set<std::string> unreadable;  // folders with a file that is needed to check the others
  for (auto& file : files) {
    // Cases, and the reports they name, are read when they are run.
    if (file.path.ends_with("/cases.yaml") || !file.path.ends_with(".yaml")) continue;
    const std::string path = file.path;
    const Document* document = read_document(impl, std::move(file), diagnostics);
    if (document == nullptr) unreadable.insert(folder_of(path));
    if (document == nullptr) continue;
    documents[path] = document;
    folders.insert(folder_of(path));
  }
  read_reference(impl, documents, diagnostics);
  if (unreadable.contains("reference")) return packs;
  for (const auto& folder : folders) {
    const bool whole = folder != "reference" && !unreadable.contains(folder);
    if (whole) read_pack_folder(impl, documents, folder, diagnostics);
  }
  name_files(impl, documents);
  return packs;
}

std::vector<RulesFile> builtin_rules() {
  std::vector<RulesFile> files;
  for (const auto& file : embedded_rules()) {
    files.push_back({std::string(file.path), std::string(file.bytes),
                     "rules/" + std::string(file.path)});
  }
  return files;
}

std::vector<RulesFile> read_rules_folder(const std::string& folder, Diagnostics& diagnostics) {
  namespace fs = std::filesystem;
  std::vector<RulesFile> files;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (!at->is_regular_file() || !is_rules_file(at->path())) continue;
    auto source = read_source(at->path().string(), {}, diagnostics);
    if (!source) continue;
    const std::string path = at->path().lexically_relative(folder).generic_string();
    files.push_back({path, std::string(source->bytes()), at->path().generic_string()});
  }
  if (error) {
    diagnostics.add("rules-folder-unreadable", {},
                    {{"folder", same(folder)}, {"reason", same(error.message())}});
  } else if (files.empty()) {
    diagnostics.add("rules-folder-empty", {}, {{"folder", same(folder)}});
  }
  std::sort(files.begin(), files.end(),
            [](const RulesFile& left, const RulesFile& right) { return left.path < right.path; });
  return files;
}

}  // namespace guiju
