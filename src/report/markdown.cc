#include "report/markdown.h"

#include "text/unicode.h"

namespace guiju {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether the character at `at` begins something even in the midst of words: an entity, a
/// mention, a number of an issue, a link.
bool begins_reference(std::string_view words, std::size_t at) {
  const auto rest = words.substr(at + 1);
  const char next = rest.empty() ? '\0' : rest.front();
  switch (words[at]) {
    case '&':
      return is_letter(next) || next == '#';
    case '@':
      return is_letter(next) || is_digit(next);
    case '#':
      return is_digit(next);
    case ':':
      return rest.starts_with("//");
    default:
      return false;
  }
}

/// Whether the first character would make what follows a heading, a quotation or a list.
bool begins_block(std::string_view words) {
  constexpr std::string_view marks = "#>+-=";
  if (words.empty() || marks.find(words[0]) == std::string_view::npos) return false;
  return words[0] == '>' || words.size() == 1 || words[1] == ' ' || words[1] == words[0];
}

bool begins_www(std::string_view words) {
  return words.size() > 4 && (words[0] | 0x20) == 'w' && (words[1] | 0x20) == 'w' &&
         (words[2] | 0x20) == 'w' && words[3] == '.';
}

}  // namespace

std::string markdown_text(std::string_view words) {
  // A space without width parts what would be taken for a reference.
  constexpr std::string_view parting = "&#8203;";
  std::string text;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const char c = words[at];
    constexpr std::string_view marks = "|<*_`[\\~$";
    if (c == '\n') {
      text += ' ';
    } else if (begins_reference(words, at)) {
      text += c == '&' ? "&amp;" : c + std::string(parting);
    } else {
      if (begins_www(words.substr(at))) text += parting;
      const bool mark = marks.find(c) != std::string_view::npos;
      if (mark || (at == 0 && begins_block(words))) text += '\\';
      text += c;
    }
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
