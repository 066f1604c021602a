#include "audit/audit.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <iterator>
#include <tuple>

#include "assess/assess.h"
#include "assess/evaluate.h"
#include "audit/choose.h"
#include "audit/recognise.h"
#include "pack/hint.h"
#include "text/sha256.h"
#include "version.h"

namespace guiju {
namespace {

/// One audit while it goes on: documents and dossiers live as long as it does, because rules
/// across dossiers are judged at its end.
class Audit {
 public:
  Audit(const Packs& packs, const AuditOptions& options) : packs_(packs), options_(options) {}

  /// One that is not `named` on the command line is passed over if it is no dossier.
  void add(const SourceFile& source, bool named = true);
  void add(const std::vector<Document>& documents);
  void add_unreadable(std::vector<Diagnostic> diagnostics);
  void tell_passed_over(Diagnostics& run);
  /// Findings and diagnostics so far.
  std::size_t found() const { return report_.findings.size() + report_.diagnostics.size(); }
  Report finish();

 private:
  void add_document(const Document& document, bool only_one);
  void judge(const Pack& pack, const Kind& kind, const Document& document, DossierReport& entry,
             Diagnostics& diagnostics);
  bool in_force(const Dossier& dossier, Diagnostics& diagnostics) const;
  void take(Assessment assessment, std::uint32_t dossier);
  void take(std::vector<Diagnostic> diagnostics, std::uint32_t dossier);
  void note_absent_kinds(const Pack& pack);
  void sort();
  RuleFilter filter() const;
  std::uint32_t next_index() const { return static_cast<std::uint32_t>(report_.dossiers.size()); }

