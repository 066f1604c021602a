#include "report/explanation.h"

#include <algorithm>

#include "report/canvas.h"
#include "report/markdown.h"
#include "report/phrase.h"
#include "text/unicode.h"

namespace guiju {

namespace {

constexpr std::size_t least_name_cells = 12;

Ink ink_of_change(std::string_view line) {
  if (line.starts_with('-')) return Ink::error;
  if (line.starts_with('+')) return Ink::good;
  return Ink::plain;
}

std::size_t name_cells(const std::vector<Explanation>& all) {
  std::size_t cells = least_name_cells;
  for (const auto& explanation : all) {
    for (const auto& item : explanation.items()) {
      cells = std::max(cells, display_width(item.name));
    }
  }
  return cells;
}

void put_item(const Explanation::Item& item, std::size_t cells, Canvas& canvas) {
  for (std::size_t i = 0; i < item.texts.size(); ++i) {
    const auto& text = item.texts[i];
    canvas.put("  ").cell(i == 0 ? item.name : "", cells, Ink::faint).put("  ");
    if (item.changes) {
      canvas.put(text, ink_of_change(text));
    } else {
      canvas.flow(text, canvas.column());
    }
    canvas.end_line();
  }
}

void render_text(const std::vector<Explanation>& all, const RenderOptions& options,
                 std::ostream& out) {
  Canvas canvas(out, options);
  const auto cells = name_cells(all);
  for (const auto& explanation : all) {
    canvas.gap();
    canvas.put(explanation.title(), Ink::strong).end_line();
    for (const auto& item : explanation.items()) put_item(item, cells, canvas);
  }
}

void put_item(const Explanation::Item& item, Language language, std::ostream& out) {
  out << "- **" << markdown_text(item.name) << "**" << word(language, "：", ":");
  if (item.changes) {
    out << "\n\n  ```diff\n";
    for (const auto& line : item.texts) out << "  " << printable(line) << '\n';
    out << "  ```\n";
    return;
  }
  if (item.texts.size() == 1) {
    out << word(language, "", " ") << markdown_text(item.texts.front()) << '\n';
    return;
  }
  out << '\n';
  for (const auto& text : item.texts) out << "  - " << markdown_text(text) << '\n';
}

void render_markdown(const std::vector<Explanation>& all, const RenderOptions&, std::ostream& out) {
  bool first = true;
  for (const auto& explanation : all) {
    out << (first ? "" : "\n") << "## " << markdown_text(explanation.title()) << "\n\n";
    first = false;
    for (const auto& item : explanation.items()) put_item(item, explanation.language(), out);
  }
}

}  // namespace

void Explanation::add(std::string_view zh, std::string_view en, const std::string& text) {
  if (!text.empty()) add(zh, en, std::vector{text});
}

void Explanation::add(std::string_view zh, std::string_view en,
                      const std::vector<std::string>& texts) {
  if (!texts.empty()) items_.push_back({std::string(word(language_, zh, en)), texts, false});
}

void Explanation::add_changes(std::string_view zh, std::string_view en,
                              const std::vector<std::string>& lines) {
  if (!lines.empty()) items_.push_back({std::string(word(language_, zh, en)), lines, true});
}

const std::vector<ExplanationFormat>& explanation_formats() {
  static const std::vector<ExplanationFormat> table{{"text", render_text},
                                                    {"markdown", render_markdown}};
  return table;
}

}  // namespace guiju
