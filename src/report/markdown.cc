#include "report/markdown.h"

#include "text/unicode.h"

namespace guiju {

std::string markdown_text(std::string_view words) {
  std::string text;
  for (const char c : words) {
    if (c == '\n') {
      text += ' ';
      continue;
    }
    constexpr std::string_view marks = "|<*_`[\\";
    if (marks.find(c) != std::string_view::npos) text += '\\';
    text += c;
  }
  return printable(text);
}

std::string markdown_code(std::string_view words) {
  std::string text;
  // A bar ends a cell even inside code, unless it is escaped; a grave accent would end the code.
  for (const char c : words) {
    if (c == '|') text += '\\';
    text += c == '\n' ? ' ' : c == '`' ? '\'' : c;
  }
  return "`" + printable(text) + "`";
}

std::string markdown_row(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const auto& cell : cells) row += (cell.empty() ? "" : " ") + cell + " |";
  return row + "\n";
}

std::string markdown_heading_row(const std::vector<std::string>& cells) {
  return markdown_row(cells) + markdown_row(std::vector<std::string>(cells.size(), "---"));
}

}  // namespace guiju
