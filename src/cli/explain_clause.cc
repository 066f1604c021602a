#include <algorithm>
#include <array>

#include "cli/explain.h"
#include "report/listing.h"
#include "report/phrase.h"

namespace guiju {

namespace {

std::string meaning_of(Strength strength, Language language) {
  const auto words = words_for(strength).in(language);
  switch (strength) {
    case Strength::must:
      return say(language, "{}：做不到即为错误，材料自己的说明不能豁免",
                 "{}: an error where it is not kept; nothing in the dossier waives it", words);
    case Strength::in_principle:
      return say(language,
                 "{}：做不到即为错误；材料以“情况说明”写明理由、批准人、文号和日期的，列为偏离",
                 "{}: an error, unless the dossier justifies the departure (reason, who approved, "
                 "document, date); then it is listed as departed",
                 words);
    case Strength::encouraged:
      break;
  }
  return say(language, "{}：做不到只作提示，不算错误",
             "{}: a remark where it is not met, never an error", words);
}

struct Wording {
  Strength strength;
  std::string_view words;
};

/// What notices write for each strength; the first that stands in a clause tells why it has its.
constexpr std::array wordings{Wording{Strength::in_principle, "原则上"},
                              Wording{Strength::in_principle, "宜"},
                              Wording{Strength::encouraged, "鼓励"},
                              Wording{Strength::encouraged, "优先"},
                              Wording{Strength::encouraged, "支持"},
                              Wording{Strength::encouraged, "倾斜"},
                              Wording{Strength::must, "不得"},
                              Wording{Strength::must, "必须"},
                              Wording{Strength::must, "不少于"},
                              Wording{Strength::must, "不超过"},
                              Wording{Strength::must, "应"},
                              Wording{Strength::must, "须"},
                              Wording{Strength::must, "以上"}};

std::string why(Strength strength, const Clause& clause, Language language) {
  if (strength != clause.strength) {
    return say(language, "本规则另定，条款本身为“{}”",
               "set for this rule; the clause itself is “{}”",
               words_for(clause.strength).in(language));
  }
  for (const auto& wording : wordings) {
    if (wording.strength != strength) continue;
    if (clause.says.zh.find(wording.words) == std::string::npos) continue;
    return say(language, "条款写的是“{}”", "the clause says “{}”", wording.words);
  }
  if (strength != Strength::must) return {};
  return std::string(word(language, "条款直接作出规定，没有“原则上”“鼓励”等字样",
                          "the clause lays it down without “in principle” or “encouraged”"));
}

std::string one_line(const Clause& clause, bool here, Language language) {
  return fmt::format("{} {} {} {}", here ? "▸" : "·", clause.id,
                     words_for(clause.strength).in(language), clause.says.in(language));
}

}  // namespace

void add_strength(Explanation& explanation, Strength strength, const Clause& clause) {
  const auto language = explanation.language();
  std::vector<std::string> lines{meaning_of(strength, language)};
  const auto reason = why(strength, clause, language);
  if (!reason.empty()) lines.push_back(reason);
  explanation.add("力度", "strength", lines);
}

void add_context(Explanation& explanation, const Clause& clause) {
  const auto language = explanation.language();
  const auto& clauses = clause.pack->clauses;
  const auto at = std::find_if(clauses.begin(), clauses.end(),
                               [&](const auto& entry) { return entry.get() == &clause; });
  std::vector<std::string> lines;
  const auto add = [&](const Clause& entry) {
    if (entry.section == clause.section)
      lines.push_back(one_line(entry, &entry == &clause, language));
  };
  if (at != clauses.begin()) add(**std::prev(at));
  add(clause);
  if (std::next(at) != clauses.end()) add(**std::next(at));
  explanation.add("前后条款", "around it", lines);
}

void add_place(Explanation& explanation, const Place& place) {
  if (!place.known()) return;
  explanation.add("所在位置", "stands in", fmt::format("{}:{}", place.file, place.begin.line));
}

Explanation explain_clause(const Clause& clause, const Surroundings& around) {
  const auto language = around.language;
  Explanation explanation(language, fmt::format("{}/{}", clause.pack->id, clause.id));
  explanation.add("规定", "says", clause.says.in(language));
  explanation.add("依据", "clause", citation_of(clause, language));
  add_context(explanation, clause);
  add_strength(explanation, clause.strength, clause);
  explanation.add("处理方式", "becomes", dispositions_of(clause, language));
  explanation.add("我们的理解", "reading", clause.reading.in(language));
  explanation.add("说明", "information", clause.info.in(language));
  std::vector<std::string> rules;
  for (const auto& rule : clause.rules) rules.push_back(rule->address);
  for (const auto* rule : clause.carried) {
    rules.push_back(
        say(language, "{}（见条款{}）", "{} (see clause {})", rule->address, rule->clause->id));
  }
  explanation.add("规则", "rules", rules);
  std::vector<std::string> questions;
  for (const auto& review : clause.reviews) {
    questions.push_back(fmt::format("{} {}", review->ask.in(language), review->address));
  }
  explanation.add("人工审查", "for a person", questions);
  std::vector<std::string> figures;
  for (const auto& figure : clause.pack->parameters) {
    if (figure.clause != clause.id) continue;
    figures.push_back(
        fmt::format("{} = {}", figure.name, words_of(around.packs, figure).in(language)));
  }
  explanation.add("数值", "figures", figures);
  // Where there are several, each tells its own.
  if (clause.rules.size() == 1) add_breach(explanation, *clause.rules.front(), around);
  add_place(explanation, clause.place);
  return explanation;
}

Explanation explain_review(const Review& review, const Surroundings& around) {
  const auto language = around.language;
  Explanation explanation(language, review.address);
  explanation.add("问题", "question", review.ask.in(language));
  explanation.add("谁来判断", "judged by",
                  std::string(word(language, "人工审查，机器不作结论",
                                   "a person; the machine concludes nothing")));
  explanation.add("规定", "says", review.clause->says.in(language));
  explanation.add("依据", "clause", citation_of(*review.clause, language));
  add_context(explanation, *review.clause);
  std::vector<std::string> looks;
  for (const auto& expression : review.look_at) looks.push_back(expression.text);
  explanation.add("看什么", "look at", looks);
  add_place(explanation, review.place);
  return explanation;
}

}  // namespace guiju
