#include "report/draw.h"

#include <algorithm>

#include "report/digest.h"
#include "report/phrase.h"
#include "text/excerpt.h"
#include "text/unicode.h"

namespace guiju {

namespace {

/// Room that a sentence beside the carets needs at least; else it goes below them.
constexpr std::size_t least_beside = 30;

void draw_heading(const Message& message, Canvas& canvas) {
  canvas.put(message.label, message.ink).put(" ");
  canvas.flow(message.title, canvas.column(), Ink::strong);
  if (!message.address.empty()) canvas.right(message.address, Ink::faint);
  canvas.end_line();
}

std::size_t digits(const Place& place) {
  return place.lines.empty() ? 0 : std::to_string(place.lines.front().number).size();
}

/// Room for the line numbers of all places of a message, so that their bars stand in one column.
std::size_t gutter_of(const Message& message) {
  std::size_t gutter = std::max<std::size_t>(2, digits(message.place));
  for (const auto& related : message.related) gutter = std::max(gutter, digits(related.place));
  return gutter;
}

/// The note beside the carets where it fits, else in lines below them.
void draw_note(const Excerpt& excerpt, const std::string& note, Ink ink, Canvas& canvas) {
  canvas.put(excerpt.margin).put("│ ", Ink::faint);
  const auto bar = canvas.column();
  if (!excerpt.number.empty()) {
    canvas.put(excerpt.indent).put(excerpt.carets, ink);
    const auto room = canvas.width() - std::min(canvas.width(), canvas.column() + 1);
    if (note.empty() || display_width(note) <= room || room >= 2 * least_beside) {
      if (!note.empty()) canvas.put(" ").flow(note, canvas.column() + 1, ink);
      canvas.end_line();
      return;
    }
    canvas.end_line();
    canvas.put(excerpt.margin).put("│ ", Ink::faint);
  }
  for (bool first = true; const auto& line : wrap(note, canvas.width() - bar)) {
    if (!first) canvas.put(excerpt.margin).put("│ ", Ink::faint);
    canvas.put(line, ink).end_line();
    first = false;
  }
}

void draw_place(const Place& place, const std::string& note, std::string_view corner, Ink ink,
                std::size_t gutter, Canvas& canvas) {
  const auto excerpt = excerpt_of(place, {.width = canvas.width(), .gutter = gutter});
  canvas.put(excerpt.margin).put(corner, Ink::faint).put(" ").put(excerpt.where, Ink::faint);
  canvas.end_line();
  if (!excerpt.number.empty()) {
    canvas.put(excerpt.number, Ink::faint).put("│ ", Ink::faint).put(excerpt.line).end_line();
  }
  if (!excerpt.number.empty() || !note.empty()) draw_note(excerpt, note, ink, canvas);
}

void draw_lines(const Message& message, std::size_t gutter, Canvas& canvas) {
  std::size_t names = 0;
  for (const auto& line : message.lines) names = std::max(names, display_width(line.name));
  const auto draw_line = [&](std::string_view sign, std::string_view name, std::string_view text) {
    canvas.put(std::string(gutter, ' ')).put(sign, Ink::faint).cell(name, names, Ink::faint);
    canvas.put(" ").flow(text, canvas.column()).end_line();
  };
  for (const auto& line : message.lines) {
    if (!line.one_each) {
      draw_line("= ", line.name, join(line.entries, canvas.language()));
      continue;
    }
    for (bool first = true; const auto& entry : line.entries) {
      draw_line(first ? "= " : "  ", first ? std::string_view(line.name) : "", entry);
      first = false;
    }
  }
}

}  // namespace

void draw(const Message& message, Canvas& canvas) {
  draw_heading(message, canvas);
  const auto gutter = gutter_of(message);
  if (message.place.known()) {
    draw_place(message.place, message.sentence, "┌─", message.ink, gutter, canvas);
  } else if (!message.sentence.empty()) {
    canvas.put(std::string(gutter, ' '));
    canvas.flow(message.sentence, gutter, message.ink).end_line();
  }
  for (const auto& related : message.related) {
    draw_place(related.place, related.why.in(canvas.language()), "├─", Ink::note, gutter, canvas);
  }
  draw_lines(message, gutter, canvas);
}

void render_diagnostics(std::span<const Diagnostic> diagnostics, const RenderOptions& options,
                        std::ostream& out) {
  Canvas canvas(out, options);
  for (const auto& diagnostic : diagnostics)
    draw(message_for(diagnostic, options.language), canvas);
}

}  // namespace guiju
