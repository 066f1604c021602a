#include "audit/judge_file.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "assess/evaluate.h"
#include "audit/choose.h"
#include "audit/recognise.h"
#include "text/sha256.h"

namespace guiju {
namespace {

/// Where a file holds several, each is its own part of it, so that answers to one outlive a change
/// of another.
std::string_view bytes_of(const Document& document, bool only_one) {
  const auto bytes = document.source().bytes();
  if (only_one) return bytes;
  const Span span = document.span(document.root());
  return bytes.substr(span.begin, span.end - span.begin);
}

/// Whether a rule across dossiers looks at dossiers of this kind.
bool looks_at(const Rule& rule, const Kind* kind) {
  return rule.select.kind == kind || rule.match.partner.kind == kind ||
         std::any_of(rule.group.begin(), rule.group.end(),
                     [kind](const GroupKey& key) { return key.universe_kind == kind; });
}

/// Judges one file.
class FileJudge {
 public:
  FileJudge(const Packs& packs, const AuditOptions& options)
      : packs_(packs), options_(options), wanted_(rule_filter(options)) {}

  void read(const SourceFile& source, bool named) {
    Diagnostics reading;
    made_.documents = read_yaml(source, options_.limits, reading);
    // What could not be read whole may hold a dossier.
    if (!named && !reading.has_errors() && !may_be_dossier(packs_, made_.documents)) {
      made_.passed_over = source.name();
      made_.documents.clear();
      return;
    }
    for (auto& diagnostic : reading.take()) {
      const std::uint32_t owner = owner_of(diagnostic);
      made_.add({std::move(diagnostic)}, owner);
    }
    made_.readable = !made_.documents.empty();
    judge(made_.documents);
  }

  void judge(const std::vector<Document>& documents) {
    for (const Document& document : documents) judge(document, documents.size() == 1);
    std::erase_if(made_.dossiers, [this](const Dossier& dossier) { return !is_needed(dossier); });
  }

  /// Gives up what nobody needs any more.
  FileJudgement take(std::unique_ptr<SourceFile> source) && {
    if (made_.dossiers.empty()) made_.documents.clear();
    else made_.source = std::move(source);
    return std::move(made_);
  }

 private:
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
    made_.add(diagnostics.take(), index);
  }

  void judge(const Pack& pack, const Kind& kind, const Document& document, std::uint32_t index,
             Diagnostics& diagnostics) {
    DossierReport& entry = made_.entries[index];
    Dossier& dossier = made_.dossiers.emplace_back(shape(packs_, pack, kind, document, diagnostics));
    dossier.index = index;
    dossier.identity = entry.file;
    if (entry.ordinal > 1) dossier.identity += "#" + std::to_string(entry.ordinal);
    dossier.as_of = options_.as_of.value_or(dossier.own_date.value_or(options_.today));
    const bool from_file = entry.file != "-";
    if (from_file) {
      const std::string parent = std::filesystem::path(entry.file).parent_path().string();
      dossier.folder = parent.empty() ? "." : parent;
    }
    entry.title = dossier.title.zh;
    entry.as_of = cel::format_date(dossier.as_of);
    entry.as_of_source = options_.as_of          ? DateSource::option
                         : dossier.own_date      ? DateSource::dossier
                                                 : DateSource::today;
    if (!in_force(dossier, diagnostics)) {
      made_.dossiers.pop_back();
      return;
    }
    entry.packs.push_back(&pack);
    made_.judged.push_back({&pack, &kind, dossier.own_date});
    take(assess(packs_, dossier, wanted_), index);
  }

  /// Reports a day on which the policy is not in force.
  bool in_force(const Dossier& dossier, Diagnostics& diagnostics) const {
    const Pack& pack = *dossier.pack;
    const bool early = pack.from && dossier.as_of < *pack.from;
    const bool late = pack.until && dossier.as_of > *pack.until;
    if (options_.outside_term || (!early && !late)) return true;
    const Localized policy{pack.title.zh + "（" + pack.number + "）",
                           pack.title.en + " (" + pack.number + ")"};
    diagnostics.add(early ? "policy-not-yet-in-force" : "policy-lapsed", place_of_day(dossier),
                    {{"policy", policy},
                     {"date", same(cel::format_date(early ? *pack.from : *pack.until))},
                     {"as_of", same(cel::format_date(dossier.as_of))}});
    return false;
  }

  /// The date that decides is the dossier's own, unless the caller chose another.
  Place place_of_day(const Dossier& dossier) const {
    const Document& document = *dossier.document;
    if (dossier.own_date && !options_.as_of) {
      const auto field = static_cast<std::size_t>(dossier.kind->date_field);
      return document.place(dossier.root.record->fields[field].origin);
    }
    const NodeId root = document.root();
    return document.place(document.count(root) > 0 ? document.first(root) : root);
  }

  void take(Assessment assessment, std::uint32_t index) {
    const auto move_all = [](auto& from, auto& to) {
      std::move(from.begin(), from.end(), std::back_inserter(to));
    };
    move_all(assessment.findings, made_.findings);
    move_all(assessment.results, made_.results);
    move_all(assessment.review, made_.review);
    made_.add(assessment.diagnostics.take(), index);
  }

  bool is_needed(const Dossier& dossier) const {
    if (!dossier.justifications.empty()) return true;
    const auto& clauses = dossier.pack->clauses;
    return std::any_of(clauses.begin(), clauses.end(), [&](const auto& clause) {
      return std::any_of(clause->rules.begin(), clause->rules.end(), [&](const auto& rule) {
        return rule->across && (!wanted_ || wanted_(*rule)) && looks_at(*rule, dossier.kind);
      });
    });
  }

  const Packs& packs_;
  const AuditOptions& options_;
  RuleFilter wanted_;
  FileJudgement made_;
};

}  // namespace

void FileJudgement::add(std::vector<Diagnostic> found, std::uint32_t dossier) {
  for (auto& diagnostic : found) {
    const bool said =
        std::any_of(diagnostics.begin(), diagnostics.end(), [&](const InputDiagnostic& other) {
          return other.dossier == dossier && other.diagnostic.id == diagnostic.id &&
                 other.diagnostic.place == diagnostic.place && diagnostic.place.known() &&
                 other.diagnostic.arguments == diagnostic.arguments;
        });
    if (!said) diagnostics.push_back({dossier, std::move(diagnostic)});
  }
}

RuleFilter rule_filter(const AuditOptions& options) {
  if (options.rules.empty()) return {};
  return [&options](const Rule& rule) {
    return std::any_of(options.rules.begin(), options.rules.end(), [&](const auto& wanted) {
      return wanted == rule.id || wanted == rule.address;
    });
  };
}

FileJudgement judge_file(const Packs& packs, const AuditOptions& options,
                         std::unique_ptr<SourceFile> source, bool named) {
  FileJudge judge(packs, options);
  judge.read(*source, named);
  return std::move(judge).take(std::move(source));
}

FileJudgement judge_file(const Packs& packs, const AuditOptions& options,
                         const SourceFile& source) {
  FileJudge judge(packs, options);
  judge.read(source, true);
  return std::move(judge).take(nullptr);
}

FileJudgement judge_file(const Packs& packs, const AuditOptions& options,
                         const std::vector<Document>& documents) {
  FileJudge judge(packs, options);
  judge.judge(documents);
  return std::move(judge).take(nullptr);
}

FileJudgement unreadable_file(std::vector<Diagnostic> diagnostics) {
  FileJudgement made;
  made.readable = false;
  made.add(std::move(diagnostics), no_dossier);
  return made;
}

}  // namespace guiju