  const Packs& packs_;
  const AuditOptions& options_;
  Report report_;
  std::vector<std::string> passed_over_;  // names of files
  std::deque<std::vector<Document>> documents_;
  std::deque<Dossier> dossiers_;
};

/// Where a file holds several, each is its own part of it, so that answers to one outlive a change
/// of another.
std::string_view bytes_of(const Document& document, bool only_one) {
  const auto bytes = document.source().bytes();
  if (only_one) return bytes;
  const Span span = document.span(document.root());
  return bytes.substr(span.begin, span.end - span.begin);
}

RuleFilter Audit::filter() const {
  if (options_.rules.empty()) return {};
  return [this](const Rule& rule) {
    return std::any_of(options_.rules.begin(), options_.rules.end(), [&](const auto& wanted) {
      return wanted == rule.id || wanted == rule.address;
    });
  };
}

void Audit::take(std::vector<Diagnostic> diagnostics, std::uint32_t dossier) {
  for (auto& diagnostic : diagnostics) {
    // Two packs that judge one dossier say the same of its shape; once is enough.
    const bool said = std::any_of(
        report_.diagnostics.begin(), report_.diagnostics.end(), [&](const InputDiagnostic& other) {
          return other.dossier == dossier && other.diagnostic.id == diagnostic.id &&
                 other.diagnostic.place == diagnostic.place && diagnostic.place.known() &&
                 other.diagnostic.arguments == diagnostic.arguments;
        });
    if (!said) report_.diagnostics.push_back({dossier, std::move(diagnostic)});
  }
}

void Audit::take(Assessment assessment, std::uint32_t dossier) {
  const auto move_all = [](auto& from, auto& to) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
  };
  move_all(assessment.findings, report_.findings);
  move_all(assessment.results, report_.results);
  move_all(assessment.review, report_.review);
  take(assessment.diagnostics.take(), dossier);
}

void Audit::add_unreadable(std::vector<Diagnostic> diagnostics) {
  ++report_.files;
  ++report_.files_unreadable;
  take(std::move(diagnostics), no_dossier);
}

void Audit::add(const SourceFile& source, bool named) {
  Diagnostics reading;
  const auto& documents =
      documents_.emplace_back(read_yaml(source, options_.limits, reading));
  // What could not be read whole may hold a dossier.
  if (!named && !reading.has_errors() && !may_be_dossier(packs_, documents)) {
    passed_over_.push_back(source.name());
    documents_.pop_back();
    return;
  }
  const std::uint32_t first = next_index();
  // What was wrong with the YAML belongs to the last document that begins before it.
  for (auto& diagnostic : reading.take()) {
    std::uint32_t owner = no_dossier;
    for (std::size_t i = 0; i < documents.size(); ++i) {
      const bool begun = documents[i].span(documents[i].root()).begin <= diagnostic.place.span.begin;
      if (begun || documents.size() == 1) owner = first + static_cast<std::uint32_t>(i);
    }
    take({std::move(diagnostic)}, owner);
  }
  if (documents.empty()) ++report_.files_unreadable;
  add(documents);
}

void Audit::tell_passed_over(Diagnostics& run) {
  if (passed_over_.empty()) return;
  if (report_.files > 0) {
    take({passed_over(passed_over_, true)}, no_dossier);
  } else {
    run.add(passed_over(passed_over_, false));
  }
}

void Audit::add(const std::vector<Document>& documents) {
  ++report_.files;
  for (const Document& document : documents) add_document(document, documents.size() == 1);
}

void Audit::add_document(const Document& document, bool only_one) {
  DossierReport entry;
  entry.file = document.source().name();
  entry.ordinal = document.ordinal();
  entry.only_one = only_one;
  entry.sha256 = sha256_of(bytes_of(document, only_one));
  const std::uint32_t index = next_index();
  Diagnostics diagnostics;
  const ChosenPacks choice = choose_packs(packs_, options_, document, diagnostics);
  if (choice.kind != nullptr) {
    entry.kind = choice.kind->shape.name;
    entry.kind_label = choice.kind->shape.label;
  }
  entry.as_of = cel::format_date(options_.as_of.value_or(options_.today));
  entry.as_of_source = options_.as_of ? DateSource::option : DateSource::today;
  report_.dossiers.push_back(entry);
  for (const auto& [pack, kind] : choice.judges) {
    judge(*pack, *kind, document, report_.dossiers[index], diagnostics);
  }
  take(diagnostics.take(), index);
}

// ---- judging ----

bool Audit::in_force(const Dossier& dossier, Diagnostics& diagnostics) const {
  if (options_.outside_term) return true;
  const Pack& pack = *dossier.pack;
  const Localized policy{pack.title.zh + "（" + pack.number + "）",
                         pack.title.en + " (" + pack.number + ")"};
  // The date that decides is the dossier's own, unless the caller chose another.
  Place place = dossier.document->place(dossier.document->root());
  if (dossier.own_date && !options_.as_of) {
    const auto field = static_cast<std::size_t>(dossier.kind->date_field);
    place = dossier.document->place(dossier.root.record->fields[field].origin);
  } else if (dossier.document->count(dossier.document->root()) > 0) {
    place = dossier.document->place(dossier.document->first(dossier.document->root()));
  }
  const auto report = [&](const char* id, std::int64_t date) {
    diagnostics.add(id, place,
                    {{"policy", policy},
                     {"date", same(cel::format_date(date))},
                     {"as_of", same(cel::format_date(dossier.as_of))}});
  };
  if (pack.from && dossier.as_of < *pack.from) {
    report("policy-not-yet-in-force", *pack.from);
    return false;
  }
  if (pack.until && dossier.as_of > *pack.until) {
    report("policy-lapsed", *pack.until);
    return false;
  }
  return true;
}

void Audit::judge(const Pack& pack, const Kind& kind, const Document& document,
                  DossierReport& entry, Diagnostics& diagnostics) {
  Dossier& dossier = dossiers_.emplace_back(shape(packs_, pack, kind, document, diagnostics));
  dossier.index = next_index() - 1;
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
    dossiers_.pop_back();
    return;
  }
  entry.packs.push_back(&pack);
  take(assess(packs_, dossier, filter()), dossier.index);
}

/// A pack that took part speaks of kinds this run does not hold: each of their rules says so.
void Audit::note_absent_kinds(const Pack& pack) {
  const RuleFilter wanted = filter();
  for (const auto& clause : pack.clauses) {
    for (const auto& rule : clause->rules) {
      if (rule->across || (wanted && !wanted(*rule))) continue;
      const bool present = std::any_of(dossiers_.begin(), dossiers_.end(), [&](const auto& dossier) {
        return dossier.kind == rule->select.kind;
      });
      if (present) continue;
      RuleResult result;
      result.rule = rule.get();
      result.dossier = no_dossier;
      result.outcome = Outcome::not_applicable;
      const Localized& label = rule->select.kind->shape.label;
      result.note = {"本次没有“" + label.in(Language::zh) + "”材料",
                     "this run holds no " + label.in(Language::en)};
      report_.results.push_back(std::move(result));
    }
  }
}

