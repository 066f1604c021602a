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
  std::uint8_t cells = 0;
  bool space = false;
  bool opens = false;   ///< what follows must stay with it
  bool closes = false;  ///< must stay with what is before it
};

constexpr std::u32string_view closing = U"、。，：；？！）》〉」』】〕”’…%,.;:!?)]}";
constexpr std::u32string_view opening = U"（《〈「『【〔“‘([{";

Glyph glyph_at(std::string_view text, std::size_t offset) {
  const char32_t character = next_character(text, offset);
  // Nearly all texts are of these, which are no signs.
  if (character >= 0x4E00 && character <= 0x9FFF) return {offset, 2};
  const bool letter = (character >= 'a' && character <= 'z') || (character >= '-' && character <= '9');
  if (letter && character != '.') return {offset, 1};
  const auto is_in = [character](std::u32string_view set) {
    return set.find(character) != std::u32string_view::npos;
  };
  const auto cells = static_cast<std::uint8_t>(display_width(character));
  return {offset, cells, character == U' ', is_in(opening), is_in(closing)};
}

/// Whether a line may end between two neighbours.
bool may_break(const Glyph& before, const Glyph& after) {
  if (after.space) return false;
  if (before.space) return true;
  if (before.cells != 2 && after.cells != 2) return false;
  return !before.opens && !after.closes;
}

/// A text made printable; that which is printable already is not copied, and must outlive this.
class Printable {
 public:
  explicit Printable(std::string_view text) : shown_(text) {
    if (const auto width = width_if_printable(text)) {
      cells_ = *width;
      return;
    }
    made_ = printable(text);
    shown_ = made_;
    cells_ = display_width(made_);
  }
  Printable(const Printable&) = delete;
  Printable& operator=(const Printable&) = delete;

  std::string_view shown() const { return shown_; }
  std::size_t cells() const { return cells_; }

 private:
  std::string made_;
  std::string_view shown_;
  std::size_t cells_ = 0;
};

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

std::vector<std::string_view> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string_view> lines;
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
    if (cells > width && break_at > line_begin && !glyph.space) {
      lines.push_back(without_spaces_at_end(text.substr(line_begin, break_at - line_begin)));
      line_begin = break_at;
      cells -= cells_at_break;
    }
    before = glyph;
  }
  lines.push_back(text.substr(line_begin));
  return lines;
}

Canvas::~Canvas() { out_ << line_; }

void Canvas::write(std::string_view shown, std::size_t cells, Ink ink) {
  if (shown.empty()) return;
  const bool coloured = options_.colour && ink != Ink::plain;
  if (coloured) line_ += code_of(ink);
  line_ += shown;
  if (coloured) line_ += reset;
  column_ += cells;
  empty_line_ = false;
}

void Canvas::write_spaces(std::size_t cells) {
  if (cells == 0) return;
  line_.append(cells, ' ');
  column_ += cells;
  empty_line_ = false;
}

Canvas& Canvas::put(std::string_view text, Ink ink) {
  const Printable made(text);
  write(made.shown(), made.cells(), ink);
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
  const Printable made(text);
  if (column_ + least_space + made.cells() > width()) end_line();
  if (column_ + made.cells() < width()) write_spaces(width() - column_ - made.cells());
  write(made.shown(), made.cells(), ink);
  return *this;
}

Canvas& Canvas::flow(std::string_view text, std::size_t indent, Ink ink) {
  // Below this, breaking makes a text harder to read than a line that is too long.
  constexpr std::size_t least_room = 20;
  const auto room = std::max(least_room, width() - std::min(width(), std::max(indent, column_)));
  const Printable made(text);
  if (made.cells() <= room) {
    write(made.shown(), made.cells(), ink);
    return *this;
  }
  bool first = true;
  for (const auto line : wrap(made.shown(), room)) {
    if (!first) {
      end_line();
      write_spaces(indent);
    }
    write(line, display_width(line), ink);
    first = false;
  }
  return *this;
}

void Canvas::end_line() {
  line_ += '\n';
  out_.write(line_.data(), static_cast<std::streamsize>(line_.size()));
  line_.clear();
  empty_line_ = column_ == 0;
  column_ = 0;
}

void Canvas::gap() {
  if (!empty_line_) end_line();
}

}  // namespace guiju
