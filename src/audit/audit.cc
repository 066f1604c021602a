#include "audit/audit.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "audit/dossiers_again.h"
#include "audit/in_order.h"
#include "audit/judge_file.h"
#include "audit/judgement_cache.h"
#include "pack/hint.h"
#include "version.h"

namespace guiju {
namespace {

/// Judged files that may wait for one before them, for each thread.
constexpr std::size_t files_ahead = 64;

/// What the rules of one pack across dossiers look at.
class PackDossiers : public Dossiers {
 public:
  PackDossiers(DossiersAgain& all, const Pack& pack) : all_(all), pack_(pack) {}
  std::shared_ptr<const Dossier> at(std::uint32_t index) override { return all_.at(index, pack_); }
  Justifications* justifications(std::uint32_t index) override {
    return all_.justifications(index, pack_);
  }

 private:
  DossiersAgain& all_;
  const Pack& pack_;
};

/// The facts of a rule across dossiers, as they come in.
struct AcrossRule {
  RuleFacts facts;
  /// From the first that rests on the audit's day on, shares wait for that day, in order.
  std::vector<Share> waiting;
};

/// One audit while it goes on: takes what each file came to, in order, and judges the rules across
/// dossiers at its end.
class Audit {
 public:
  /// `read` reads a file of the run again.
  Audit(const Packs& packs, const AuditOptions& options, DossiersAgain::ReadFile read = {})
      : packs_(packs), options_(options), dossiers_(packs, options, std::move(read)) {}

  /// `number` is that of the file in the run.
  void take(std::size_t number, FileJudgement file);
  void tell_passed_over(Diagnostics& run);
  /// Findings and diagnostics so far.
  std::size_t found() const { return report_.findings.size() + report_.diagnostics.size(); }
  /// Trouble that makes the run untrustworthy goes to `run`.
  Report finish(Diagnostics& run);

 private:
  void take(Share share);
  void take(Assessment assessment);
  void add_of_rules(std::vector<Diagnostic> diagnostics);
  void judge_across(const Pack& pack, std::int64_t as_of, Diagnostics& run);
  void judge_across(const Rule& rule, std::int64_t as_of);
  void take_waiting(AcrossRule& across, std::int64_t as_of);
  void note_gone(const Rule& rule, std::uint32_t dossier, Diagnostics& run);
  void note_absent_kinds(const Pack& pack);
  void check_all_justifications();
  void sort();

