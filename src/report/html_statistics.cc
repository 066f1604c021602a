// The statistics of an audit, as tables with bars.

#include <algorithm>

#include "report/html_page.h"
#include "report/statistics_tables.h"

namespace guiju {

namespace {

/// Rows of one table on a page; those beyond are counted.
constexpr std::size_t most_shown_rows = 200;

void put_heads(const StatisticsTable& table, Page& page) {
  auto& html = page.html;
  const auto head = html.element("thead");
  const auto row = html.element("tr");
  html.leaf("th", table.heading, {{"scope", "col"}});
  for (const auto& column : table.columns) {
    html.leaf("th", column, {{"scope", "col"}, {"class", "num"}});
  }
  html.leaf("th", page.word("对照", "chart"), {{"scope", "col"}});
}

void put_name(const StatisticsTable::Row& row, Page& page) {
  auto& html = page.html;
  const auto name = html.element("th", {{"scope", "row"}});
  if (row.dossier == no_dossier) {
    html.text(row.name);
  } else {
    // Dossiers are the first parts of a page, in their order.
    html.leaf("a", row.name, {{"href", "#" + dossier_anchor(row.dossier + std::size_t{1})}});
  }
  if (!row.says.empty()) html.leaf("span", row.says, {{"class", "aside"}});
}

void put_row(const StatisticsTable::Row& row, std::size_t largest, Page& page) {
  auto& html = page.html;
  const auto element = html.element("tr");
  put_name(row, page);
  for (const auto& cell : row.cells) {
    html.leaf("td", cell.words, {{"class", cell.words == "0" ? "num zero" : "num"},
                                 {"data-sort", std::to_string(cell.sort)}});
  }
  const auto chart =
      html.element("td", {{"class", "chart"}, {"data-sort", std::to_string(row.bar)}});
  put_bar(row.bar, largest, row.ink, fmt::format("{} {}", row.name, row.bar), page);
}

void put_table(const StatisticsTable& table, Page& page) {
  auto& html = page.html;
  page.heading(3, table.caption);
  html.leaf("p", table.counts, {{"class", "aside"}});
  std::size_t largest = 1;
  for (const auto& row : table.rows) largest = std::max(largest, row.bar);
  const auto frame = page.frame(table.caption);
  const auto element = html.element("table", {{"class", "statistics"}, {"id", table.id}});
  html.leaf("caption", table.caption, {{"class", "unseen"}});
  put_heads(table, page);
  const auto body = html.element("tbody");
  for (const auto& row : table.rows) put_row(row, largest, page);
}

}  // namespace

void put_statistics(Page& page) {
  const auto language = page.language();
  const auto& statistics = page.digest.statistics;
  page.html.leaf("p", statistics_line(statistics, language));
  for (const auto& table : statistics_tables(statistics, language, most_shown_rows)) {
    put_table(table, page);
    if (table.more == 0) continue;
    page.html.leaf("p", say(language, "另{}行", "{} more", table.more), {{"class", "aside"}});
  }
}

}  // namespace guiju
