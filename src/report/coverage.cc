#include "report/coverage.h"

#include <algorithm>

#include "report/canvas.h"
#include "report/json_values.h"
#include "report/listing.h"
#include "report/markdown.h"
#include "report/phrase.h"

namespace guiju {
namespace {

std::uint32_t cases_of(const Coverage& coverage, const Rule& rule) {
  const auto found = coverage.cases.find(&rule);
  return found == coverage.cases.end() ? 0 : found->second;
}

/// `无法判定、偏离`; empty where cases expect all that the rule may come to.
std::string unexercised_words(const Coverage& coverage, const Rule& rule, Language language) {
  std::vector<std::string> words;
  for (const auto outcome : coverage.unexercised(rule)) {
    words.push_back(words_for(outcome).in(language));
  }
  return join(words, language);
}

struct CoverageTotals {
  std::size_t clauses = 0, rules = 0, reviews = 0, without_cases = 0;
  std::size_t unexercised = 0;  ///< rules with an outcome that no case expects
  std::size_t cases = 0;
};

CoverageTotals totals_of(const Coverage& coverage) {
  CoverageTotals totals;
  for (const auto& clause : coverage.pack->clauses) {
    ++totals.clauses;
    totals.reviews += clause->reviews.size();
    for (const auto& rule : clause->rules) {
      ++totals.rules;
      totals.cases += cases_of(coverage, *rule);
      if (cases_of(coverage, *rule) == 0) ++totals.without_cases;
      if (!coverage.unexercised(*rule).empty()) ++totals.unexercised;
    }
  }
  return totals;
}

std::string totals_words(const Coverage& coverage, Language language) {
  const CoverageTotals totals = totals_of(coverage);
  return say(
      language,
      "{}条，{}条规则（用例提到{}次，{}条没有用例，{}条有用例未及的结果），{}个人工审查问题",
      "{} clauses, {} rules (named by cases {} times, {} by none, {} with an outcome that no "
      "case expects), {} questions to a person",
      totals.clauses, totals.rules, totals.cases, totals.without_cases, totals.unexercised,
      totals.reviews);
}

// ---- text ----

void put_clause(const Coverage& coverage, const Clause& clause, Canvas& canvas) {
  const Language language = canvas.language();
  canvas.cell(clause.id, 12, Ink::strong);
  canvas.cell(words_for(clause.strength).in(language), 14);
  canvas.cell(dispositions_of(clause, language), 26);
  canvas.flow(clause.says.in(language), 52);
  canvas.end_line();
  for (const auto& rule : clause.rules) {
    const auto cases = cases_of(coverage, *rule);
    canvas.put("            ").put(rule->address, Ink::faint).put("  ");
    canvas.put(say(language, "{}个用例", "{} case(s)", cases),
               cases == 0 ? Ink::error : Ink::plain);
    const auto left = unexercised_words(coverage, *rule, language);
    if (!left.empty()) {
      canvas.put(say(language, "，没有用例的结果：{}", ", no case expects: {}", left), Ink::faint);
    }
    canvas.end_line();
  }
  for (const auto* rule : clause.carried) {
    canvas.put("            ").put(rule->address, Ink::faint).put(" → " + rule->clause->id);
    canvas.end_line();
  }
  for (const auto& review : clause.reviews) {
    canvas.put("            ").put(review->address, Ink::faint);
    canvas.end_line();
  }
}

void render_text(const std::vector<Coverage>& all, const RenderOptions& options,
                 std::ostream& out) {
  Canvas canvas(out, options);
  for (const auto& coverage : all) {
    canvas.gap();
    canvas.put(coverage.pack->title.in(options.language), Ink::strong);
    canvas.right(coverage.pack->id, Ink::faint);
    canvas.end_line();
    for (const auto& clause : coverage.pack->clauses) put_clause(coverage, *clause, canvas);
    canvas.put(totals_words(coverage, options.language),
               is_complete(coverage) ? Ink::good : Ink::error);
    canvas.end_line();
  }
}

// ---- Markdown ----

std::string rules_cell(const Coverage& coverage, const Clause& clause, Language language) {
  std::vector<std::string> rules;
  for (const auto& rule : clause.rules) {
    rules.push_back(markdown_code(rule->id) + " (" + std::to_string(cases_of(coverage, *rule)) + ")");
  }
  for (const auto* rule : clause.carried) {
    rules.push_back(markdown_code(rule->id) + " → " + markdown_text(rule->clause->id));
  }
  for (const auto& review : clause.reviews) rules.push_back(markdown_code(review->id));
  return join(rules, language);
}

std::string unexercised_cell(const Coverage& coverage, const Clause& clause, Language language) {
  std::vector<std::string> cells;
  for (const auto& rule : clause.rules) {
    const auto words = unexercised_words(coverage, *rule, language);
    if (words.empty()) continue;
    // With one rule there is no doubt which is meant.
    cells.push_back(clause.rules.size() == 1 ? words : fmt::format("{}: {}", markdown_code(rule->id), words));
  }
  return fmt::format("{}", fmt::join(cells, language == Language::zh ? "；" : "; "));
}

void put_heading(const Coverage& coverage, std::string_view mark, Language language,
                 std::ostream& out) {
  const Pack& pack = *coverage.pack;
  out << mark << " " << markdown_text(pack.title.in(language)) << " (" << markdown_code(pack.id) << " "
      << markdown_text(pack.version) << ")\n\n"
      << markdown_text(pack.issuer.in(language)) << (pack.number.empty() ? "" : " · ")
      << markdown_text(pack.number) << "\n\n";
}

void render_markdown(const std::vector<Coverage>& all, const RenderOptions& options,
                     std::ostream& out) {
  const Language language = options.language;
  out << word(language, "# 条款覆盖\n", "# Coverage of clauses\n");
  for (const auto& coverage : all) {
    out << '\n';
    put_heading(coverage, "##", language, out);
    out << word(language,
                "| 条款 | 强度 | 要求 | 处理 | 规则（用例数）、审查问题 | 没有用例的结果 |\n",
                "| clause | strength | says | disposition | rules (cases), questions | no case "
                "expects |\n")
        << "| --- | --- | --- | --- | --- | --- |\n";
    for (const auto& clause : coverage.pack->clauses) {
      out << "| " << markdown_text(clause->id) << " | " << words_for(clause->strength).in(language)
          << " | " << markdown_text(clause->says.in(language)) << " | "
          << dispositions_of(*clause, language) << " | " << rules_cell(coverage, *clause, language)
          << " | " << unexercised_cell(coverage, *clause, language) << " |\n";
    }
    out << '\n' << totals_words(coverage, language) << word(language, "。\n", ".\n");
  }
}

// ---- a page for reviewers ----

void put_note(std::string_view label, const Localized& words, Language language,
              std::ostream& out) {
  if (!words.empty()) out << "  - " << label << markdown_text(words.in(language)) << '\n';
}

void put_page_clause(const Clause& clause, Language language, std::ostream& out) {
  out << "- **" << markdown_text(clause.id) << "** （" << words_for(clause.strength).in(language)
      << "） " << markdown_text(clause.says.in(language)) << '\n';
  put_note(word(language, "读法：", "Reading: "), clause.reading, language, out);
  for (const auto& rule : clause.rules) {
    out << "  - " << words_for(rule->disposition).in(language) << " " << markdown_code(rule->id);
    if (rule->strength != clause.strength)
      out << " （" << words_for(rule->strength).in(language) << "）";
    if (!rule->fix.empty()) {
      out << word(language, "：不符合时，", ": where it is broken, ")
          << markdown_text(rule->fix.in(language));
    }
    out << '\n';
    if (!rule->reading.empty()) {
      out << "    - " << word(language, "读法：", "Reading: ")
          << markdown_text(rule->reading.in(language)) << '\n';
    }
  }
  for (const auto* rule : clause.carried) {
    out << "  - " << word(language, "一并判断：", "Judged together: ") << markdown_code(rule->id)
        << word(language, "，见", ", see ") << markdown_text(rule->clause->id) << '\n';
  }
  for (const auto& review : clause.reviews) {
    put_note(word(language, "由人判断：", "A person judges: "), review->ask, language, out);
  }
  put_note(word(language, "不检查：", "Not checked: "), clause.info, language, out);
}

void put_parameters(const Pack& pack, Language language, std::ostream& out) {
  if (pack.parameters.empty()) return;
  out << word(language, "\n### 数字、日期和名单\n\n| 名称 | 条款 | 取值 |\n",
              "\n### Figures, dates and lists\n\n| name | clause | value |\n")
      << "| --- | --- | --- |\n";
  for (const auto& parameter : pack.parameters) {
    out << "| " << markdown_code(parameter.name) << " | " << markdown_text(parameter.clause) << " | ";
    for (std::size_t i = 0; i < parameter.versions.size(); ++i) {
      const auto& version = parameter.versions[i];
      if (i > 0) out << "; ";
      if (version.from) out << cel::format_date(*version.from) << ": ";
      out << markdown_text(cel::to_string(version.value));
    }
    out << " |\n";
  }
}

void render_page(const std::vector<Coverage>& all, const RenderOptions& options,
                 std::ostream& out) {
  const Language language = options.language;
  bool first = true;
  for (const auto& coverage : all) {
    if (!first) out << '\n';
    first = false;
    put_heading(coverage, "#", language, out);
    for (const auto& clause : coverage.pack->clauses) put_page_clause(*clause, language, out);
    put_parameters(*coverage.pack, language, out);
  }
}

// ---- JSON ----

Json clause_json(const Coverage& coverage, const Clause& clause) {
  Json json = json_of(clause);
  json["disposition"] = json_array(clause.dispositions, [](Disposition disposition) {
    return std::string(name_of(disposition));
  });
  json["cases"] = json_array(clause.rules, [&](const auto& rule) {
    return Json{{"rule", rule->address},
                {"cases", cases_of(coverage, *rule)},
                {"unexercised", json_array(coverage.unexercised(*rule), [](Outcome outcome) {
                   return std::string(name_of(outcome));
                 })}};
  });
  return json;
}

void render_json(const std::vector<Coverage>& all, const RenderOptions&, std::ostream& out) {
  write({{"packs", json_array(all,
                              [](const Coverage& coverage) {
                                Json json = json_of(*coverage.pack);
                                json["complete"] = is_complete(coverage);
                                json["clauses"] =
                                    json_array(coverage.pack->clauses, [&](const auto& clause) {
                                      return clause_json(coverage, *clause);
                                    });
                                return json;
                              })}},
        out);
}

}  // namespace

std::vector<Outcome> Coverage::unexercised(const Rule& rule) const {
  std::vector<Outcome> possible{Outcome::satisfied, Outcome::violated};
  if (rule.strength == Strength::in_principle) possible.push_back(Outcome::departed);
  possible.push_back(Outcome::undecided);
  const auto known = expected.find(&rule);
  if (known == expected.end()) return possible;
  std::erase_if(possible, [&](Outcome outcome) { return known->second.contains(outcome); });
  return possible;
}

bool is_complete(const Coverage& coverage) {
  const auto& clauses = coverage.pack->clauses;
  return std::all_of(clauses.begin(), clauses.end(), [&](const auto& clause) {
    const auto& rules = clause->rules;
    return !clause->dispositions.empty() &&
           std::all_of(rules.begin(), rules.end(),
                       [&](const auto& rule) { return cases_of(coverage, *rule) > 0; });
  });
}

const std::vector<CoverageFormat>& coverage_formats() {
  static const std::vector<CoverageFormat> table{{"text", render_text},
                                                 {"markdown", render_markdown},
                                                 {"json", render_json},
                                                 {"page", render_page}};
  return table;
}

}  // namespace guiju
