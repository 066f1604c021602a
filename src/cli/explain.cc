#include <algorithm>
#include <set>

#include "cli/commands.h"
#include "cli/rules.h"
#include "pack/hint.h"
#include "report/canvas.h"
#include "report/phrase.h"
#include "text/unicode.h"

namespace guiju {

namespace {

/// Lines of `name  text`, the names in one column.
class Sheet {
 public:
  explicit Sheet(Canvas& canvas) : canvas_(canvas) {}

  void title(std::string_view text) {
    canvas_.gap();
    canvas_.put(text, Ink::strong).end_line();
  }
  /// Nothing where there is nothing to say.
  void line(std::string_view zh, std::string_view en, const std::string& text) {
    if (text.empty()) return;
    constexpr std::size_t name_cells = 12;
    canvas_.put("  ").cell(word(language(), zh, en), name_cells, Ink::faint).put("  ");
    canvas_.flow(text, canvas_.column()).end_line();
  }
  void lines(std::string_view zh, std::string_view en, const std::vector<std::string>& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i)
      line(i == 0 ? zh : "", i == 0 ? en : "", texts[i]);
  }
  Language language() const { return canvas_.language(); }

 private:
  Canvas& canvas_;
};

std::string where(const Place& place) {
  return place.known() ? fmt::format("{}:{}", place.file, place.begin.line) : std::string();
}

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

// ---------------------------------------------------------------- a rule

/// Every expression of a rule.
std::vector<const Expression*> expressions_of(const Rule& rule) {
  std::vector<const Expression*> all{
      &rule.select.each,        &rule.select.where,       &rule.when,           &rule.distinct,
      &rule.bounds.min,         &rule.bounds.max,         &rule.bounds.exactly, &rule.require,
      &rule.match.partner.each, &rule.match.partner.where};
  for (const auto* list : {&rule.key, &rule.match.key, &rule.needs}) {
    for (const auto& expression : *list) all.push_back(&expression);
  }
  for (const auto& key : rule.group) {
    all.push_back(&key.key);
    all.push_back(&key.universe);
  }
  std::erase_if(all, [](const Expression* expression) { return !*expression; });
  return all;
}

/// `8`, or with dates where it changes: `5（2024-10-12起），6（2026-01-01起）`.
std::string value_of(const Parameter& parameter, Language language) {
  std::vector<std::string> versions;
  for (const auto& version : parameter.versions) {
    const auto value = cel::to_string(version.value);
    versions.push_back(version.from ? say(language, "{}（{}起）", "{} (from {})", value,
                                          cel::format_date(*version.from))
                                    : value);
  }
  return join(versions, language);
}

/// The figures a rule reads, with their values.
std::vector<std::string> figures_of(const Rule& rule, Language language) {
  constexpr std::string_view prefix = "params.";
  std::set<std::string> names;
  for (const auto* expression : expressions_of(rule)) {
    for (const auto& path : expression->program->reads()) {
      if (path.starts_with(prefix)) names.insert(path.substr(prefix.size()));
    }
  }
  std::vector<std::string> figures;
  for (const auto& parameter : rule.pack->parameters) {
    if (!names.contains(parameter.name)) continue;
    figures.push_back(say(language, "{} = {}（条款{}）", "{} = {} (clause {})", parameter.name,
                          value_of(parameter, language), parameter.clause));
  }
  return figures;
}

void add_expression(std::vector<std::string>& lines, Language language, std::string_view zh,
                    std::string_view en, const Expression& expression) {
  if (expression) lines.push_back(fmt::format("{} {}", word(language, zh, en), expression.text));
}

void add_expressions(std::vector<std::string>& lines, Language language, std::string_view zh,
                     std::string_view en, const std::vector<Expression>& expressions) {
  for (const auto& expression : expressions) add_expression(lines, language, zh, en, expression);
}

void add_match(std::vector<std::string>& lines, Language language, const MatchForm& match) {
  const auto* kind = match.partner.kind;
  const auto where = kind == nullptr ? std::string(word(language, "同一份材料", "the same dossier"))
                                     : quoted(kind->shape.label.in(language));
  lines.push_back(match.none
                      ? say(language, "不得在{}中有对应的一项", "no counterpart in {}", where)
                      : say(language, "须在{}中有对应的一项", "a counterpart in {}", where));
  add_expression(lines, language, "对方逐项看", "among", match.partner.each);
  add_expression(lines, language, "对方只看", "of these", match.partner.where);
  add_expressions(lines, language, "对应关系", "with the same", match.key);
}

/// What the machine does, in the pack's own expressions.
std::vector<std::string> steps_of(const Rule& rule, Language language) {
  std::vector<std::string> lines;
  if (rule.across) {
    lines.emplace_back(word(language, "全部材料合并判断", "over all dossiers of the run together"));
  }
  add_expression(lines, language, "仅当", "only if", rule.when);
  add_expression(lines, language, "逐项看", "for each of", rule.select.each);
  add_expression(lines, language, "只看", "of these", rule.select.where);
  add_expression(lines, language, "相同的只计一次", "counted once:", rule.distinct);
  for (const auto& key : rule.group)
    add_expression(lines, language, "分组按", "grouped by", key.key);
  add_expression(lines, language, "不少于", "at least", rule.bounds.min);
  add_expression(lines, language, "不超过", "at most", rule.bounds.max);
  add_expression(lines, language, "恰为", "exactly", rule.bounds.exactly);
  add_expression(lines, language, "要求", "requires", rule.require);
  if (rule.form == Form::unique) add_expressions(lines, language, "不得重复", "unique", rule.key);
  if (rule.form == Form::match) add_match(lines, language, rule.match);
  add_expressions(lines, language, "须提供", "needs", rule.needs);
  return lines;
}

/// A template with its places left open.
std::string open_template(const Localized& pattern, Language language) {
  std::string shown;
  bool inside = false;
  for (const char c : pattern.in(language)) {
    if (c == '{') shown += "…";
    inside = (inside || c == '{') && c != '}';
    if (!inside && c != '}') shown += c;
  }
  return shown;
}

void explain_rule(const Rule& rule, Sheet& sheet) {
  const auto language = sheet.language();
  sheet.title(rule.address);
  sheet.line("规定", "says", rule.clause->says.in(language));
  sheet.line("依据", "clause", citation_of(rule, language));
  sheet.line("条款编号", "clause id", fmt::format("{}/{}", rule.pack->id, rule.clause->id));
  sheet.line("力度", "strength", meaning_of(rule.strength, language));
  if (rule.select.kind != nullptr) {
    const auto& shape = rule.select.kind->shape;
    sheet.line("材料", "kind", fmt::format("{} {}", shape.label.in(language), shape.name));
  }
  sheet.lines("判断方法", "judged by", steps_of(rule, language));
  sheet.lines("数值", "figures", figures_of(rule, language));
  if (rule.due) sheet.line("期限", "due", cel::format_date(*rule.due));
  sheet.line("我们的理解", "reading",
             (rule.reading.empty() ? rule.clause->reading : rule.reading).in(language));
  sheet.line("怎么办", "what to do", open_template(rule.fix, language));
  sheet.line("所在位置", "stands in", where(rule.place));
}

// ---------------------------------------------------------------- clauses, questions, diagnostics

void explain_clause(const Clause& clause, Sheet& sheet) {
  const auto language = sheet.language();
  sheet.title(fmt::format("{}/{}", clause.pack->id, clause.id));
  sheet.line("规定", "says", clause.says.in(language));
  sheet.line("依据", "clause", citation_of(clause, language));
  sheet.line("力度", "strength", meaning_of(clause.strength, language));
  std::vector<std::string> dispositions;
  for (const auto disposition : clause.dispositions) {
    dispositions.push_back(words_for(disposition).in(language));
  }
  sheet.line("处理方式", "becomes", join(dispositions, language));
  sheet.line("我们的理解", "reading", clause.reading.in(language));
  sheet.line("说明", "information", clause.info.in(language));
  std::vector<std::string> rules;
  for (const auto& rule : clause.rules) rules.push_back(rule->address);
  sheet.lines("规则", "rules", rules);
  std::vector<std::string> questions;
  for (const auto& review : clause.reviews) {
    questions.push_back(fmt::format("{} {}", review->ask.in(language), review->address));
  }
  sheet.lines("人工审查", "for a person", questions);
  sheet.line("所在位置", "stands in", where(clause.place));
}

void explain_review(const Review& review, Sheet& sheet) {
  const auto language = sheet.language();
  sheet.title(review.address);
  sheet.line("问题", "question", review.ask.in(language));
  sheet.line("谁来判断", "judged by",
             std::string(word(language, "人工审查，机器不作结论",
                              "a person; the machine concludes nothing")));
  sheet.line("规定", "says", review.clause->says.in(language));
  sheet.line("依据", "clause", citation_of(*review.clause, language));
  std::vector<std::string> looks;
  for (const auto& expression : review.look_at) looks.push_back(expression.text);
  sheet.lines("看什么", "look at", looks);
  sheet.line("所在位置", "stands in", where(review.place));
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

void explain_entry(const CatalogEntry& entry, Sheet& sheet) {
  const auto language = sheet.language();
  const Localized message{std::string(entry.message_zh), std::string(entry.message_en)};
  const Localized remedy{std::string(entry.remedy_zh), std::string(entry.remedy_en)};
  sheet.title(entry.id);
  sheet.line("说的是", "says", open_template(message, language));
  sheet.line("轻重", "severity", severity_words(entry.severity, language));
  sheet.line("怎么办", "what to do", open_template(remedy, language));
}

// ---------------------------------------------------------------- finding what is meant

/// Everything that has a name, with its names. `PACK/ID` and `ID` both name it.
struct Nameable {
  std::vector<std::string> names;
  std::function<void(Sheet&)> explain;
};

void add_pack(const Pack& pack, std::vector<Nameable>& all) {
  for (const auto& entry : pack.clauses) {
    const auto* clause = entry.get();
    all.push_back({{clause->id, pack.id + "/" + clause->id, clause->section},
                   [clause](Sheet& sheet) { explain_clause(*clause, sheet); }});
    for (const auto& rule : clause->rules) {
      all.push_back({{rule->id, rule->address},
                     [rule = rule.get()](Sheet& sheet) { explain_rule(*rule, sheet); }});
    }
    for (const auto& review : clause->reviews) {
      all.push_back({{review->id, review->address},
                     [review = review.get()](Sheet& sheet) { explain_review(*review, sheet); }});
    }
  }
}

std::vector<Nameable> everything(const Packs& packs) {
  std::vector<Nameable> all;
  for (const auto& pack : packs.all()) add_pack(*pack, all);
  for (const auto* entry : catalog()) {
    all.push_back(
        {{std::string(entry->id)}, [entry](Sheet& sheet) { explain_entry(*entry, sheet); }});
  }
  return all;
}

/// Names compare as written on a form: full-width and half-width brackets are one.
bool is_named(const Nameable& nameable, const std::string& normalized) {
  return std::any_of(nameable.names.begin(), nameable.names.end(),
                     [&](const std::string& name) { return normalized_name(name) == normalized; });
}

ExitCode report_unknown(const Call& call, const std::string& name,
                        const std::vector<Nameable>& all) {
  std::vector<std::string> names;
  for (const auto& nameable : all) {
    names.insert(names.end(), nameable.names.begin(), nameable.names.end());
  }
  Diagnostics diagnostics;
  diagnostics.add("usage-unknown-name", {},
                  {{"name", same(name)}, {"hint", near_hint(name, names)}});
  return refuse(call, diagnostics);
}

}  // namespace

ExitCode explain(const Call& call) {
  const auto packs = load_rules(call);
  if (!packs) return ExitCode::untrustworthy;

  const auto& name = call.arguments.positional.front();
  const auto all = everything(*packs);
  Canvas canvas(call.out, call.out_style);
  Sheet sheet(canvas);
  bool found = false;
  for (const auto& nameable : all) {
    if (!is_named(nameable, normalized_name(name))) continue;
    nameable.explain(sheet);
    found = true;
  }
  return found ? ExitCode::nothing_found : report_unknown(call, name, all);
}

}  // namespace guiju
