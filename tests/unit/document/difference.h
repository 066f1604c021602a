#pragma once
#include <algorithm>
#include <optional>
#include <string>

#include "document/document.h"

namespace guiju {

/// Where and how two documents of one file differ: a node, what it is, how it stands. Nothing if
/// no caller could tell them apart.
inline std::optional<std::string> difference(const Document& one, const Document& other) {
  const auto number = [](auto value) { return std::to_string(static_cast<std::size_t>(value)); };
  if (one.ordinal() != other.ordinal()) {
    return "ordinal " + number(one.ordinal()) + " and " + number(other.ordinal());
  }
  for (NodeId node = 0; node < std::min(one.size(), other.size()); ++node) {
    const auto words = [&](const Document& document) {
      const Span span = document.span(node);
      return "kind " + number(document.kind(node)) + ", style " + number(document.style(node)) +
             ", bytes " + number(span.begin) + " to " + number(span.end) + ", count " +
             number(document.count(node)) + ", next " + number(document.next(node)) +
             (document.aliased(node) ? ", alias, " : ", ") + "\"" +
             std::string(document.text(node)) + "\"";
    };
    const std::string first = words(one);
    const std::string second = words(other);
    if (first != second) return "node " + number(node) + ":\n  " + first + "\n  " + second;
  }
  if (one.size() == other.size()) return std::nullopt;
  return "nodes " + number(one.size()) + " and " + number(other.size());
}

}  // namespace guiju
