// The findings of an HTML report: one article each, with the lines of the file.

#include "report/html_page.h"
#include "text/excerpt.h"
#include "text/unicode.h"

namespace guiju {

namespace {

void put_excerpt(const Place& place, const std::string& note, Ink ink, Page& page) {
  auto& html = page.html;
  const auto figure = html.element("figure", {{"class", "excerpt"}});
  html.leaf("figcaption", excerpt_of(place).where, {{"class", "where"}});
  if (const auto line = marked_line_of(place)) {
    const auto code = html.element("pre");
    html.leaf("span", std::to_string(line->number), {{"class", "number"}});
    const auto text = html.element("code");
    html.text(line->before);
    html.leaf("mark", line->marked, {{"class", std::string(class_of(ink))}});
    html.text(line->after);
  }
  if (!note.empty()) {
    html.leaf("p", note, {{"class", fmt::format("found {}", class_of(ink))}});
  }
}

void put_entries(const MessageLine& line, Html& html) {
  const auto value = html.element("dd");
  if (line.entries.size() == 1) {
    html.text(line.entries.front());
    return;
  }
  const auto list =
      html.element("ul", {{"class", std::string(line.one_each ? "sentences" : "entries")}});
  for (const auto& entry : line.entries) html.leaf("li", entry);
}

void put_lines(const std::vector<MessageLine>& lines, Html& html) {
  if (lines.empty()) return;
  const auto list = html.element("dl", {{"class", "facts"}});
  for (const auto& line : lines) {
    const auto pair = html.element("div");
    html.leaf("dt", line.name);
    put_entries(line, html);
  }
}

void put_message(const Message& message, std::size_t number, int level, Page& page) {
  auto& html = page.html;
  const auto id = anchor_of(number);
  const auto article =
      html.element("article", {{"class", fmt::format("matter {}", class_of(message.ink))},
                               {"id", id},
                               {"aria-labelledby", id + "-title"}});
  {
    const auto head = html.element("div", {{"class", "matter-head"}});
    const auto title = html.element(fmt::format("h{}", level), {{"id", id + "-title"}});
    html.leaf("span", fmt::format("{}.", number), {{"class", "ordinal"}});
    html.text(" ");
    page.badge(message.ink, message.label);
    html.text(" " + message.title);
  }
  if (!message.address.empty()) html.leaf("p", message.address, {{"class", "address"}});
  if (message.place.known()) {
    put_excerpt(message.place, message.sentence, message.ink, page);
  } else if (!message.sentence.empty()) {
    html.leaf("p", message.sentence, {{"class", fmt::format("found {}", class_of(message.ink))}});
  }
  for (const auto& related : message.related) {
    put_excerpt(related.place, related.why.in(page.language()), Ink::note, page);
  }
  put_lines(message.lines, html);
}

}  // namespace

void put_matters(const DossierPart& part, int level, Page& page) {
  const auto put = [&](const Message& message, const void* matter) {
    put_message(message, page.number_of(matter), level, page);
  };
  for (const auto* diagnostic : part.diagnostics) {
    put(message_for(*diagnostic, page.language()), diagnostic);
  }
  for (const auto* item : part.rejected) put(message_for(*item, page.language()), item);
  for (const auto* list : {&part.violations, &part.departures, &part.undecided}) {
    for (const auto* finding : *list) put(message_for(*finding, page.options), finding);
  }
  for (const auto& field : part.missing) put(message_for(field, page.options), &field);
  for (const auto* finding : part.remarks) put(message_for(*finding, page.options), finding);
  if (part.totals.known == 0) return;
  page.heading(level, page.word("基线中已知", "Known from the baseline"));
  for (const auto* diagnostic : part.known_diagnostics) {
    put(as_known(message_for(*diagnostic, page.language()), page.language()), diagnostic);
  }
  for (const auto* finding : part.known) {
    put(as_known(message_for(*finding, page.options), page.language()), finding);
  }
}

}  // namespace guiju
