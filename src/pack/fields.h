#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostic.h"
#include "document/document.h"
#include "text/localized.h"

namespace guiju {

/// Reads the fields of one mapping of a pack. Every key must be asked for by the time of
/// `finish`; the others are reported with a suggestion. Nothing returned means something
/// reported, or a field that is not there.
class Fields {
 public:
  /// A `node` that is no mapping is reported, and reads as an empty one.
  Fields(const Document& document, NodeId node, Diagnostics& diagnostics);

  NodeId find(std::string_view key);
  NodeId require(std::string_view key);
  bool has(std::string_view key) { return find(key) != no_node; }

  std::optional<std::string> text(std::string_view key);
  std::optional<std::string> require_text(std::string_view key);
  Localized localized(std::string_view key);
  Localized require_localized(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  bool flag(std::string_view key);
  std::optional<std::int64_t> date(std::string_view key);

  /// Reports every key nobody asked for.
  void finish();

  const Document& document() const { return document_; }
  NodeId node() const { return node_; }
  Place place() const { return document_.place(node_); }
  Diagnostics& diagnostics() { return diagnostics_; }

 private:
  std::optional<std::string> scalar(NodeId value);

  const Document& document_;
  NodeId node_;
  Diagnostics& diagnostics_;
  bool readable_;
  std::vector<std::string_view> known_;
};

/// Reports a name that means nothing, with the nearest that does.
void report_unknown_name(const Document& document, NodeId node, Localized what,
                         const std::vector<std::string>& known, Diagnostics& diagnostics);
/// The two languages of a `{zh: …, en: …}` mapping; a lone scalar stands for both.
Localized read_localized(const Document& document, NodeId node, Diagnostics& diagnostics);
/// Every `{name}` of a template for a message, with its bytes there, braces included.
std::vector<std::pair<std::string, Span>> placeholders_of(std::string_view pattern);
/// The elements of a sequence; a scalar alone is a sequence of itself; none for `no_node`.
std::vector<NodeId> elements_of(const Document& document, NodeId node);
/// The entries of a mapping as key and value; reports a node of another kind.
std::vector<std::pair<NodeId, NodeId>> entries_of(const Document& document, NodeId node,
                                                  Diagnostics& diagnostics);

}  // namespace guiju
