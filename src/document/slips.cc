#include "document/slips.h"

#include <algorithm>
#include <array>

#include "text/unicode.h"

namespace guiju {
namespace {

using namespace std::literals;

constexpr std::string_view full_width_colon = "：";

/// A key that people write is shorter than this, in characters; longer words are prose.
constexpr std::size_t longest_written_key = 30;

constexpr std::array odd_spaces{"\u3000"sv, "\u00A0"sv, "\uFEFF"sv, "\u200B"sv,
                                "\u2002"sv, "\u2003"sv, "\u2009"sv, "\u202F"sv};
constexpr std::array dashes{"－"sv, "—"sv, "–"sv, "―"sv, "−"sv, "﹣"sv};

template <std::size_t size>
std::size_t prefix_length(std::string_view text, const std::array<std::string_view, size>& of) {
  for (const std::string_view prefix : of) {
    if (text.starts_with(prefix)) return prefix.size();
  }
  return 0;
}

/// Whether `text` could be a key: short, one word, nothing quoted.
bool could_be_key(std::string_view text) {
  return !text.empty() && text.find_first_of(" \t\"'/{}[]#") == std::string_view::npos &&
         count_characters(text) <= longest_written_key;
}

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

std::optional<Slip> slip_at_colon(std::string_view line, std::size_t colon) {
  if (!could_be_key(line.substr(0, colon))) return std::nullopt;
  const std::string_view after = line.substr(colon + 1);
  if (after.empty() || after.front() == ' ' || after.front() == '\t') return std::nullopt;
  if (const auto odd = prefix_length(after, odd_spaces); odd > 0) {
    return Slip{SlipKind::odd_space, colon + 1, colon + 1 + odd};
  }
  // An address (`http://…`) and a time (`12:30`) are text.
  if (after.starts_with("//") || (is_digit(line[colon - 1]) && is_digit(after.front()))) {
    return std::nullopt;
  }
  return Slip{SlipKind::colon_without_space, colon, colon + 1};
}

std::string_view catalog_id(SlipKind kind) {
  switch (kind) {
    case SlipKind::full_width_colon:
      return "yaml-full-width-colon";
    case SlipKind::colon_without_space:
      return "yaml-colon-without-space";
    case SlipKind::full_width_dash:
      return "yaml-full-width-dash";
    case SlipKind::odd_space:
      break;
  }
  return "yaml-odd-space";
}

}  // namespace

std::optional<Slip> find_slip(std::string_view line) {
  std::size_t odd = 0;
  while (const auto more = prefix_length(line.substr(odd), odd_spaces)) odd += more;
  if (odd > 0) return Slip{SlipKind::odd_space, 0, odd};
  if (const auto dash = prefix_length(line, dashes); dash > 0) {
    return Slip{SlipKind::full_width_dash, 0, dash};
  }
  const std::size_t wide = line.find(full_width_colon);
  const std::size_t narrow = line.find(':');
  if (wide < narrow) {
    if (!could_be_key(line.substr(0, wide))) return std::nullopt;
    return Slip{SlipKind::full_width_colon, wide, wide + full_width_colon.size()};
  }
  if (narrow == std::string_view::npos || narrow == 0) return std::nullopt;
  return slip_at_colon(line, narrow);
}

std::optional<Slip> find_slip_in_lines(std::string_view bytes, std::uint32_t begin,
                                       std::uint32_t end) {
  std::size_t at = begin;
  while (at < end) {
    const std::size_t line_end = std::min(bytes.find_first_of("\r\n", at), bytes.size());
    const std::size_t content = std::min(bytes.find_first_not_of(" \t-", at), line_end);
    if (auto slip = find_slip(bytes.substr(content, line_end - content))) {
      slip->begin += content;
      slip->end += content;
      return slip;
    }
    at = line_end + 1;
  }
  return std::nullopt;
}

void report_slip(const SourceFile& source, const Slip& slip, Diagnostics& diagnostics) {
  diagnostics.add(catalog_id(slip.kind), place_of(source, {static_cast<std::uint32_t>(slip.begin),
                                                           static_cast<std::uint32_t>(slip.end)}));
}

bool report_slip_in(const Document& document, NodeId scalar, Diagnostics& diagnostics) {
  if (document.kind(scalar) != NodeKind::scalar) return false;
  if (document.style(scalar) != ScalarStyle::plain || document.aliased(scalar)) return false;
  const Span span = document.span(scalar);
  const auto slip = find_slip_in_lines(document.source().bytes(), span.begin, span.end);
  if (slip) report_slip(document.source(), *slip, diagnostics);
  return slip.has_value();
}

}  // namespace guiju
