#include "report/statistics_text.h"

#include <algorithm>

#include "report/phrase.h"
#include "report/statistics_tables.h"
#include "text/unicode.h"

namespace guiju {

namespace {

/// Cells between two columns.
constexpr std::size_t column_gap = 2;
/// A name longer than this has a line of its own, before what is counted.
constexpr std::size_t most_name_cells = 40;
/// With less room beside it, what is said of a row stands below it.
constexpr std::size_t least_says_cells = 36;

std::size_t name_cells(const StatisticsTable& table) {
  std::size_t cells = display_width(table.heading);
  for (const auto& row : table.rows) {
    const auto width = display_width(row.name);
    if (width <= most_name_cells) cells = std::max(cells, width);
  }
  return cells;
}

std::vector<std::size_t> column_cells(const StatisticsTable& table) {
  std::vector<std::size_t> cells;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    cells.push_back(display_width(table.columns[i]));
    for (const auto& row : table.rows) {
      cells[i] = std::max(cells[i], display_width(row.cells[i].words));
    }
  }
  return cells;
}

/// Numbers end where their column does.
void put_right(std::string_view words, std::size_t cells, Ink ink, Canvas& canvas) {
  const std::string space(column_gap + cells - display_width(words), ' ');
  canvas.put(space).put(words, ink);
}

void draw_row(const StatisticsTable::Row& row, std::size_t name,
              const std::vector<std::size_t>& columns, Canvas& canvas) {
  canvas.put("  ");
  if (display_width(row.name) > name) {
    canvas.flow(row.name, 4).end_line();
    canvas.put("  ").cell("", name);
  } else {
    canvas.cell(row.name, name);
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    put_right(row.cells[i].words, columns[i], Ink::plain, canvas);
  }
  if (!row.says.empty()) {
    const bool beside = canvas.column() + column_gap + least_says_cells <= canvas.width();
    if (!beside) canvas.end_line();
    canvas.put(beside ? "  " : "    ").flow(row.says, canvas.column(), Ink::faint);
  }
  canvas.end_line();
}

void draw_table(const StatisticsTable& table, Canvas& canvas) {
  canvas.gap();
  canvas.put(table.caption, Ink::strong).end_line();
  canvas.put("  ").flow(table.counts, 2, Ink::faint).end_line();
  const auto name = name_cells(table);
  const auto columns = column_cells(table);
  canvas.put("  ").cell(table.heading, name, Ink::faint);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    put_right(table.columns[i], columns[i], Ink::faint, canvas);
  }
  canvas.end_line();
  for (const auto& row : table.rows) draw_row(row, name, columns, canvas);
  if (table.more > 0) {
    canvas.put(say(canvas.language(), "  另{}行", "  {} more", table.more), Ink::faint).end_line();
  }
}

}  // namespace

void draw_statistics(const Statistics& statistics, Canvas& canvas) {
  constexpr std::size_t usual_rows = 10;
  const auto language = canvas.language();
  const auto limit = canvas.options().verbose ? std::string::npos : usual_rows;
  canvas.gap();
  canvas
      .flow(say(language, "统计 {}", "Statistics: {}", statistics_line(statistics, language)), 2,
            Ink::strong)
      .end_line();
  for (const auto& table : statistics_tables(statistics, language, limit)) {
    draw_table(table, canvas);
  }
}

}  // namespace guiju
