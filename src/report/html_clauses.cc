// The tables of an HTML report: what came of every clause, and what was counted.

#include <algorithm>

#include "report/html_page.h"

namespace guiju {

namespace {

constexpr std::array shown_outcomes{Outcome::satisfied, Outcome::violated, Outcome::departed,
                                    Outcome::undecided};

void put_head(const std::vector<std::string>& columns, Html& html) {
  const auto head = html.element("thead");
  const auto row = html.element("tr");
  for (const auto& column : columns) html.leaf("th", column, {{"scope", "col"}});
}

// ---------------------------------------------------------------- clauses

Ink ink_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::satisfied:
      return Ink::good;
    case Outcome::violated:
      return Ink::error;
    case Outcome::undecided:
      return Ink::warning;
    case Outcome::departed:
      return Ink::note;
    case Outcome::not_applicable:
      break;
  }
  return Ink::faint;
}

/// A clause that only informs asks nothing of the reader.
Ink shown_ink(const ClauseSummary& summary) {
  const bool informs = !gravest_of(summary) && summary.review_open + summary.review_answered == 0;
  return informs ? Ink::faint : ink_of(summary);
}

std::string_view heading_of(Outcome outcome, const Page& page) {
  switch (outcome) {
    case Outcome::satisfied:
      return page.word("符合", "kept");
    case Outcome::violated:
      return page.word("违反", "broken");
    case Outcome::departed:
      return page.word("偏离", "departed");
    case Outcome::undecided:
      return page.word("无法判定", "undecided");
    case Outcome::not_applicable:
      break;
  }
  return page.word("未涉及", "not concerned");
}

std::string for_person(const Page& page) {
  return std::string(page.word("待人工审查", "for a person"));
}

/// Of many dossiers, a clause has a number for each outcome instead of links.
bool has_numbers(const DossierPart* part, const Page& page) {
  return part == nullptr && page.is_audit();
}

void put_tally(const PackSummary& summary, Page& page) {
  const auto tally = tally_of(summary);
  const auto list = page.html.element("ul", {{"class", "tally"}});
  const auto put = [&](Ink ink, std::string_view what, std::size_t number) {
    const auto item = page.html.element("li");
    page.badge(ink, what);
    page.html.leaf("span", say(page.language(), "{}条", "{}", number), {{"class", "count"}});
  };
  for (const auto outcome : shown_outcomes) {
    put(ink_of(outcome), heading_of(outcome, page),
        tally.by_outcome[static_cast<std::size_t>(outcome)]);
  }
  put(Ink::note, for_person(page), tally.for_a_person);
}

void put_links(const Clause& clause, const DossierPart* part, Page& page) {
  const auto numbers = page.numbers_on(clause, part);
  if (numbers.empty()) return;
  auto& html = page.html;
  const auto links = html.element("span", {{"class", "links"}});
  html.text(page.word("见第", "see "));
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0) html.text(page.word("、", ", "));
    html.leaf("a", std::to_string(numbers[i]), {{"href", "#" + anchor_of(numbers[i])}});
  }
  html.text(page.word("项", ""));
}

void put_numbers(const ClauseSummary& summary, Html& html) {
  const auto put = [&](std::uint32_t number) {
    html.leaf("td", number == 0 ? "" : std::to_string(number), {{"class", "num"}});
  };
  for (const auto outcome : shown_outcomes) put(summary.tally[static_cast<std::size_t>(outcome)]);
  put(summary.review_open);
}

void put_row(const ClauseSummary& summary, const DossierPart* part, Page& page) {
  const bool numbers = has_numbers(part, page);
  auto& html = page.html;
  const auto language = page.language();
  const auto& clause = *summary.clause;
  const auto row = html.element("tr");
  html.leaf("th", clause.id, {{"scope", "row"}});
  {
    const auto says = html.element("td", {{"class", "says"}});
    html.text(clause.says.in(language));
    if (!clause.info.empty()) {
      html.leaf("span", clause.info.in(language), {{"class", "aside"}});
    }
  }
  if (!numbers) {
    html.leaf("td", words_for(clause.strength).in(language), {{"class", "strength"}});
  }
  {
    const auto state = html.element("td", {{"class", "state"}});
    page.badge(shown_ink(summary), words_of(summary, language));
    if (!numbers) put_links(clause, part, page);
  }
  if (numbers) put_numbers(summary, html);
}

