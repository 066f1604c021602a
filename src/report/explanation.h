#pragma once
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace guiju {

/// What there is to say about one thing, in one language: names with texts.
class Explanation {
 public:
  struct Item {
    std::string name;                ///< 规定; empty: it goes on with the item above
    std::vector<std::string> texts;  ///< never empty; each on lines of its own
    bool changes = false;            ///< lines of a change to a YAML file, shown as they are
  };

  Explanation(Language language, std::string title)
      : language_(language), title_(std::move(title)) {}

  /// Nothing where there is nothing to say.
  void add(std::string_view zh, std::string_view en, const std::string& text);
  void add(std::string_view zh, std::string_view en, const std::vector<std::string>& texts);
  void add_changes(std::string_view zh, std::string_view en, const std::vector<std::string>& lines);

  Language language() const { return language_; }
  const std::string& title() const { return title_; }
  const std::vector<Item>& items() const { return items_; }

 private:
  Language language_;
  std::string title_;
  std::vector<Item> items_;
};

/// A way to write explanations. Help, option check and dispatch read the table of these.
struct ExplanationFormat {
  std::string_view name;
  void (*render)(const std::vector<Explanation>&, const RenderOptions&, std::ostream&);
};
const std::vector<ExplanationFormat>& explanation_formats();

}  // namespace guiju
