#include "text/excerpt.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "text/unicode.h"

namespace guiju {
namespace {

constexpr std::size_t tab_cells = 4;
constexpr std::string_view ellipsis = "…";
/// However narrow the terminal, this much of a line is shown.
constexpr std::size_t least_cells = 20;

/// One character of a line as it is drawn.
struct Glyph {
  std::string drawn;
  std::size_t cells = 0;
};

std::vector<Glyph> glyphs_of(std::string_view line) {
  std::vector<Glyph> glyphs;
  std::size_t cells = 0;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    next_character(line, at);
    Glyph glyph;
    if (line[begin] == '\t') {
      glyph.drawn = std::string(tab_cells - cells % tab_cells, ' ');
    } else {
      glyph.drawn = printable(line.substr(begin, at - begin));
    }
    glyph.cells = display_width(glyph.drawn);
    cells += glyph.cells;
    glyphs.push_back(std::move(glyph));
  }
  return glyphs;
}

/// A range of glyphs.
struct GlyphRange {
  std::size_t begin;
  std::size_t end;
};

std::size_t cells_of(const std::vector<Glyph>& glyphs, GlyphRange range) {
  std::size_t cells = 0;
  for (std::size_t i = range.begin; i < range.end; ++i) cells += glyphs[i].cells;
  return cells;
}

/// The glyphs that the place covers on its first line.
GlyphRange marked(const Place& place, std::size_t glyph_count) {
  const std::uint32_t first_column = place.lines.front().first_column;
  const auto index = [&](std::uint32_t column) {
    return std::min<std::size_t>(column - std::min(column, first_column), glyph_count);
  };
  const bool one_line = place.begin.line == place.end.line;
  const std::size_t begin = index(place.begin.column);
  const std::size_t end = one_line ? index(place.end.column) : glyph_count;
  return {begin, std::max(begin, end)};
}

/// The glyphs that fit into `room` cells: from a little before the place onwards.
GlyphRange window(const std::vector<Glyph>& glyphs, GlyphRange place, std::size_t room) {
  const GlyphRange all{0, glyphs.size()};
  if (cells_of(glyphs, all) <= room) return all;

  const std::size_t inner = room - 2;  // an ellipsis on either side
  GlyphRange shown{place.begin, place.begin};
  std::size_t used = 0;
  const auto grow_left = [&](std::size_t limit) {
    while (shown.begin > 0 && used + glyphs[shown.begin - 1].cells <= limit) {
      used += glyphs[--shown.begin].cells;
    }
  };
  grow_left(inner / 3);
  while (shown.end < glyphs.size() && used + glyphs[shown.end].cells <= inner) {
    used += glyphs[shown.end++].cells;
  }
  grow_left(inner);
  return shown;
}

void draw_line(const Place& place, std::size_t room, Excerpt& excerpt) {
  const ExcerptLine& line = place.lines.front();
  const auto glyphs = glyphs_of(line.text);
  const GlyphRange mark = marked(place, glyphs.size());
  const GlyphRange shown = window(glyphs, mark, room);
  const bool cut_before = shown.begin > 0 || line.first_column > 1;
  const bool cut_after = shown.end < glyphs.size() || line.cut_off;

  if (cut_before) excerpt.line += ellipsis;
  for (std::size_t i = shown.begin; i < shown.end; ++i) excerpt.line += glyphs[i].drawn;
  if (cut_after) excerpt.line += ellipsis;

  const GlyphRange before{shown.begin, std::max(shown.begin, mark.begin)};
  const GlyphRange under{before.end, std::max(before.end, std::min(mark.end, shown.end))};
  excerpt.indent = std::string(cells_of(glyphs, before) + (cut_before ? 1 : 0), ' ');
  excerpt.carets = std::string(std::max<std::size_t>(1, cells_of(glyphs, under)), '^');
}

}  // namespace

Excerpt excerpt_of(const Place& place, const ExcerptStyle& style) {
  Excerpt excerpt;
  excerpt.where = printable(place.file);
  // Without a line to show, only a place past the start tells more than the file's name.
  if (!place.lines.empty() || place.span.begin > 0) {
    excerpt.where +=
        ":" + std::to_string(place.begin.line) + ":" + std::to_string(place.begin.column);
  }
  if (place.lines.empty()) {
    excerpt.margin = std::string(style.gutter, ' ');
    return excerpt;
  }
  const std::string number = std::to_string(place.lines.front().number);
  excerpt.margin = std::string(std::max(style.gutter, number.size()), ' ');
  excerpt.number = std::string(excerpt.margin.size() - number.size(), ' ') + number;
  const std::size_t beside = excerpt.margin.size() + 2;  // the bar and a space
  draw_line(place, std::max(least_cells, style.width - std::min(style.width, beside)), excerpt);
  return excerpt;
}

std::optional<MarkedLine> marked_line_of(const Place& place) {
  if (place.lines.empty()) return std::nullopt;
  const ExcerptLine& line = place.lines.front();
  const auto glyphs = glyphs_of(line.text);
  const GlyphRange mark = marked(place, glyphs.size());
  const auto drawn = [&](std::size_t begin, std::size_t end) {
    std::string text;
    for (std::size_t i = begin; i < end; ++i) text += glyphs[i].drawn;
    return text;
  };
  MarkedLine result{line.number, drawn(0, mark.begin), drawn(mark.begin, mark.end),
                    drawn(mark.end, glyphs.size())};
  if (line.first_column > 1) result.before.insert(0, ellipsis);
  if (line.cut_off) result.after += ellipsis;
  return result;
}

std::string draw_excerpt(const Place& place, std::string_view note, const ExcerptStyle& style) {
  if (!place.known()) return {};
  const Excerpt excerpt = excerpt_of(place, style);
  std::string drawn = excerpt.margin + "┌─ " + excerpt.where + "\n";
  if (!excerpt.number.empty()) {
    drawn += excerpt.number + "│ " + excerpt.line + "\n";
    drawn += excerpt.margin + "│ " + excerpt.indent + excerpt.carets;
  } else if (!note.empty()) {
    drawn += excerpt.margin + "│";
  }
  if (!note.empty()) drawn.append(" ").append(note);
  if (!drawn.ends_with('\n')) drawn += "\n";
  return drawn;
}

}  // namespace guiju
