#include "audit/judge_file.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <memory_resource>
#include <tuple>
#include <unordered_map>

#include "assess/describe.h"
#include "assess/evaluate.h"
#include "audit/choose.h"
#include "audit/recognise.h"
#include "text/sha256.h"

namespace guiju {
namespace {

/// Of a document with more nodes, what judging took goes back to the system before facts are kept.
constexpr std::size_t many_nodes = 1'000'000;

/// The C library keeps freed memory between what is in use, where larger things find no room.
void give_back_memory() {
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
}

/// What messages call a policy; not all have a number.
Localized name_of(const Pack& pack) {
  if (pack.number.empty()) return pack.title;
  return {pack.title.zh + "（" + pack.number + "）", pack.title.en + " (" + pack.number + ")"};
}

/// Where a file holds several, each is its own part of it, so that answers to one outlive a change
/// of another.
std::string_view bytes_of(const Document& document, bool only_one) {
  const auto bytes = document.source().bytes();
  if (only_one) return bytes;
  const Span span = document.span(document.root());
  return bytes.substr(span.begin, span.end - span.begin);
}

/// `document` as a dossier, with its day and its name.
Dossier shape_of(const Packs& packs, const AuditOptions& options, const Pack& pack,
                 const Kind& kind, const Document& document, Diagnostics& diagnostics) {
  Dossier dossier = shape(packs, pack, kind, document, diagnostics);
  const std::string& file = document.source().name();
  dossier.identity = file;
  if (document.ordinal() > 1) dossier.identity += "#" + std::to_string(document.ordinal());
  dossier.as_of = options.as_of.value_or(dossier.own_date.value_or(options.today));
  if (file != "-") {
    const std::string parent = std::filesystem::path(file).parent_path().string();
    dossier.folder = parent.empty() ? "." : parent;
  }
  return dossier;
}

/// Judges one file.
class FileJudge {
 public:
  FileJudge(const Packs& packs, const AuditOptions& options, bool keep)
      : packs_(packs), options_(options), keep_(keep), wanted_(rule_filter(options)) {}

  void read(const SourceFile& source, bool named) {
    Diagnostics reading;
    made_.documents = read_yaml(source, options_.limits, reading, reader_);
    // What could not be read whole may hold a dossier.
    if (!named && !reading.has_errors() && !may_be_dossier(packs_, made_.documents)) {
      made_.passed_over = source.name();
      made_.documents.clear();
      return;
    }
    for (auto& diagnostic : reading.take()) {
      const std::uint32_t owner = owner_of(diagnostic);
      add({std::move(diagnostic)}, owner);
    }
    made_.readable = !made_.documents.empty();
    made_.digest = digest_for_run(source.bytes());
    judge(made_.documents);
  }

  void judge(const std::vector<Document>& documents) {
    for (const Document& document : documents) judge(document, documents.size() == 1);
  }

  /// Gives up what nobody needs any more.
  FileJudgement take(std::unique_ptr<SourceFile> source) && {
    if (made_.dossiers.empty() && !stays_open(source.get())) made_.documents.clear();
    else made_.source = std::move(source);
    return std::move(made_);
  }

 private:
  /// Whether it is worth its memory not to read it again for rules across dossiers. Many judged
  /// files may wait for one before them, so that only small ones are.
  bool stays_open(const SourceFile* source) const {
    constexpr std::size_t most_bytes = std::size_t{64} << 10;
    const bool asked_for = !made_.shares.empty() || !made_.named.empty();
    return asked_for && reader_ == YamlReader::yaml_cpp && source != nullptr &&
           source->bytes().size() <= most_bytes;
  }

  /// Adds the diagnostics that are not there yet: two packs that judge one dossier say the same of
  /// its shape.
  void add(std::vector<Diagnostic> found, std::uint32_t dossier) {
    for (auto& diagnostic : found) {
      const auto& place = diagnostic.place;
      auto& alike = said_[{dossier, place.span.begin, diagnostic.id}];
      const bool said = place.known() && std::ranges::any_of(alike, [&](std::size_t i) {
        const Diagnostic& other = made_.diagnostics[i].diagnostic;
        return other.place == place && other.arguments == diagnostic.arguments;
      });
      if (said) continue;
      alike.push_back(made_.diagnostics.size());
      made_.diagnostics.push_back({dossier, std::move(diagnostic)});
    }
  }

  /// What was wrong with the YAML belongs to the last document that begins before it.
  std::uint32_t owner_of(const Diagnostic& diagnostic) const {
    const auto& documents = made_.documents;
    std::uint32_t owner = no_dossier;
    for (std::size_t i = 0; i < documents.size(); ++i) {
      const Span root = documents[i].span(documents[i].root());
      const bool begun = root.begin <= diagnostic.place.span.begin;
      if (begun || documents.size() == 1) owner = static_cast<std::uint32_t>(i);
    }
    return owner;
  }