std::vector<std::string> columns(bool numbers, const Page& page) {
  std::vector<std::string> names{std::string(page.word("条款", "clause")),
                                 std::string(page.word("要求", "requires"))};
  if (!numbers) names.emplace_back(page.word("力度", "strength"));
  names.emplace_back(page.word("结论", "came to"));
  if (!numbers) return names;
  for (const auto outcome : shown_outcomes) names.emplace_back(heading_of(outcome, page));
  names.push_back(for_person(page));
  return names;
}

void put_table(const PackSummary& summary, const DossierPart* part, Page& page) {
  const bool numbers = has_numbers(part, page);
  auto& html = page.html;
  const auto language = page.language();
  const auto table = html.element("table", {{"class", numbers ? "clauses" : "clauses narrow"}});
  html.leaf("caption",
            say(language, "逐条结论：{}", "Every clause: {}", summary.pack->title.in(language)),
            {{"class", "unseen"}});
  put_head(columns(numbers, page), html);
  const auto body = html.element("tbody");
  for (const auto& clause : summary.clauses) {
    if (clause.concerned()) put_row(clause, part, page);
  }
}

/// Clauses that the run holds nothing of: told, so that none is passed over in silence.
void put_others(const PackSummary& summary, std::size_t number, Page& page) {
  if (number == 0) return;
  auto& html = page.html;
  const auto language = page.language();
  const auto details = html.element("details", {{"class", "others"}});
  html.leaf("summary", say(language, "另有{}条与本次材料无关",
                           "{} more do not concern these dossiers", number));
  const auto list = html.element("ul");
  for (const auto& clause : summary.clauses) {
    if (clause.concerned()) continue;
    html.leaf("li", fmt::format("{} {}", clause.clause->id, clause.clause->says.in(language)));
  }
}

// ---------------------------------------------------------------- figures

/// A bar's lengths, in the units of its picture.
constexpr double bar_width = 240;
constexpr double bar_height = 18;

Html::Element begin_picture(Ink ink, const std::string& words, Html& html) {
  return html.element("svg", {{"class", fmt::format("bar {}", class_of(ink))},
                              {"viewBox", fmt::format("0 0 {:.0f} {:.0f}", bar_width, bar_height)},
                              {"preserveAspectRatio", "none"},
                              {"role", "img"},
                              {"aria-label", words}});
}

void put_rectangle(double from, double to, std::string_view name, Html& html) {
  html.empty("rect", {{"x", fmt::format("{:.1f}", from)},
                      {"y", "4"},
                      {"width", fmt::format("{:.1f}", std::max(0.0, to - from))},
                      {"height", fmt::format("{:.0f}", bar_height - 8)},
                      {"class", std::string(name)}});
}

void put_limit(double at, Html& html) {
  const auto x = fmt::format("{:.1f}", std::clamp(at, 1.0, bar_width - 1));
  html.empty("line", {{"x1", x},
                      {"x2", x},
                      {"y1", "0"},
                      {"y2", fmt::format("{:.0f}", bar_height)},
                      {"class", "limit"}});
}

/// What was found as a bar, what is uncertain lighter, and a line at each bound.
void put_bar(const Quantity& quantity, Outcome outcome, const std::string& words, Html& html) {
  const auto largest = std::max(
      {quantity.found_most, quantity.min.value_or(0), quantity.max.value_or(0), std::int64_t{1}});
  const auto at = [&](std::int64_t number) {
    return bar_width * static_cast<double>(number) / static_cast<double>(largest);
  };
  const auto picture = begin_picture(ink_of(outcome), words, html);
  put_rectangle(0, bar_width, "track", html);
  put_rectangle(0, at(quantity.found_least), "sure", html);
  put_rectangle(at(quantity.found_least), at(quantity.found_most), "unsure", html);
  if (quantity.min) put_limit(at(*quantity.min), html);
  if (quantity.max && quantity.max != quantity.min) put_limit(at(*quantity.max), html);
}

struct Figure {
  const Rule* rule;
  Outcome outcome;
  const Quantity* quantity;
  std::string subject;  ///< of a group; empty for the dossier as a whole
};

bool is_bounded(const std::optional<Quantity>& quantity) {
  return quantity && (quantity->min || quantity->max);
}

