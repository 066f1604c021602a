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
  std::size_t end = 0;
  std::size_t cells = 0;
  char32_t character = 0;
};

Glyph glyph_at(std::string_view text, std::size_t offset) {
  const auto character = next_character(text, offset);
  return {offset, display_width(character), character};
}

constexpr std::u32string_view closing = U"、。，：；？！）》〉」』】〕”’…%,.;:!?)]}";
constexpr std::u32string_view opening = U"（《〈「『【〔“‘([{";

bool is_in(char32_t character, std::u32string_view set) {
  const bool word = character >= 0x4E00 && character <= 0x9FFF;  // no sign, and in nearly all texts
  return !word && set.find(character) != std::u32string_view::npos;
}

/// Whether a line may end between two neighbours.
bool may_break(const Glyph& before, const Glyph& after) {
  if (after.character == U' ') return false;
  if (before.character == U' ') return true;
  if (before.cells != 2 && after.cells != 2) return false;
  return !is_in(before.character, opening) && !is_in(after.character, closing);
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
  if (display_width(text) <= width) return {std::string(text)};
  std::vector<std::string> lines;
  std::size_t line_begin = 0;  // byte
  std::size_t cells = 0;       // since line_begin
  std::size_t break_at = 0;    // byte after which the line may end; 0 where it may not
  std::size_t cells_at_break = 0;
  Glyph before;
  for (std::size_t begin = 0; begin < text.size(); begin = before.end) {
    const auto glyph = glyph_at(text, begin);
    if (begin > 0 && may_break(before, glyph)) {
      break_at = begin;
      cells_at_break = cells;
    }
    cells += glyph.cells;
    if (cells > width && break_at > line_begin && glyph.character != U' ') {
      lines.emplace_back(without_spaces_at_end(text.substr(line_begin, break_at - line_begin)));
      line_begin = break_at;
      cells -= cells_at_break;
    }
    before = glyph;
  }
  lines.emplace_back(text.substr(line_begin));
  return lines;
}

void Canvas::write(std::string_view shown, Ink ink) {
  if (shown.empty()) return;
  const bool coloured = options_.colour && ink != Ink::plain;
  if (coloured) out_ << code_of(ink);
  out_ << shown;
  if (coloured) out_ << reset;
  column_ += display_width(shown);
  empty_line_ = false;
}

void Canvas::write_spaces(std::size_t cells) { write(std::string(cells, ' '), Ink::plain); }

Canvas& Canvas::put(std::string_view text, Ink ink) {
  write(printable(text), ink);
  return *this;
}

Canvas& Canvas::cell(std::string_view text, std::size_t cells, Ink ink) {
  const auto begin = column_;
  put(text, ink);
  const auto used = column_ - begin;
  if (used < cells) write_spaces(cells - used);
  return *this;
}

Canvas& Canvas::right(std::string_view text, Ink ink) {
  constexpr std::size_t least_space = 2;
  const auto shown = printable(text);
  const auto cells = display_width(shown);
  if (column_ + least_space + cells > width()) end_line();
  if (column_ + cells < width()) write_spaces(width() - column_ - cells);
  write(shown, ink);
  return *this;
}

Canvas& Canvas::flow(std::string_view text, std::size_t indent, Ink ink) {
  // Below this, breaking makes a text harder to read than a line that is too long.
  constexpr std::size_t least_room = 20;
  const auto room = std::max(least_room, width() - std::min(width(), std::max(indent, column_)));
  bool first = true;
  for (const auto& line : wrap(printable(text), room)) {
    if (!first) {
      end_line();
      write_spaces(indent);
    }
    write(line, ink);
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
