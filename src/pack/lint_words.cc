// Texts of a pack, in both languages.

#include <algorithm>
#include <array>
#include <set>

#include "pack/lint_impl.h"
#include "text/unicode.h"

namespace guiju {
namespace {

/// Keys whose value is text for people. `title` is one in pack.yaml alone: elsewhere it is a path.
constexpr std::array<std::string_view, 9> text_keys{"label",   "says", "reading", "info",  "ask",
                                                    "message", "fix",  "unit",    "issuer"};

/// Keys under which names are the author's and values are expressions.
constexpr std::array<std::string_view, 6> code_keys{"show",  "by",      "universe",
                                                    "match", "applies", "params"};

struct Script {
  bool chinese = false;
  bool latin = false;
  bool words = false;  ///< Latin letters that are no abbreviation such as MDT
};

Script script_of(std::string_view text) {
  Script script;
  for (std::size_t offset = 0; offset < text.size();) {
    const char32_t c = next_character(text, offset);
    const bool lower = c >= U'a' && c <= U'z';
    const bool chinese = (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF);
    script.chinese = script.chinese || chinese;
    script.latin = script.latin || lower || (c >= U'A' && c <= U'Z');
    script.words = script.words || lower;
  }
  return script;
}

Localized name_of(Language language) {
  return language == Language::zh ? Localized{"中文", "Chinese"} : Localized{"英文", "English"};
}

class WordsLint {
 public:
  WordsLint(const Document& document, Diagnostics& diagnostics)
      : document_(document), diagnostics_(diagnostics) {}

  void look(NodeId node) {
    if (document_.kind(node) == NodeKind::sequence) {
      for_each_element(document_, node, [this](NodeId element) { look(element); });
    }
    if (document_.kind(node) != NodeKind::mapping || document_.aliased(node)) return;
    for_each_entry(document_, node, [&](NodeId key, NodeId value) { look_at_entry(key, value); });
  }

  /// A text for people, in one language or both.
  void look_at_text(NodeId node, bool template_of_message = false) {
    if (document_.kind(node) == NodeKind::scalar) return look_at_lone(node);
    if (document_.kind(node) != NodeKind::mapping) return;
    const NodeId zh = document_.find(node, "zh");
    const NodeId en = document_.find(node, "en");
    if (zh == no_node || en == no_node) return;  // said when it was read
    if (document_.kind(zh) != NodeKind::scalar || document_.kind(en) != NodeKind::scalar) return;
    if (look_at_pair(zh, en) || !template_of_message) return;
    look_at_placeholders(zh, en, Language::en);
    look_at_placeholders(en, zh, Language::zh);
  }

 private:
  void look_at_entry(NodeId key, NodeId value) {
    const auto name = document_.text(key);
    const bool text = std::find(text_keys.begin(), text_keys.end(), name) != text_keys.end();
    const bool lone = text && document_.kind(value) == NodeKind::scalar;
    if (lone || is_pair(value)) {
      look_at_text(value, name == "message" || name == "fix");
    } else if (std::find(code_keys.begin(), code_keys.end(), name) == code_keys.end()) {
      look(value);
    }
  }
  bool is_pair(NodeId node) const {
    return document_.kind(node) == NodeKind::mapping && document_.find(node, "zh") != no_node &&
           document_.find(node, "en") != no_node;
  }

  void report_missing(NodeId node, Language language) {
    diagnostics_.add("lint-missing-text", document_.place(node), {{"language", name_of(language)}});
  }

  /// A text that stands for both languages must be readable in both.
  void look_at_lone(NodeId node) {
    const auto script = script_of(document_.text(node));
    if (script.chinese)
      report_missing(node, Language::en);
    else if (script.words)
      report_missing(node, Language::zh);
  }

  /// Each text in its own language; answers whether one was not.
  bool look_at_pair(NodeId zh, NodeId en) {
    const auto chinese = script_of(document_.text(zh));
    const auto english = script_of(document_.text(en));
    const bool same_text = document_.text(zh) == document_.text(en);
    const bool no_chinese =
        document_.text(zh).empty() || (!chinese.chinese && chinese.words && same_text);
    const bool no_english = document_.text(en).empty() || (english.chinese && !english.latin);
    if (no_chinese) report_missing(zh, Language::zh);
    if (no_english) report_missing(en, Language::en);
    return no_chinese || no_english;
  }

  /// Figures that one language gives and the other, `lacking`, leaves out. Names may be left out:
  /// languages differ in what they need to say.
  void look_at_placeholders(NodeId from, NodeId to, Language lacking) {
    const auto there = document_.text(to);
    std::set<std::string> reported;
    for (const auto& [name, span] : placeholders_of(document_.text(from))) {
      const bool figure = name == "found" || name == "required" || name == "gap";
      const bool given = there.find("{" + name + "}") != std::string_view::npos;
      if (!figure || given || !reported.insert(name).second) continue;
      diagnostics_.add("lint-placeholder-one-language", document_.place(to),
                       {{"name", same(name)}, {"language", name_of(lacking)}});
    }
  }

  const Document& document_;
  Diagnostics& diagnostics_;
};

}  // namespace

void lint_words(Linter& linter) {
  const Document& pack = *linter.pack.document;
  WordsLint words(pack, linter.diagnostics);
  if (pack.kind(pack.root()) == NodeKind::mapping) {
    words.look(pack.root());
    for (const auto* key : {"title", "sections"}) {
      const NodeId node = pack.find(pack.root(), key);
      if (node == no_node) continue;
      if (pack.kind(node) == NodeKind::scalar) words.look_at_text(node);
      if (pack.kind(node) != NodeKind::mapping) continue;
      for_each_entry(pack, node, [&](NodeId, NodeId heading) {
        if (pack.kind(heading) == NodeKind::scalar && std::string_view(key) == "sections") {
          words.look_at_text(heading);
        }
      });
    }
  }
  if (const Document* shapes = linter.folder.shapes) {
    WordsLint(*shapes, linter.diagnostics).look(shapes->root());
  }
}

}  // namespace guiju
