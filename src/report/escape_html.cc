#include "report/escape_html.h"

#include <fmt/format.h>

#include "text/unicode.h"

namespace guiju {

std::string escape_html(std::string_view text) {
  std::string escaped;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string css_string(std::string_view text) {
  std::string escaped = "\"";
  const auto shown = printable(text);
  for (std::size_t offset = 0; offset < shown.size();) {
    const auto character = static_cast<std::uint32_t>(next_character(shown, offset));
    // The space ends the escape and is no part of the string.
    escaped += fmt::format("\\{:x} ", character);
  }
  return escaped + '"';
}

}  // namespace guiju
