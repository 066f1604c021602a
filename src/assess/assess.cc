#include "assess/assess.h"

#include <algorithm>
#include <set>

#include "assess/describe.h"
#include "assess/judge.h"
#include "pack/hint.h"
#include "text/unicode.h"

namespace guiju {
namespace {

struct OutcomeWords {
  std::string_view name;
  const char* zh;
  const char* en;
};
constexpr std::array<OutcomeWords, outcome_count> outcomes{{{"satisfied", "符合", "satisfied"},
                                                           {"violated", "不符合", "violated"},
                                                           {"departed", "已说明的例外", "departed"},
                                                           {"undecided", "无法判定", "undecided"},
                                                           {"not_applicable", "不适用", "not applicable"}}};

bool is_wanted(const RuleFilter& wanted, const Rule& rule) { return !wanted || wanted(rule); }

ReviewItem make_item(const Packs& packs, Dossier& dossier, const Review& review,
                     Evaluator& evaluator) {
  ReviewItem item;
  item.review = &review;
  item.dossier = dossier.index;
  item.look_at.reserve(review.look_at.size());
  for (const auto& look : review.look_at) {
    if (!look) continue;
    ReviewItem::Look seen;
    const Evaluated value = evaluator.evaluate(look, review.address);
    if (value.known() && value.value.origin != cel::no_origin) {
      const Located located = locate(packs, dossier, value.value.origin);
      seen.what = located.nearest_label;
      seen.place = pointing_place(dossier, value.value.origin, located);
      seen.value = words_for_value(packs, look.program->type(), value.value);
      if (seen.value == seen.what) seen.value = {};
    } else if (!value.missing.empty()) {
      seen.what = value.missing.front().field;
    } else {
      seen.what = same(look.text);
    }
    item.look_at.push_back(std::move(seen));
  }
  return item;
}

void list_reviews(const Packs& packs, Dossier& dossier, Evaluator& evaluator,
                  Assessment& assessment) {
  for (const auto& clause : dossier.pack->clauses) {
    for (const auto& review : clause->reviews) {
      if (review->kind != dossier.kind) continue;
      MissingSet missing;
      if (evaluator.decide(review->when, review->address, missing) == Truth::no) continue;
      assessment.review.push_back(make_item(packs, dossier, *review, evaluator));
    }
  }
}

/// Required fields that no undecided finding asks for already: one mistake, one message.
void report_required(const Dossier& dossier, Assessment& assessment) {
  std::set<std::string> asked;
  for (const auto& finding : assessment.findings) {
    for (const auto& missing : finding.missing) asked.insert(missing.path);
  }
  for (const auto& required : dossier.required) {
    if (asked.contains(required.missing.path)) continue;
    assessment.diagnostics.add(
        "dossier-missing-field", required.missing.place,
        {{"field", required.missing.field}, {"holder", required.missing.holder}});
  }
}

const Rule* rule_of(const Pack& pack, const std::string& written) {
  const std::string wanted = normalized_name(written);
  for (const auto& clause : pack.clauses) {
    for (const auto& rule : clause->rules) {
      if (normalized_name(rule->id) == wanted || normalized_name(rule->address) == wanted) {
        return rule.get();
      }
    }
  }
  return nullptr;
}

Localized lacking_fields(const Justification& justification) {
  Localized fields;
  const auto add = [&fields](bool lacks, const char* zh, const char* en) {
    if (!lacks) return;
    fields.zh += (fields.zh.empty() ? "" : "、") + std::string(zh);
    fields.en += (fields.en.empty() ? "" : ", ") + std::string(en);
  };
  add(justification.reason.empty(), "理由", "reason");
  add(justification.approved_by.empty(), "批准单位", "approved_by");
  add(justification.number.empty(), "文号", "number");
  add(justification.date.empty(), "日期", "date");
  return fields;
}

void report_unknown_rule(const Pack& pack, const Justification& justification,
                         Diagnostics& diagnostics) {
  std::vector<std::string_view> known;
  for (const auto& clause : pack.clauses) {
    for (const auto& rule : clause->rules) {
      known.push_back(rule->id);
      known.push_back(rule->address);
    }
  }
  diagnostics.add("justification-unknown-rule", justification.place,
                  {{"rule", same(justification.rule)},
                   {"hint", near_hint(justification.rule, known)}});
}

}  // namespace

std::string_view name_of(Outcome outcome) {
  return outcomes[static_cast<std::size_t>(outcome)].name;
}

Localized words_for(Outcome outcome) {
  const auto& row = outcomes[static_cast<std::size_t>(outcome)];
  return {row.zh, row.en};
}

std::int64_t Quantity::gap() const {
  if (min && found_most < *min) return *min - found_most;
  if (max && found_least > *max) return *max - found_least;
  return 0;
}

namespace {

/// The one dossier that rules within it look at.
class OneDossier : public Dossiers {
 public:
  explicit OneDossier(Dossier& dossier) : dossier_(dossier) {}
  std::shared_ptr<const Dossier> at(std::uint32_t) override {
    return {std::shared_ptr<const Dossier>(), &dossier_};  // owned by who calls `assess`
  }
  Justifications* justifications(std::uint32_t) override { return &dossier_.justifications; }

