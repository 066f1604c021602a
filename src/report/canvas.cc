#include "report/canvas.h"

#include <algorithm>
#include <array>

#include "text/unicode.h"

namespace guiju {

namespace {

constexpr std::string_view reset = "\x1b[0m";

std::string_view code_of(Ink ink) {
  constexpr std::array<std::string_view, 7> codes{
      "", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[32m", "\x1b[2m", "\x1b[1m"};
  return codes[static_cast<std::size_t>(ink)];
}

/// A character of the text: where its bytes end, and how it may stand in a line.
struct Glyph {
  std::size_t end;
  std::size_t cells;
  char32_t character;
};

std::vector<Glyph> glyphs_of(std::string_view text) {
  std::vector<Glyph> glyphs;
  for (std::size_t offset = 0; offset < text.size();) {
    const auto begin = offset;
    const auto character = next_character(text, offset);
    glyphs.push_back({offset, display_width(text.substr(begin, offset - begin)), character});
  }
  return glyphs;
}

constexpr std::u32string_view closing = U"、。，：；？！）》〉」』】〕”’…%,.;:!?)]}";
constexpr std::u32string_view opening = U"（《〈「『【〔“‘([{";

bool is_in(char32_t character, std::u32string_view set) {
  return set.find(character) != std::u32string_view::npos;
}

/// Whether a line may end between two neighbours.
bool may_break(const Glyph& before, const Glyph& after) {
  if (after.character == U' ') return false;
  if (before.character == U' ') return true;
  if (is_in(before.character, opening) || is_in(after.character, closing)) return false;
  return before.cells == 2 || after.cells == 2;
}

std::string_view without_spaces_at_end(std::string_view line) {
  return line.substr(0, line.find_last_not_of(' ') + 1);
}

}  // namespace

Ink ink_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return Ink::error;
    case Severity::warning:
      return Ink::warning;
    case Severity::note:
      break;
  }
  return Ink::note;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  const auto glyphs = glyphs_of(text);
  std::vector<std::string> lines;
  std::size_t line_begin = 0;  // byte
  std::size_t cells = 0;       // since line_begin
  std::size_t break_at = 0;    // byte after which the line may end; 0 where it may not
  std::size_t cells_at_break = 0;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    cells += glyphs[i].cells;
    if (cells > width && break_at > line_begin && glyphs[i].character != U' ') {
      lines.emplace_back(without_spaces_at_end(text.substr(line_begin, break_at - line_begin)));
      line_begin = break_at;
      cells -= cells_at_break;
    }
    if (i + 1 < glyphs.size() && may_break(glyphs[i], glyphs[i + 1])) {
      break_at = glyphs[i].end;
      cells_at_break = cells;
    }
  }
  lines.emplace_back(text.substr(line_begin));
  return lines;
}

Canvas& Canvas::put(std::string_view text, Ink ink) {
  if (text.empty()) return *this;
  const auto shown = printable(text);
  const bool coloured = options_.colour && ink != Ink::plain;
  if (coloured) out_ << code_of(ink);
  out_ << shown;
  if (coloured) out_ << reset;
  column_ += display_width(shown);
  empty_line_ = false;
  return *this;
}

Canvas& Canvas::cell(std::string_view text, std::size_t cells, Ink ink) {
  const auto used = display_width(printable(text));
  put(text, ink);
  return used < cells ? put(std::string(cells - used, ' ')) : *this;
}

Canvas& Canvas::right(std::string_view text, Ink ink) {
  constexpr std::size_t least_space = 2;
  const auto cells = display_width(printable(text));
  if (column_ + least_space + cells > width()) end_line();
  if (column_ + cells < width()) put(std::string(width() - column_ - cells, ' '));
  return put(text, ink);
}

Canvas& Canvas::flow(std::string_view text, std::size_t indent, Ink ink) {
  // Below this, breaking makes a text harder to read than a line that is too long.
  constexpr std::size_t least_room = 20;
  const auto room = std::max(least_room, width() - std::min(width(), std::max(indent, column_)));
  bool first = true;
  for (const auto& line : wrap(printable(text), room)) {
    if (!first) {
      end_line();
      put(std::string(indent, ' '));
    }
    put(line, ink);
    first = false;
  }
  return *this;
}

void Canvas::end_line() {
  out_ << '\n';
  empty_line_ = column_ == 0;
  column_ = 0;
}

void Canvas::gap() {
  if (!empty_line_) end_line();
}

}  // namespace guiju