void Audit::sort() {
  const auto packs = packs_.loaded();
  const auto pack_order = [&packs](const Pack* pack) {
    return std::find(packs.begin(), packs.end(), pack) - packs.begin();
  };
  const auto rule_key = [&](const auto& item) {
    return std::tuple(item.dossier, pack_order(item.rule->pack), item.rule->order);
  };
  std::stable_sort(report_.findings.begin(), report_.findings.end(),
                   [&](const Finding& left, const Finding& right) {
                     return std::tuple_cat(rule_key(left), std::tuple(left.place.span.begin)) <
                            std::tuple_cat(rule_key(right), std::tuple(right.place.span.begin));
                   });
  std::stable_sort(report_.results.begin(), report_.results.end(),
                   [&](const auto& left, const auto& right) { return rule_key(left) < rule_key(right); });
  std::stable_sort(report_.diagnostics.begin(), report_.diagnostics.end(),
                   [](const auto& left, const auto& right) {
                     return std::tuple(left.dossier, left.diagnostic.place.file,
                                       left.diagnostic.place.span.begin) <
                            std::tuple(right.dossier, right.diagnostic.place.file,
                                       right.diagnostic.place.span.begin);
                   });
}

Report Audit::finish() {
  std::optional<std::int64_t> latest;
  for (const Dossier& dossier : dossiers_) {
    if (dossier.own_date) latest = std::max(latest.value_or(*dossier.own_date), *dossier.own_date);
  }
  const std::int64_t as_of = options_.as_of.value_or(latest.value_or(options_.today));
  report_.version = GUIJU_VERSION;
  report_.only_packs = options_.packs;
  report_.only_rules = options_.rules;
  report_.as_of = cel::format_date(as_of);
  report_.as_of_source = options_.as_of ? DateSource::option
                         : latest       ? DateSource::dossier
                                        : DateSource::today;
  for (const Pack* pack : packs_.loaded()) {
    std::vector<Dossier*> own;
    for (Dossier& dossier : dossiers_) {
      if (dossier.pack == pack) own.push_back(&dossier);
    }
    if (own.empty()) continue;
    report_.packs.push_back(pack);
    take(assess_across(packs_, *pack, own, as_of, filter()), no_dossier);
    note_absent_kinds(*pack);
  }
  if (options_.rules.empty()) {
    for (const Dossier& dossier : dossiers_) {
      Diagnostics diagnostics;
      check_justifications(dossier, diagnostics);
      take(diagnostics.take(), dossier.index);
    }
  }
  sort();
  return std::move(report_);
}

void check_names(const Packs& packs, const AuditOptions& options, Diagnostics& run) {
  if (options.packs.empty() && options.rules.empty()) return;
  std::vector<std::string_view> ids;
  std::vector<std::string_view> rules;
  for (const auto& pack : packs.all()) {
    ids.push_back(pack->id);
    for (const auto& clause : pack->clauses) {
      for (const auto& rule : clause->rules) {
        rules.push_back(rule->id);
        rules.push_back(rule->address);
      }
    }
  }
  const auto check = [&run](const char* id, const char* argument, const auto& wanted,
                            const auto& known) {
    for (const auto& name : wanted) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      run.add(id, {}, {{argument, same(name)}, {"hint", near_hint(name, known)}});
    }
  };
  check("pack-unknown", "pack", options.packs, ids);
  check("audit-unknown-rule", "rule", options.rules, rules);
}

}  // namespace

Report run_audit(const Packs& packs, const AuditOptions& options, std::istream& standard_input,
                 Diagnostics& run) {
  check_names(packs, options, run);
  // A filter that names nothing would let everything pass.
  if (run.has_errors()) return {};
  Audit audit(packs, options);
  std::deque<std::unique_ptr<SourceFile>> sources;
  const auto files = find_files(options.files, standard_input, run);
  for (std::size_t i = 0; i < files.size(); ++i) {
    Diagnostics reading;
    auto source = read_input(files[i], options.files, standard_input, options.limits, reading);
    if (source) {
      audit.add(*sources.emplace_back(std::move(source)), files[i].named);
    } else {
      audit.add_unreadable(reading.take());
    }
    if (options.on_progress) options.on_progress(i + 1, files.size(), audit.found());
  }
  audit.tell_passed_over(run);
  return audit.finish();
}

Report judge_files(const Packs& packs, const std::vector<const SourceFile*>& files,
                   const AuditOptions& options) {
  Audit audit(packs, options);
  for (const SourceFile* file : files) audit.add(*file);
  return audit.finish();
}

Report judge_documents(const Packs& packs, const std::vector<Document>& documents,
                       const AuditOptions& options) {
  Audit audit(packs, options);
  audit.add(documents);
  return audit.finish();
}

}  // namespace guiju
