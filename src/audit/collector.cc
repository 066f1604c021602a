#include "audit/collector.h"

#include <algorithm>
#include <utility>

#include "version.h"

namespace guiju {
namespace {

/// What the rules of one pack across dossiers look at.
class PackDossiers : public Dossiers {
 public:
  PackDossiers(DossiersAgain& all, const Pack& pack) : all_(all), pack_(pack) {}
  std::shared_ptr<const Dossier> at(std::uint32_t index) override { return all_.at(index, pack_); }
  Justifications* justifications(std::uint32_t index) override {
    return all_.justifications(index, pack_);
  }
  void in_turn(std::span<const std::uint32_t> indices,
               const std::function<void(std::size_t)>& visit) override {
    all_.in_turn(indices, pack_, visit);
  }

 private:
  DossiersAgain& all_;
  const Pack& pack_;
};

}  // namespace

void Collector::take(std::size_t number, FileJudgement file) {
  if (file.passed_over) {
    passed_over_.push_back(std::move(*file.passed_over));
    return;
  }
  ReportHead& head = report_->head();
  ++head.files;
  if (!file.readable) ++head.files_unreadable;
  const std::uint32_t first = report_->dossiers();
  dossiers_.add(number, first, file);
  for (const auto& judged : file.judged) {
    judging_.insert(judged.pack);
    kinds_.insert(judged.kind);
    if (judged.own_date) latest_ = std::max(latest_.value_or(*judged.own_date), *judged.own_date);
  }
  add_of_rules(std::move(file.of_rules));
  for (Share& share : std::exchange(file.shares, {})) {
    share.dossier += first;
    take(std::move(share), file.ledger.get());
  }
  duplicates_.add(file, first);
  file.sorts.clear();
  file.named = {};
  file.ledger.reset();
  report_->add(std::move(file));
}

void Collector::take(Share share, const Ledger* ledger) {
  any_.try_emplace(share.rule->pack, share.dossier);
  AcrossRule& across = across_[share.rule];
  const bool waits = !share.found || !across.waiting.empty();
  Ledger& own = waits ? across.of_waiting : across.facts.ledger;
  if (share.found) {
    share.found->dossier = share.dossier;
    for (Fact& fact : share.found->facts) fact.dossier = share.dossier;
    share.found = copy_facts(std::move(*share.found), *share.rule, share.side, *ledger, own);
  }
  if (waits) across.waiting.push_back(std::move(share));
  else add(across.facts, *share.rule, share.side, std::move(*share.found));
}

/// A mistake in a rule is told once, however many dossiers meet it.
void Collector::add_of_rules(std::vector<Diagnostic> diagnostics) {
  for (auto& diagnostic : diagnostics) {
    const auto& known = report_->of_no_dossier();
    const bool said = std::any_of(known.begin(), known.end(), [&](const InputDiagnostic& other) {
      return other.diagnostic.id == diagnostic.id &&
             other.diagnostic.arguments.front() == diagnostic.arguments.front();
    });
    if (!said) report_->add(InputDiagnostic{no_dossier, std::move(diagnostic)});
  }
}

void Collector::tell_passed_over(Diagnostics& run) {
  if (passed_over_.empty()) return;
  if (report_->head().files > 0) {
    report_->add(InputDiagnostic{no_dossier, passed_over(passed_over_, true)});
  } else {
    run.add(passed_over(passed_over_, false));
  }
}

// ---- when all files are judged ----

void Collector::take(Assessment assessment) {
  for (auto& finding : assessment.findings) report_->add(std::move(finding));
  for (auto& result : assessment.results) report_->add(std::move(result));
  add_of_rules(assessment.diagnostics.take());
}

void Collector::judge_across(const Pack& pack, std::int64_t as_of, Diagnostics& run) {
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

void Collector::judge_across(const Rule& rule, std::int64_t as_of) {
  PackDossiers dossiers(dossiers_, *rule.pack);
  AcrossRule& across = across_[&rule];
  take_waiting(across, as_of);
  take(assess_across(packs_, rule, across.facts, dossiers, any_[rule.pack], as_of));
  across_.erase(&rule);
}

void Collector::take_waiting(AcrossRule& across, std::int64_t as_of) {
  Diagnostics diagnostics;
  Ledger& ledger = across.facts.ledger;
  for (Share& share : across.waiting) {
    Facts facts;
    if (share.found) {
      facts = copy_facts(std::move(*share.found), *share.rule, share.side, across.of_waiting, ledger);
    } else {
      const auto dossier = dossiers_.at(share.dossier, *share.rule->pack);
      facts = facts_of(packs_, share, *dossier, as_of, ledger, diagnostics);
    }
    add(across.facts, *share.rule, share.side, std::move(facts));
  }
  add_of_rules(diagnostics.take());
}

/// Without a dossier that took part, nobody can say what a rule across dossiers comes to.
void Collector::note_gone(const Rule& rule, std::uint32_t dossier, Diagnostics& run) {
  const std::string file = dossiers_.file_of(dossier);
  run.add("audit-file-changed", {}, {{"file", same(file)}, {"rule", same(rule.address)}});
  RuleResult result;
  result.rule = &rule;
  result.dossier = no_dossier;
  result.outcome = Outcome::undecided;
  result.note = {"“" + file + "”在审查中被改动，未作判断",
                 "not judged: `" + file + "` was changed while the run went on"};
  report_->add(std::move(result));
}

/// A pack that took part speaks of kinds this run does not hold: each of their rules says so.
void Collector::note_absent_kinds(const Pack& pack) {
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
      report_->add(std::move(result));
    }
  }
}