  void judge(const Document& document, bool only_one) {
    const auto index = static_cast<std::uint32_t>(made_.entries.size());
    DossierReport& entry = made_.entries.emplace_back();
    entry.file = document.source().name();
    entry.ordinal = document.ordinal();
    entry.only_one = only_one;
    if (options_.digests) entry.sha256 = sha256_of(bytes_of(document, only_one));
    Diagnostics diagnostics;
    const ChosenPacks choice = choose_packs(packs_, options_, document, diagnostics);
    if (choice.kind != nullptr) {
      entry.kind = choice.kind->shape.name;
      entry.kind_label = choice.kind->shape.label;
    }
    entry.as_of = cel::format_date(options_.as_of.value_or(options_.today));
    entry.as_of_source = options_.as_of ? DateSource::option : DateSource::today;
    for (const auto& [pack, kind] : choice.judges) {
      judge(*pack, *kind, document, index, diagnostics);
    }
    add(diagnostics.take(), index);
  }

  void judge(const Pack& pack, const Kind& kind, const Document& document, std::uint32_t index,
             Diagnostics& diagnostics) {
    DossierReport& entry = made_.entries[index];
    Dossier dossier = shape_of(packs_, options_, pack, kind, document, diagnostics);
    dossier.index = index;
    entry.title = dossier.title.zh;
    add_groups(dossier, entry);
    entry.as_of = cel::format_date(dossier.as_of);
    entry.as_of_source = options_.as_of          ? DateSource::option
                         : dossier.own_date      ? DateSource::dossier
                                                 : DateSource::today;
    if (!in_force(dossier, diagnostics)) return;
    entry.packs.push_back(&pack);
    made_.judged.push_back({&pack, &kind, dossier.own_date});
    take(assess(packs_, dossier, wanted_), index);
    if (document.size() > many_nodes) give_back_memory();
    share(std::move(dossier));
  }

  /// Two packs that judge one dossier may tell it apart by the same.
  void add_groups(const Dossier& dossier, DossierReport& entry) const {
    const auto known = entry.groups.size();
    for (auto& group : groups_of(packs_, dossier)) {
      const auto same_table = [&](const auto& other) { return other.by == group.by; };
      const auto end = entry.groups.begin() + static_cast<std::ptrdiff_t>(known);
      if (std::none_of(entry.groups.begin(), end, same_table)) {
        entry.groups.push_back(std::move(group));
      }
    }
  }

  /// Reports a day on which the policy is not in force.
  bool in_force(const Dossier& dossier, Diagnostics& diagnostics) const {
    const Pack& pack = *dossier.pack;
    const bool early = pack.from && dossier.as_of < *pack.from;
    const bool late = pack.until && dossier.as_of > *pack.until;
    if (options_.outside_term || (!early && !late)) return true;
    diagnostics.add(early ? "policy-not-yet-in-force" : "policy-lapsed", place_of_day(dossier),
                    {{"policy", name_of(pack)},
                     {"date", same(cel::format_date(early ? *pack.from : *pack.until))},
                     {"as_of", same(cel::format_date(dossier.as_of))}});
    return false;
  }

  /// The date that decides is the dossier's own, unless the caller chose another.
  Place place_of_day(const Dossier& dossier) const {
    const Document& document = *dossier.document;
    if (dossier.own_date && !options_.as_of) {
      const auto field = static_cast<std::size_t>(dossier.kind->date_field);
      return document.place(dossier.root.record->field(field).origin);
    }
    const NodeId root = document.root();
    return document.place(document.count(root) > 0 ? document.first(root) : root);
  }

  void take(Assessment assessment, std::uint32_t index) {
    const auto move_all = [](auto& from, auto& to) {
      if (to.empty()) return to.swap(from);
      std::move(from.begin(), from.end(), std::back_inserter(to));
    };
    move_all(assessment.findings, made_.findings);
    move_all(assessment.results, made_.results);
    move_all(assessment.review, made_.review);
    move_all(assessment.looked_for, made_.looked_for);
    add(assessment.diagnostics.take(), index);
  }

  /// Keeps what rules across dossiers need.
  void share(Dossier dossier) {
    Diagnostics diagnostics;
    if (made_.ledger == nullptr) made_.ledger = std::make_unique<Ledger>();
    auto shares = shares_of(packs_, dossier, wanted_, options_.as_of.has_value(), *made_.ledger,
                            diagnostics);
    for (auto& diagnostic : diagnostics.take()) made_.of_rules.push_back(std::move(diagnostic));
    add_named(dossier);
    const bool named = !made_.named.empty() && made_.named.back().dossier == dossier.index;
    const bool needed = !shares.empty() || named;
    std::move(shares.begin(), shares.end(), std::back_inserter(made_.shares));
    if (!dossier.justifications.all.empty()) {
      made_.justifying.push_back({dossier.index, dossier.pack, std::move(dossier.justifications)});
    }
    if (needed && keep_) made_.dossiers.push_back(std::move(dossier));
  }

