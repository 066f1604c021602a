#include "report/escape.h"

#include <algorithm>
#include <array>

#include "report/phrase.h"
#include "text/unicode.h"

namespace guiju {

namespace {

/// `printable`, line by line.
std::string printable_lines(std::string_view words) {
  std::string text;
  for (std::size_t begin = 0; begin <= words.size();) {
    const auto end = std::min(words.find('\n', begin), words.size());
    if (begin > 0) text += '\n';
    text += printable(words.substr(begin, end - begin));
    begin = end + 1;
  }
  return text;
}

/// `words` with each of `marks` written as % and two hexadecimal digits.
std::string percent_encoded(std::string_view words, bool (*is_mark)(char)) {
  std::string text;
  for (const char c : words) {
    if (is_mark(c)) {
      text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      text += c;
    }
  }
  return text;
}

/// Spreadsheets take the full-width forms of these marks for the marks.
bool begins_formula(std::string_view words) {
  constexpr std::array<std::string_view, 8> marks{"=", "+", "-", "@", "＝", "＋", "－", "＠"};
  for (const auto mark : marks) {
    if (words.starts_with(mark)) return true;
  }
  return false;
}

bool unreserved(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

}  // namespace

std::string csv_field(std::string_view words) {
  std::string text(begins_formula(words) ? 1 : 0, '\'');
  text += printable(words);
  if (text.find_first_of("\",") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

std::string github_message(std::string_view words) {
  return percent_encoded(printable_lines(words),
                         [](char c) { return c == '%' || c == '\r' || c == '\n'; });
}

std::string github_property(std::string_view words) {
  return percent_encoded(printable(words), [](char c) {
    return c == '%' || c == '\r' || c == '\n' || c == ':' || c == ',';
  });
}

std::string xml_text(std::string_view words) {
  const auto text = printable_lines(words);
  std::string clean;
  for (std::size_t offset = 0; offset < text.size();) {
    const auto begin = offset;
    const auto character = next_character(text, offset);
    // Everything else that XML 1.0 excludes is not printable.
    if (character == 0xFFFE || character == 0xFFFF) {
      clean += fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(character));
    } else {
      clean.append(text, begin, offset - begin);
    }
  }
  return clean;
}

std::string yaml_quoted(std::string_view words) {
  std::string text = "\"";
  for (std::size_t at = 0; at < words.size();) {
    const auto begin = at;
    const auto character = next_character(words, at);
    if (character == U'"' || character == U'\\') {
      text += '\\';
      text += words[begin];
    } else if (character == U'\n') {
      text += "\\n";
    } else if (character == U'\t') {
      text += "\\t";
    } else if (!is_printable(character)) {
      text += fmt::format("\\U{:08X}", static_cast<std::uint32_t>(character));
    } else {
      text += words.substr(begin, at - begin);
    }
  }
  return text + '"';
}

std::string sarif_text(std::string_view words) {
  std::string text;
  const bool link = words.find("](") != std::string_view::npos;
  for (const char c : words) {
    if (link && (c == '[' || c == ']' || c == '\\')) text += '\\';
    text += c;
  }
  return text;
}

std::string uri_of(std::string_view path) {
  auto uri = percent_encoded(path, [](char c) { return c != '/' && !unreserved(c); });
  return path.starts_with('/') ? "file://" + uri : uri;
}

}  // namespace guiju