void Collector::check_all_justifications() {
  for (const auto& one : dossiers_.justifying()) {
    Diagnostics diagnostics;
    check_justifications(*one.pack, one.justifications, diagnostics);
    for (auto& diagnostic : diagnostics.take()) {
      report_->add(InputDiagnostic{one.dossier, std::move(diagnostic)});
    }
  }
}

Place Collector::place_of(const LikelyDuplicates::Name& name) {
  const auto dossier = dossiers_.at(name.dossier, *duplicates_.sort(name).pack);
  if (name.node >= dossier->document->size()) throw DossierGone(name.dossier);
  return dossier->document->place(name.node);
}

void Collector::tell_duplicates(Diagnostics& run) {
  for (const auto& [rarer, other] : duplicates_.pairs()) {
    try {
      const auto text = [this](const LikelyDuplicates::Name* name) {
        return same(std::string(duplicates_.text(*name)));
      };
      const auto times = [](const LikelyDuplicates::Name* name) {
        return same(std::to_string(name->dossiers));
      };
      Diagnostic diagnostic{"likely-duplicate", place_of(*rarer), {}, {}};
      diagnostic.arguments = {{"type", duplicates_.sort(*rarer).type},
                              {"name", text(rarer)},
                              {"other", text(other)},
                              {"times", times(rarer)},
                              {"times_other", times(other)}};
      diagnostic.related.push_back({{"另一名称", "the other name"}, place_of(*other)});
      report_->add(InputDiagnostic{rarer->dossier, std::move(diagnostic)});
    } catch (const DossierGone& gone) {
      run.add("audit-file-changed", {},
              {{"file", same(dossiers_.file_of(gone.dossier()))}, {"rule", same("likely-duplicate")}});
    }
  }
}

std::unique_ptr<const ReportParts> Collector::finish(Diagnostics& run) {
  const std::int64_t as_of = options_.as_of.value_or(latest_.value_or(options_.today));
  ReportHead& head = report_->head();
  head.version = GUIJU_VERSION;
  head.only_packs = options_.packs;
  head.only_rules = options_.rules;
  head.as_of = cel::format_date(as_of);
  head.as_of_source = options_.as_of ? DateSource::option
                         : latest_      ? DateSource::dossier
                                        : DateSource::today;
  for (const Pack* pack : packs_.loaded()) {
    if (!judging_.contains(pack)) continue;
    head.packs.push_back(pack);
    judge_across(*pack, as_of, run);
    note_absent_kinds(*pack);
  }
  if (options_.rules.empty()) check_all_justifications();
  tell_duplicates(run);
  return std::move(report_);
}

}  // namespace guiju