  /// What has a name by which other dossiers may know it.
  void add_named(const Dossier& dossier) {
    if (!options_.rules.empty()) return;
    std::vector<bool> known;  // by number
    made_.named.reserve(made_.named.size() + dossier.named.size());
    for (const cel::Record* record : dossier.named) {
      const RecordShape* shape = packs_.shape_of(record->type());
      const cel::Value& name = record->field(shape->identity->name);
      if (!name.is(cel::Kind::string) || name.text().empty()) continue;
      const Ledger::Number number = made_.ledger->add_text(name.text());
      if (number >= known.size()) known.resize(2 * std::size_t{number} + 1);
      if (known[number]) continue;
      known[number] = true;
      FileJudgement::Named named;
      named.sort = sort_of(*dossier.pack, *shape);
      named.dossier = dossier.index;
      named.node = name.origin;
      named.name = number;
      named.within = place_of(*shape, *record);
      made_.named.push_back(named);
    }
  }

  std::uint32_t sort_of(const Pack& pack, const RecordShape& shape) {
    const std::pair sort(&pack, &shape);
    const auto known = std::ranges::find(sorts_, sort);
    const auto number = static_cast<std::uint32_t>(known - sorts_.begin());
    if (known == sorts_.end()) {
      sorts_.push_back(sort);
      made_.sorts.push_back({&pack, shape.label, shape.identity->apart});
    }
    return number;
  }

  /// What a record lies within.
  Ledger::Number place_of(const RecordShape& shape, const cel::Record& record) {
    within_.clear();
    for (const std::uint32_t field : shape.identity->within) {
      within_.push_back(words_in(shape, record, field));
    }
    return made_.ledger->add_key(within_);
  }

  Ledger::Number words_in(const RecordShape& shape, const cel::Record& record,
                          std::uint32_t field) {
    const cel::Value& value = record.field(field);
    if (value.is(cel::Kind::absent)) return Ledger::none;
    const auto put = [&] {
      const std::string words = words_of(packs_, value, shape.fields[field].type).zh;
      return words.empty() ? Ledger::none : made_.ledger->add_text(words);
    };
    if (!value.is(cel::Kind::record)) return put();
    // Many lie within the same: a row of a table is put into words once.
    const auto [words, fresh] = words_of_rows_.try_emplace(value.record, Ledger::none);
    if (fresh) words->second = put();
    return words->second;
  }

  const Packs& packs_;
  const AuditOptions& options_;
  const bool keep_;
  RuleFilter wanted_;
  YamlReader reader_ = YamlReader::fast;
  FileJudgement made_;
  /// The diagnostics by dossier, where they stand, and id.
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::string_view>, std::vector<std::size_t>>
      said_;
  std::pmr::monotonic_buffer_resource room_of_rows_;
  std::pmr::unordered_map<const cel::Record*, Ledger::Number> words_of_rows_{&room_of_rows_};
  std::vector<std::pair<const Pack*, const RecordShape*>> sorts_;  // those of `made_`
  std::vector<Ledger::Number> within_;                             // for place_of
};

}  // namespace

RuleFilter rule_filter(const AuditOptions& options) {
  if (options.rules.empty()) return {};
  return [&options](const Rule& rule) {
    return std::any_of(options.rules.begin(), options.rules.end(), [&](const auto& wanted) {
      return wanted == rule.id || wanted == rule.address;
    });
  };
}

FileJudgement judge_file(const Packs& packs, const AuditOptions& options,
                         std::unique_ptr<SourceFile> source, bool named, bool keep) {
  FileJudge judge(packs, options, keep);
  judge.read(*source, named);
  return std::move(judge).take(std::move(source));
}

FileJudgement judge_file(const Packs& packs, const AuditOptions& options,
                         const SourceFile& source) {
  FileJudge judge(packs, options, true);
  judge.read(source, true);
  return std::move(judge).take(nullptr);
}

FileJudgement judge_file(const Packs& packs, const AuditOptions& options,
                         const std::vector<Document>& documents) {
  FileJudge judge(packs, options, true);
  judge.judge(documents);
  return std::move(judge).take(nullptr);
}

std::shared_ptr<const Dossier> reopen(const Packs& packs, const AuditOptions& options,
                                      const Document& document, const Pack& pack,
                                      std::uint32_t index) {
  Diagnostics said;  // when it was judged
  for (const auto& [judge, kind] : choose_packs(packs, options, document, said).judges) {
    if (judge != &pack) continue;
    auto dossier =
        std::make_shared<Dossier>(shape_of(packs, options, pack, *kind, document, said));
    dossier->index = index;
    return dossier;
  }
  return nullptr;
}

std::size_t digest_for_run(std::string_view bytes) {
  return std::hash<std::string_view>()(bytes);
}

FileJudgement unreadable_file(std::vector<Diagnostic> diagnostics) {
  FileJudgement made;
  made.readable = false;
  for (auto& diagnostic : diagnostics) {
    made.diagnostics.push_back({no_dossier, std::move(diagnostic)});
  }
  return made;
}

}  // namespace guiju
