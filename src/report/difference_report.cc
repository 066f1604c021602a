#include "report/difference_report.h"

#include <array>

#include "report/phrase.h"

namespace guiju {

namespace {

std::string outcome_words(const Rule* rule, const std::optional<Outcome>& outcome,
                          std::uint32_t times, Language language) {
  if (rule == nullptr) return std::string(word(language, "没有这条规则", "no such rule"));
  if (!outcome) return words_for(Standing::not_judged).in(language);
  auto words = words_for(*outcome).in(language);
  if (times < 2) return words;
  return say(language, "{}{}处", "{} ({} times)", words, times);
}

struct Move {
  Standing before, after;
};

/// The ways in which a dossier's standing may change, the gravest first.
constexpr std::array moves{
    Move{Standing::passes, Standing::fails},      Move{Standing::fails, Standing::passes},
    Move{Standing::passes, Standing::not_judged}, Move{Standing::fails, Standing::not_judged},
    Move{Standing::not_judged, Standing::passes}, Move{Standing::not_judged, Standing::fails}};

std::string move_words(const Move& move, std::size_t number, Language language) {
  return say(language, "{}份由{}变为{}", "{} from “{}” to “{}”", number,
             words_for(move.before).in(language), words_for(move.after).in(language));
}

}  // namespace

SideNames names_of(const Difference& difference) {
  if (difference.one_policy) return {{"旧", "old"}, {"新", "new"}};
  return {{"甲", "A"}, {"乙", "B"}};
}

std::string called(const ComparedPack& side, Language language) {
  auto name = fmt::format("{} {}", side.pack->id, side.pack->version);
  if (side.name == side.pack->id) return name;
  return say(language, "{}（{}）", "{} ({})", name, side.name);
}

Localized words_for(const Change& change) {
  static const std::array<Localized, 5> words{{{"新增", "added"},
                                               {"删去", "removed"},
                                               {"改名", "renamed"},
                                               {"改动", "changed"},
                                               {"相同", "same"}}};
  if (change.kind == Change::Kind::renamed && change.subject == Subject::clause) {
    return {"改号", "renumbered"};
  }
  return words[static_cast<std::size_t>(change.kind)];
}

std::string ids_of(const Change& change) {
  if (change.before.empty() || change.after.empty() || change.before == change.after) {
    return change.id();
  }
  return change.before + " → " + change.after;
}

std::string words_of(const OutcomeChange& change, Language language) {
  return outcome_words(change.before, change.was, change.was_times, language) + " → " +
         outcome_words(change.after, change.is, change.is_times, language);
}

std::string words_of(const DiagnosticChange& change, const Difference& difference,
                     Language language) {
  using By = DiagnosticChange::By;
  if (change.by == By::both) return {};
  const auto names = names_of(difference);
  const auto& name = change.by == By::before ? names.before : names.after;
  return say(language, "只按{}", "only by {}", name.in(language));
}

std::string title_of(const DossierChange& change, Language language) {
  if (!change.dossier) {
    return std::string(word(language, "全部材料合并判断", "all dossiers together"));
  }
  auto kind = change.dossier->kind_label.in(language);
  if (change.dossier->title.empty()) return kind;
  return say(language, "{}{}", "{} {}", kind, in_quotes(change.dossier->title));
}

std::string standing_of(const DossierChange& change, const Difference& difference,
                        Language language) {
  const auto before = words_for(change.before).in(language);
  const auto after = words_for(change.after).in(language);
  auto words = change.before == change.after ? say(language, "仍{}", "still {}", after)
                                             : fmt::format("{} → {}", before, after);
  const auto names = names_of(difference);
  const auto note = [&](bool outside, const Localized& name) {
    if (!outside) return;
    words += say(language, "（{}不在{}的施行期内）", " ({} is outside the term of {})",
                 change.dossier->as_of, name.in(language));
  };
  note(change.outside_before, names.before);
  note(change.outside_after, names.after);
  return words;
}

std::string summary_of(const OutcomeChanges& changes, Language language) {
  std::vector<std::string> parts;
  for (const auto& move : moves) {
    const auto number = changes.number(move.before, move.after);
    if (number > 0) parts.push_back(move_words(move, number, language));
  }
  const auto none = changes.number(Standing::not_judged, Standing::not_judged);
  const auto kept = changes.number(Standing::passes, Standing::passes) +
                    changes.number(Standing::fails, Standing::fails);
  if (kept > 0) {
    parts.push_back(say(language, "{}份结论不变而结果有变",
                        "{} with the same verdict for other reasons", kept));
  }
  if (none > 0) parts.push_back(say(language, "{}份都无法审查", "{} judged by neither", none));
  const auto dossiers = language == Language::zh ? fmt::format("{}份材料", changes.dossiers)
                                                 : counted(changes.dossiers, "dossier", "dossiers");
  if (parts.empty()) {
    return say(language, "{}：结果都不变", "{}: none comes out differently", dossiers);
  }
  return say(language, "{}，{}份结论改变：{}", "{}, {} with another verdict: {}", dossiers,
             changes.standing_changed(), listed(parts, language));
}

}  // namespace guiju