 private:
  Dossier& dossier_;
};

}  // namespace

Assessment assess(const Packs& packs, Dossier& dossier, const RuleFilter& wanted) {
  Assessment assessment;
  OneDossier alone(dossier);
  Judge judge(packs, alone, dossier.as_of, assessment);
  assessment.results.reserve(dossier.pack->rules.size());
  bool all = true;
  for (const auto& clause : dossier.pack->clauses) {
    for (const auto& rule : clause->rules) {
      if (rule->across || rule->select.kind != dossier.kind) continue;
      if (is_wanted(wanted, *rule)) judge.judge(*rule, dossier);
      else all = false;
    }
  }
  cel::Arena arena;
  Evaluator evaluator(packs, dossier, dossier.as_of, arena, assessment.diagnostics);
  if (all) list_reviews(packs, dossier, evaluator, assessment);
  report_required(dossier, assessment);
  return assessment;
}

std::vector<Share> shares_of(const Packs& packs, const Dossier& dossier, const RuleFilter& wanted,
                             bool day_known, Ledger& ledger, Diagnostics& diagnostics) {
  std::vector<Share> shares;
  cel::Arena arena;
  Evaluator evaluator(packs, dossier, dossier.as_of, arena, diagnostics);
  for (const auto& clause : dossier.pack->clauses) {
    for (const auto& rule : clause->rules) {
      if (!rule->across || !is_wanted(wanted, *rule)) continue;
      for_each_side(*rule, dossier.kind, [&](Side side) {
        Share& share = shares.emplace_back(Share{rule.get(), side, dossier.index, {}});
        if (!day_known && rests_on_day(*rule, side, dossier)) return;
        Facts facts = gather(evaluator, *rule, side, ledger);
        facts.elements = nullptr;  // they go with the dossier
        share.found = std::move(facts);
      });
    }
  }
  return shares;
}

Facts facts_of(const Packs& packs, const Share& share, const Dossier& dossier, std::int64_t as_of,
               Ledger& ledger, Diagnostics& diagnostics) {
  cel::Arena arena;
  Evaluator evaluator(packs, dossier, as_of, arena, diagnostics);
  Facts facts = gather(evaluator, *share.rule, share.side, ledger);
  facts.elements = nullptr;  // they go with the dossier
  return facts;
}

Assessment assess_across(const Packs& packs, const Rule& rule, RuleFacts& facts,
                         Dossiers& dossiers, std::uint32_t any, std::int64_t as_of) {
  Assessment assessment;
  Judge judge(packs, dossiers, as_of, assessment);
  judge.conclude_across(rule, facts, any);
  return assessment;
}

void check_justifications(const Pack& pack, const Justifications& justifications,
                          Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < justifications.all.size(); ++i) {
    const Justification& justification = justifications.all[i];
    const Rule* rule = rule_of(pack, justification.rule);
    if (rule == nullptr) {
      report_unknown_rule(pack, justification, diagnostics);
      continue;
    }
    const std::vector<Argument> named{{"rule", same(rule->address)}};
    if (rule->strength == Strength::must) {
      diagnostics.add("justification-for-must", justification.place, named);
    } else if (const Localized fields = lacking_fields(justification); !fields.empty()) {
      diagnostics.add("justification-incomplete", justification.place,
                      {{"rule", same(rule->address)}, {"fields", fields}});
    } else if (!justifications.used[i]) {
      diagnostics.add("justification-unused", justification.place, named);
    }
  }
}

}  // namespace guiju
