#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/source.h"

namespace guiju {

/// Index of a node in its document. Nodes lie in document order (a parent before its children).
using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0xFFFFFFFF;

/// `empty` is a value that was left out (`name:`) or written `~`/`null` without quotes.
enum class NodeKind : std::uint8_t { empty, scalar, sequence, mapping };
enum class ScalarStyle : std::uint8_t { plain, single_quoted, double_quoted, block };

/// One YAML document as an array of nodes. Scalars keep their text; what it means is the
/// business of the kind that a dossier has, so `NO`, `1e3` and `012` are text here.
/// A mapping's children are key, value, key, value, ...; keys are scalars and differ.
/// Aliases are expanded (copied) within a limit: the copy itself stands at the alias, what is
/// inside it where it was written. Owns or borrows the text of its scalars: the source file must
/// outlive the document. Can be moved, not copied.
class Document {
 public:
  const SourceFile& source() const { return *source_; }
  NodeId root() const { return 0; }
  std::size_t size() const { return nodes_.size(); }
  /// Which document of the file this is, from 1.
  std::uint32_t ordinal() const { return ordinal_; }

  NodeKind kind(NodeId node) const { return nodes_[node].kind; }
  ScalarStyle style(NodeId node) const { return nodes_[node].style; }
  /// Text of a scalar; empty for others.
  std::string_view text(NodeId id) const {
    const Node& node = nodes_[id];
    if (node.kind != NodeKind::scalar) return {};
    if (node.apart) return texts_[node.number].text;
    return written_text(*source_, {node.begin, node.begin + node.number}, node.style);
  }
  /// Where the node stands, quotes included, anchor and tag not. A value that was left out has
  /// the place of its key, an element that was left out that of its dash.
  Span span(NodeId id) const {
    const Node& node = nodes_[id];
    if (is_collection(node)) return {node.begin, collections_[node.number].end};
    return {node.begin, node.apart ? texts_[node.number].end : node.begin + node.number};
  }
  Place place(NodeId node) const { return place_of(*source_, span(node)); }
  /// The place of bytes [begin, end) of a scalar's text, through quotes, escapes and folding.
  /// Linear in the text up to `end`. The node's own place where it came by an alias.
  Span span_within(NodeId scalar, std::uint32_t begin, std::uint32_t end) const;

  /// Number of entries of a mapping or elements of a sequence.
  std::uint32_t count(NodeId id) const {
    const Node& node = nodes_[id];
    return is_collection(node) ? collections_[node.number].count : 0;
  }
  /// First child of a collection with children.
  NodeId first(NodeId node) const { return node + 1; }
  /// The node after `node`'s subtree: its next sibling, if it has one.
  NodeId next(NodeId id) const {
    const Node& node = nodes_[id];
    return is_collection(node) ? collections_[node.number].next : id + 1;
  }

  /// True if the node stands for an alias (`*name`).
  bool aliased(NodeId node) const { return nodes_[node].aliased; }

  /// Value of `key` in a mapping; `no_node` if there is none. Linear in the entries.
  NodeId find(NodeId mapping, std::string_view key) const;
  /// Key node of a value in a mapping: the node before a value is its key's.
  /// Only for values of mappings.
  NodeId key_of(NodeId value) const { return value - 1; }

 private:
  friend class DocumentBuilder;
  /// A large dossier has millions of these. What most of them do not need lies apart.
  struct Node {
    std::uint32_t begin = 0;
    NodeKind kind : 2 = NodeKind::empty;
    ScalarStyle style : 2 = ScalarStyle::plain;
    bool aliased : 1 = false;  ///< stands for an alias: the span is the alias's
    bool dropped : 1 = false;  ///< a key whose entry is left out of the finished document
    bool apart : 1 = false;    ///< no collection, and described in `texts_`
    /// Of a collection, its index in `collections_`; of what is described apart, that in `texts_`;
    /// else how many bytes it takes.
    std::uint32_t number : 25 = 0;
  };
  static_assert(sizeof(Node) == 8);
  /// The largest `number`, and so the most nodes.
  static constexpr std::uint32_t most_nodes = (std::uint32_t{1} << 25) - 1;
  struct Collection {
    std::uint32_t end = 0;
    NodeId next = 0;  ///< 0: it is still open
    std::uint32_t count = 0;
  };
  /// A text that is not what is written at its node's place, or too long for a node.
  struct Text {
    std::string_view text;
    std::uint32_t end = 0;  ///< of the node's place
  };

  static bool is_collection(const Node& node) {
    return node.kind == NodeKind::sequence || node.kind == NodeKind::mapping;
  }
  /// What stands within the quotes of a scalar, or all of one without.
  static std::string_view written_text(const SourceFile& source, Span span, ScalarStyle style) {
    const bool quoted = style == ScalarStyle::single_quoted || style == ScalarStyle::double_quoted;
    const std::uint32_t quote = quoted ? 1 : 0;
    return {source.bytes().data() + span.begin + quote, span.end - span.begin - 2 * quote};
  }

  const SourceFile* source_ = nullptr;
  std::uint32_t ordinal_ = 1;
  std::vector<Node> nodes_;
  std::vector<Collection> collections_;
  std::vector<Text> texts_;
  // Chunks of text that is not in the file at all.
  std::vector<std::unique_ptr<char[]>> owned_text_;
};

/// Calls `visit(key, value)` for each entry of a mapping.
template <typename Visit>
void for_each_entry(const Document& document, NodeId mapping, Visit visit) {
  NodeId key = document.first(mapping);
  for (std::uint32_t i = 0; i < document.count(mapping); ++i) {
    const NodeId value = document.next(key);
    visit(key, value);
    key = document.next(value);
  }
}

/// Calls `visit(element)` for each element of a sequence.
template <typename Visit>
void for_each_element(const Document& document, NodeId sequence, Visit visit) {
  NodeId element = document.first(sequence);
  for (std::uint32_t i = 0; i < document.count(sequence); ++i) {
    visit(element);
    element = document.next(element);
  }
}

}  // namespace guiju