  const Packs& packs_;
  const AuditOptions& options_;
  Report report_;
  std::vector<std::string> passed_over_;  // names of files
  std::set<const Pack*> judging_;         // the packs that judged a dossier
  std::set<const Kind*> kinds_;           // of the dossiers judged
  std::optional<std::int64_t> latest_;    // of the dossiers' own dates
  DossiersAgain dossiers_;
  std::map<const Rule*, AcrossRule> across_;
  std::map<const Pack*, std::uint32_t> any_;  // a dossier of it
};

template <typename Items>
void append(Items& to, Items from, std::uint32_t first) {
  for (auto& item : from) {
    if (item.dossier != no_dossier) item.dossier += first;
    to.push_back(std::move(item));
  }
}

void Audit::take(std::size_t number, FileJudgement file) {
  if (file.passed_over) {
    passed_over_.push_back(std::move(*file.passed_over));
    return;
  }
  ++report_.files;
  if (!file.readable) ++report_.files_unreadable;
  const auto first = static_cast<std::uint32_t>(report_.dossiers.size());
  dossiers_.add(number, first, file);
  std::move(file.entries.begin(), file.entries.end(), std::back_inserter(report_.dossiers));
  append(report_.diagnostics, std::move(file.diagnostics), first);
  append(report_.findings, std::move(file.findings), first);
  append(report_.results, std::move(file.results), first);
  append(report_.review, std::move(file.review), first);
  for (const auto& judged : file.judged) {
    judging_.insert(judged.pack);
    kinds_.insert(judged.kind);
    if (judged.own_date) latest_ = std::max(latest_.value_or(*judged.own_date), *judged.own_date);
  }
  add_of_rules(std::move(file.of_rules));
  for (Share& share : file.shares) {
    share.dossier += first;
    take(std::move(share));
  }
}

void Audit::take(Share share) {
  any_.try_emplace(share.rule->pack, share.dossier);
  AcrossRule& across = across_[share.rule];
  if (!share.facts || !across.waiting.empty()) {
    across.waiting.push_back(std::move(share));
    return;
  }
  auto facts = decode(*share.facts, *share.rule, share.side, share.dossier, across.facts.ledger);
  add(across.facts, *share.rule, share.side, std::move(facts).value());
}

/// A mistake in a rule is told once, however many dossiers meet it.
void Audit::add_of_rules(std::vector<Diagnostic> diagnostics) {
  for (auto& diagnostic : diagnostics) {
    const bool said = std::any_of(
        report_.diagnostics.begin(), report_.diagnostics.end(), [&](const InputDiagnostic& other) {
          return other.dossier == no_dossier && other.diagnostic.id == diagnostic.id &&
                 other.diagnostic.arguments.front() == diagnostic.arguments.front();
        });
    if (!said) report_.diagnostics.push_back({no_dossier, std::move(diagnostic)});
  }
}

void Audit::tell_passed_over(Diagnostics& run) {
  if (passed_over_.empty()) return;
  if (report_.files > 0) {
    report_.diagnostics.push_back({no_dossier, passed_over(passed_over_, true)});
  } else {
    run.add(passed_over(passed_over_, false));
  }
}

// ---- when all files are judged ----

void Audit::take(Assessment assessment) {
  append(report_.findings, std::move(assessment.findings), 0);
  append(report_.results, std::move(assessment.results), 0);
  add_of_rules(assessment.diagnostics.take());
}

void Audit::judge_across(const Pack& pack, std::int64_t as_of, Diagnostics& run) {
  const RuleFilter wanted = rule_filter(options_);
  for (const auto& clause : pack.clauses) {
    for (const auto& rule : clause->rules) {
      if (!rule->across || (wanted && !wanted(*rule))) continue;
      try {
        judge_across(*rule, as_of);
      } catch (const DossierGone& gone) {
        note_gone(*rule, gone.dossier(), run);
      }
    }
  }
}

void Audit::judge_across(const Rule& rule, std::int64_t as_of) {
  PackDossiers dossiers(dossiers_, *rule.pack);
  AcrossRule& across = across_[&rule];
  take_waiting(across, as_of);
  take(assess_across(packs_, rule, across.facts, dossiers, any_[rule.pack], as_of));
  across_.erase(&rule);
}

void Audit::take_waiting(AcrossRule& across, std::int64_t as_of) {
  Diagnostics diagnostics;
  for (const Share& share : across.waiting) {
    Ledger& ledger = across.facts.ledger;
    if (share.facts) {
      auto facts = decode(*share.facts, *share.rule, share.side, share.dossier, ledger);
      add(across.facts, *share.rule, share.side, std::move(facts).value());
    } else {
      const auto dossier = dossiers_.at(share.dossier, *share.rule->pack);
      add(across.facts, *share.rule, share.side,
          facts_of(packs_, share, *dossier, as_of, ledger, diagnostics));
    }
  }
  add_of_rules(diagnostics.take());
}

/// Without a dossier that took part, nobody can say what a rule across dossiers comes to.
void Audit::note_gone(const Rule& rule, std::uint32_t dossier, Diagnostics& run) {
  const std::string& file = report_.dossiers[dossier].file;
  run.add("audit-file-changed", {}, {{"file", same(file)}, {"rule", same(rule.address)}});
  RuleResult result;
  result.rule = &rule;
  result.dossier = no_dossier;
  result.outcome = Outcome::undecided;
  result.note = {"“" + file + "”在审查中被改动，未作判断",
                 "not judged: `" + file + "` was changed while the run went on"};
  report_.results.push_back(std::move(result));
}

/// A pack that took part speaks of kinds this run does not hold: each of their rules says so.
void Audit::note_absent_kinds(const Pack& pack) {
  const RuleFilter wanted = rule_filter(options_);
  for (const auto& clause : pack.clauses) {
    for (const auto& rule : clause->rules) {
      if (rule->across || (wanted && !wanted(*rule))) continue;
      if (kinds_.contains(rule->select.kind)) continue;
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

void Audit::check_all_justifications() {
  for (const auto& one : dossiers_.justifying()) {
    Diagnostics diagnostics;
    check_justifications(*one.pack, one.justifications, diagnostics);
    for (auto& diagnostic : diagnostics.take()) {
      report_.diagnostics.push_back({one.dossier, std::move(diagnostic)});
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

Report Audit::finish(Diagnostics& run) {
  const std::int64_t as_of = options_.as_of.value_or(latest_.value_or(options_.today));
  report_.version = GUIJU_VERSION;
  report_.only_packs = options_.packs;
  report_.only_rules = options_.rules;
  report_.as_of = cel::format_date(as_of);
  report_.as_of_source = options_.as_of ? DateSource::option
                         : latest_      ? DateSource::dossier
                                        : DateSource::today;
  for (const Pack* pack : packs_.loaded()) {
    if (!judging_.contains(pack)) continue;
    report_.packs.push_back(pack);
    judge_across(*pack, as_of, run);
    note_absent_kinds(*pack);
  }
  if (options_.rules.empty()) check_all_justifications();
  sort();
  return std::move(report_);
}

/// Standard input, pipes and devices give their bytes once.
bool can_be_read_again(const std::string& path) {
  std::error_code error;
  return path != "-" && std::filesystem::is_regular_file(path, error);
}

/// Reads and judges the files of a run, or finds what they came to earlier.
class FileReader {
 public:
  FileReader(const Packs& packs, const AuditOptions& options, std::istream& standard_input,
             JudgementCache* cache)
      : packs_(packs), options_(options), standard_input_(standard_input), cache_(cache) {}

  std::unique_ptr<SourceFile> read(const FoundFile& file, Diagnostics& reading) const {
    return read_input(file, options_.files, standard_input_, options_.limits, reading);
  }

  FileJudgement judge(const FoundFile& file) const {
    Diagnostics reading;
    auto source = read(file, reading);
    if (source == nullptr) return unreadable_file(reading.take());
    if (!can_be_read_again(file.path)) {
      return judge_file(packs_, options_, std::move(source), file.named, true);
    }
    return cache_ == nullptr ? judge_file(packs_, options_, std::move(source), file.named, false)
                             : judge_by_cache(std::move(source), file.named);
  }

 private:
  FileJudgement judge_by_cache(std::unique_ptr<SourceFile> source, bool named) const {
    const std::string key = cache_->key_of(*source, named);
    const std::size_t digest = digest_for_run(*source);
    auto judgement = cache_->find(key);
    if (!judgement) {
      judgement = judge_file(packs_, options_, std::move(source), named, false);
      cache_->store(key, *judgement);
    }
    judgement->digest = digest;
    return std::move(*judgement);
  }

  const Packs& packs_;
  const AuditOptions& options_;
  std::istream& standard_input_;
  JudgementCache* cache_;
};

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
  const auto files = find_files(options.files, standard_input, run);
  std::optional<JudgementCache> cache;
  if (options.cache) cache.emplace(*options.cache, packs, options);
  const FileReader reader(packs, options, standard_input, cache ? &*cache : nullptr);
  const auto read_again = [&](std::size_t i) {
    Diagnostics said;  // when it was judged
    return reader.read(files[i], said);
  };
  Audit audit(packs, options, read_again);
  std::size_t done = 0;
  const auto judge = [&](std::size_t i) { return reader.judge(files[i]); };
  const auto take = [&](std::size_t i, FileJudgement file) {
    audit.take(i, std::move(file));
    if (options.on_progress) options.on_progress(i + 1, files.size(), audit.found());
    done = i + 1;
    return !(options.stop && options.stop());
  };
  InOrder<FileJudgement>::run(files.size(), options.jobs, options.jobs * files_ahead, judge, take);
  if (options.stop && options.stop()) {
    run.add("audit-interrupted", {},
            {{"done", same(std::to_string(done))}, {"total", same(std::to_string(files.size()))}});
    return {};
  }
  if (cache) cache->tell_trouble(run);
  audit.tell_passed_over(run);
  return audit.finish(run);
}

Report judge_files(const Packs& packs, const std::vector<const SourceFile*>& files,
                   const AuditOptions& options) {
  Audit audit(packs, options);
  for (std::size_t i = 0; i < files.size(); ++i) {
    audit.take(i, judge_file(packs, options, *files[i]));
  }
  Diagnostics run;  // stays empty: what is at hand can't go
  return audit.finish(run);
}

Report judge_documents(const Packs& packs, const std::vector<Document>& documents,
                       const AuditOptions& options) {
  Audit audit(packs, options);
  audit.take(0, judge_file(packs, options, documents));
  Diagnostics run;  // stays empty: what is at hand can't go
  return audit.finish(run);
}

}  // namespace guiju
