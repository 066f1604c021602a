#include "document/document.h"

#include <algorithm>

#include "document/scalar_places.h"

namespace guiju {

NodeId Document::find(NodeId mapping, std::string_view key) const {
  if (kind(mapping) != NodeKind::mapping) return no_node;
  NodeId at = first(mapping);
  for (std::uint32_t i = 0; i < count(mapping); ++i) {
    const NodeId value = next(at);
    if (text(at) == key) return value;
    at = next(value);
  }
  return no_node;
}

Span Document::span_within(NodeId scalar, std::uint32_t begin, std::uint32_t end) const {
  const Node& node = nodes_[scalar];
  const Span all = span(scalar);
  if (node.kind != NodeKind::scalar || node.aliased) return all;
  const std::string_view whole = text(scalar);
  const auto last = std::min(end, static_cast<std::uint32_t>(whole.size()));
  const auto first = std::min(begin, last);
  const auto offset = [&](std::uint32_t at) {
    return scalar_offset(source_->bytes(), all.begin, node.style, whole, at);
  };
  const auto from = offset(first);
  // The end of a part is the end of its last character, not the start of the one after it:
  // between the two there may be a line break and an indentation.
  const auto to = offset(last);
  if (!from || !to) return all;
  // The line breaks that end block text lie past its last words.
  const std::uint32_t begin_at = std::clamp(*from, all.begin, all.end);
  return {begin_at, std::clamp(*to, begin_at, all.end)};
}

}  // namespace guiju
