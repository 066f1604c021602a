#include <algorithm>
#include <set>

#include "cli/explain.h"
#include "report/difference.h"
#include "report/parts.h"
#include "report/phrase.h"

namespace guiju {

namespace {

/// Parts that an explanation says in another way, or that only its author cares for.
bool is_told_elsewhere(const std::string& part) {
  return is_wording(part) || part == "strength" || part == "also" || part == "due" ||
         part == "match.as" || part == "count.unit";
}

/// What the machine does, in the pack's own expressions.
std::vector<std::string> steps_of(const Rule& rule, Language language) {
  std::vector<std::string> lines;
  for (const auto& part : parts_of(rule)) {
    if (is_told_elsewhere(part.name)) continue;
    if (part.name == "across") {
      lines.push_back(part.label.in(language));
    } else {
      lines.push_back(fmt::format("{} {}", part.label.in(language), part.words.in(language)));
    }
  }
  return lines;
}

/// The figures a rule reads, with their values.
std::vector<std::string> figures_of(const Rule& rule, const Packs& packs, Language language) {
  constexpr std::string_view prefix = "params.";
  std::set<std::string> names;
  for (const auto& part : parts_of(rule)) {
    if (part.expression == nullptr) continue;
    for (const auto& path : part.expression->program->reads()) {
      if (path.starts_with(prefix)) names.insert(path.substr(prefix.size()));
    }
  }
  std::vector<std::string> figures;
  for (const auto& figure : rule.pack->parameters) {
    if (!names.contains(figure.name)) continue;
    figures.push_back(say(language, "{} = {}（条款{}）", "{} = {} (clause {})", figure.name,
                          words_of(packs, figure).in(language), figure.clause));
  }
  return figures;
}

/// A template with its places left open.
std::string open_template(const Localized& pattern, Language language) {
  std::vector<Argument> open;
  const auto& text = pattern.in(language);
  for (auto at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
    const auto end = std::min(text.find('}', at), text.size());
    open.push_back({text.substr(at + 1, end - at - 1), same("…")});
  }
  return fill(text, open, language);
}

std::string severity_words(Severity severity, Language language) {
  switch (severity) {
    case Severity::error:
      return std::string(word(language,
                              "错误：材料中的计为不通过；政策包或命令行中的使本次运行不可采信",
                              "error: in a dossier it fails the run; in a pack or the call the run "
                              "cannot be trusted"));
    case Severity::warning:
      return std::string(word(language, "警告：不影响是否通过", "warning: does not fail the run"));
    case Severity::note:
      break;
  }
  return std::string(word(language, "提示", "note"));
}

}  // namespace

Explanation explain_rule(const Rule& rule, const Surroundings& around) {
  const auto language = around.language;
  Explanation explanation(language, rule.address);
  explanation.add("规定", "says", rule.clause->says.in(language));
  explanation.add("依据", "clause", citation_of(rule, language));
  add_context(explanation, *rule.clause);
  add_strength(explanation, rule.strength, *rule.clause);
  const auto& shape = rule.select.kind->shape;
  explanation.add("材料", "kind", fmt::format("{} {}", shape.label.in(language), shape.name));
  explanation.add("判断方法", "judged by", steps_of(rule, language));
  explanation.add("数值", "figures", figures_of(rule, around.packs, language));
  if (rule.due) explanation.add("期限", "due", cel::format_date(*rule.due));
  explanation.add("我们的理解", "reading",
                  (rule.reading.empty() ? rule.clause->reading : rule.reading).in(language));
  explanation.add("怎么办", "what to do", open_template(rule.fix, language));
  add_breach(explanation, rule, around);
  add_place(explanation, rule.place);
  return explanation;
}

Explanation explain_entry(const CatalogEntry& entry, Language language) {
  const Localized message{std::string(entry.message_zh), std::string(entry.message_en)};
  const Localized remedy{std::string(entry.remedy_zh), std::string(entry.remedy_en)};
  Explanation explanation(language, std::string(entry.id));
  explanation.add("说的是", "says", open_template(message, language));
  explanation.add("轻重", "severity", severity_words(entry.severity, language));
  explanation.add("怎么办", "what to do", open_template(remedy, language));
  return explanation;
}

}  // namespace guiju
