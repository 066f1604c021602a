#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/source.h"

namespace guiju {

/// How an excerpt is laid out, in terminal cells.
struct ExcerptStyle {
  std::size_t width = 100;  ///< of the whole excerpt; longer lines are shortened with `…`
  std::size_t gutter = 2;   ///< least room for the line number
};

/// The parts of an excerpt, for callers that colour them. What came from the file is printable.
struct Excerpt {
  std::string where;   ///< `file:line:column`, or the file alone where no line can be shown
  std::string margin;  ///< spaces as wide as the line number's column
  std::string number;  ///< the line number, right-aligned to the margin; empty without a line
  std::string line;    ///< the line, tabs expanded, shortened around the place
  std::string indent;  ///< spaces before the carets
  std::string carets;  ///< as many as the place takes cells on this line; at least one
};

/// The first line of a place in three parts, for output that marks text otherwise than by carets.
/// All is printable, tabs are expanded, and `…` stands where the line is longer.
struct MarkedLine {
  std::uint32_t number = 0;
  std::string before;
  std::string marked;  ///< empty where the place has no extent
  std::string after;
};

/// None where the place has no line to show.
std::optional<MarkedLine> marked_line_of(const Place& place);

/// The excerpt of a place. Of a place of several lines the first is shown, with carets to its end.
Excerpt excerpt_of(const Place& place, const ExcerptStyle& style = {});

/// Its lines (each ended by a line break), with `note` beside the carets:
///
///       ┌─ alliance.yaml:41:1
///     41│ members:
///       │ ^^^^^^^ note
///
/// Empty for an unknown place. `note` is the caller's own text and drawn as it is.
std::string draw_excerpt(const Place& place, std::string_view note, const ExcerptStyle& style = {});

}  // namespace guiju