std::vector<Figure> figures_of(const DossierPart& part, Language language) {
  std::vector<Figure> figures;
  for (const auto* result : part.results) {
    if (is_bounded(result->quantity)) {
      figures.push_back({result->rule, result->outcome, &*result->quantity, {}});
    }
  }
  for (const auto* list : {&part.violations, &part.departures, &part.undecided, &part.remarks}) {
    for (const auto* finding : *list) {
      if (is_bounded(finding->quantity) && !finding->subject.empty()) {
        figures.push_back(
            {finding->rule, finding->outcome, &*finding->quantity, finding->subject.in(language)});
      }
    }
  }
  return figures;
}

void put_figure(const Figure& figure, Page& page) {
  auto& html = page.html;
  const auto language = page.language();
  const auto words = sentence_of(*figure.quantity, figure.outcome, language);
  const auto row = html.element("tr");
  html.leaf("th", figure.rule->clause->id, {{"scope", "row"}});
  {
    const auto says = html.element("td", {{"class", "says"}});
    html.text(figure.rule->clause->says.in(language));
    if (!figure.subject.empty()) html.leaf("span", figure.subject, {{"class", "aside"}});
  }
  {
    const auto found = html.element("td", {{"class", "state"}});
    page.badge(ink_of(figure.outcome), words_for(figure.outcome).in(language));
    html.leaf("span", words, {{"class", "aside"}});
  }
  const auto cell = html.element("td", {{"class", "chart"}});
  put_bar(*figure.quantity, figure.outcome, words, html);
}

}  // namespace

void put_clauses(const PackSummary& summary, const DossierPart* part, int level, Page& page) {
  auto& html = page.html;
  const auto& pack = *summary.pack;
  page.heading(level, pack.title.in(page.language()));
  html.leaf("p",
            listed({pack.number, fmt::format("{} {}", pack.id, pack.version)}, page.language()),
            {{"class", "aside"}});
  put_tally(summary, page);
  if (has_numbers(part, page)) {
    const auto frame = page.frame(page.word("逐条结论", "Clause by clause"));
    put_table(summary, part, page);
  } else {
    put_table(summary, part, page);
  }
  put_others(summary, tally_of(summary).not_concerned, page);
}

bool has_figures(const DossierPart& part) { return !figures_of(part, Language::zh).empty(); }

void put_figures(const DossierPart& part, Page& page) {
  auto& html = page.html;
  html.leaf("p",
            page.word("竖线是要求的数量；浅色部分是资料不全、未能确定的。",
                      "The line is the number required; the lighter part could not be decided."),
            {{"class", "aside"}});
  const auto table = html.element("table", {{"class", "figures narrow"}});
  html.leaf("caption", page.word("现有数量与要求", "What was found and what is required"),
            {{"class", "unseen"}});
  put_head({std::string(page.word("条款", "clause")), std::string(page.word("要求", "requires")),
            std::string(page.word("现有", "found")), std::string(page.word("对照", "chart"))},
           html);
  const auto body = html.element("tbody");
  for (const auto& figure : figures_of(part, page.language())) put_figure(figure, page);
}

void put_bar(std::size_t number, std::size_t largest, Ink ink, const std::string& words,
             Page& page) {
  const auto picture = begin_picture(ink, words, page.html);
  put_rectangle(0, bar_width * static_cast<double>(number) / static_cast<double>(largest), "sure",
                page.html);
}

void put_bars(std::string_view caption, std::string_view label, std::string_view number,
              const std::vector<Bar>& bars, Page& page) {
  auto& html = page.html;
  std::size_t largest = 1;
  for (const auto& bar : bars) largest = std::max(largest, bar.number);
  const auto table = html.element("table", {{"class", "bars"}});
  html.leaf("caption", caption);
  put_head({std::string(label), std::string(number), std::string(page.word("对照", "chart"))},
           html);
  const auto body = html.element("tbody");
  for (const auto& bar : bars) {
    const auto row = html.element("tr");
    html.leaf("th", bar.label, {{"scope", "row"}});
    html.leaf("td", std::to_string(bar.number), {{"class", "num"}});
    const auto cell = html.element("td", {{"class", "chart"}});
    put_bar(bar.number, largest, bar.ink, fmt::format("{} {}", bar.label, bar.number), page);
  }
}

}  // namespace guiju
