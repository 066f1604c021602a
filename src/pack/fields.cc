#include "pack/fields.h"

#include <algorithm>

#include "pack/hint.h"
#include "pack/value.h"

namespace guiju {
namespace {

Localized kind_words(NodeKind kind) {
  switch (kind) {
    case NodeKind::empty: return {"空", "nothing"};
    case NodeKind::scalar: return {"单个值", "a scalar"};
    case NodeKind::sequence: return {"列表", "a list"};
    case NodeKind::mapping: return {"键值表", "a mapping"};
  }
  return {};
}

void report_kind(const Document& document, NodeId node, NodeKind wanted, Diagnostics& diagnostics) {
  diagnostics.add("pack-wrong-type", document.place(node),
                  {{"found", kind_words(document.kind(node))}, {"required", kind_words(wanted)}});
}

}  // namespace

Fields::Fields(const Document& document, NodeId node, Diagnostics& diagnostics)
    : document_(document), node_(node), diagnostics_(diagnostics) {
  readable_ = document.kind(node) == NodeKind::mapping;
  if (!readable_) report_kind(document, node, NodeKind::mapping, diagnostics);
}

NodeId Fields::find(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.push_back(key);
  return readable_ ? document_.find(node_, key) : no_node;
}

NodeId Fields::require(std::string_view key) {
  const NodeId value = find(key);
  if (value == no_node && readable_) {
    diagnostics_.add("pack-missing-field", document_.place(node_),
                     {{"field", same(std::string(key))}});
  }
  return value;
}

std::optional<std::string> Fields::scalar(NodeId value) {
  if (value == no_node) return std::nullopt;
  if (document_.kind(value) != NodeKind::scalar) {
    report_kind(document_, value, NodeKind::scalar, diagnostics_);
    return std::nullopt;
  }
  return std::string(document_.text(value));
}

std::optional<std::string> Fields::text(std::string_view key) { return scalar(find(key)); }

std::optional<std::string> Fields::require_text(std::string_view key) {
  return scalar(require(key));
}

Localized Fields::localized(std::string_view key) {
  const NodeId value = find(key);
  return value == no_node ? Localized{} : read_localized(document_, value, diagnostics_);
}

Localized Fields::require_localized(std::string_view key) {
  const NodeId value = require(key);
  return value == no_node ? Localized{} : read_localized(document_, value, diagnostics_);
}

std::vector<std::string> Fields::texts(std::string_view key) {
  std::vector<std::string> all;
  for (const NodeId element : elements_of(document_, find(key))) {
    if (auto text = scalar(element)) all.push_back(std::move(*text));
  }
  return all;
}

bool Fields::flag(std::string_view key) {
  const auto written = text(key);
  if (!written) return false;
  if (*written != "true" && *written != "false") {
    diagnostics_.add("pack-wrong-type", document_.place(find(key)),
                     {{"found", same(*written)}, {"required", {"true 或 false", "true or false"}}});
  }
  return *written == "true";
}

std::optional<std::int64_t> Fields::date(std::string_view key) {
  const auto written = text(key);
  if (!written) return std::nullopt;
  const auto days = cel::parse_date(*written);
  if (!days) {
    diagnostics_.add("pack-wrong-type", document_.place(find(key)),
                     {{"found", same(*written)},
                      {"required", {"日期，如 2024-10-31", "a date such as 2024-10-31"}}});
  }
  return days;
}

void Fields::finish() {
  if (!readable_) return;
  for_each_entry(document_, node_, [this](NodeId key, NodeId) {
    const auto name = document_.text(key);
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) return;
    diagnostics_.add("pack-unknown-field", document_.place(key),
                     {{"field", same(std::string(name))}, {"hint", near_hint(name, known_)}});
  });
}

void report_unknown_name(const Document& document, NodeId node, Localized what,
                         const std::vector<std::string>& known, Diagnostics& diagnostics) {
  const std::string name(document.text(node));
  diagnostics.add(
      "pack-unknown-name", document.place(node),
      {{"what", std::move(what)}, {"name", same(name)}, {"hint", near_hint(name, known)}});
}

Localized read_localized(const Document& document, NodeId node, Diagnostics& diagnostics) {
  if (document.kind(node) == NodeKind::scalar) return same(std::string(document.text(node)));
  Fields fields(document, node, diagnostics);
  Localized words{fields.require_text("zh").value_or(""), fields.require_text("en").value_or("")};
  fields.finish();
  return words;
}

std::vector<std::pair<std::string, Span>> placeholders_of(std::string_view pattern) {
  std::vector<std::pair<std::string, Span>> all;
  for (std::size_t open = pattern.find('{'); open != std::string_view::npos;
       open = pattern.find('{', open + 1)) {
    const std::size_t close = pattern.find('}', open);
    if (close == std::string_view::npos) break;
    const Span span{static_cast<std::uint32_t>(open), static_cast<std::uint32_t>(close + 1)};
    all.emplace_back(pattern.substr(open + 1, close - open - 1), span);
  }
  return all;
}

std::vector<NodeId> elements_of(const Document& document, NodeId node) {
  if (node == no_node) return {};
  if (document.kind(node) != NodeKind::sequence) return {node};
  std::vector<NodeId> all;
  for_each_element(document, node, [&all](NodeId element) { all.push_back(element); });
  return all;
}

std::vector<std::pair<NodeId, NodeId>> entries_of(const Document& document, NodeId node,
                                                  Diagnostics& diagnostics) {
  if (node == no_node) return {};
  if (document.kind(node) != NodeKind::mapping) {
    report_kind(document, node, NodeKind::mapping, diagnostics);
    return {};
  }
  std::vector<std::pair<NodeId, NodeId>> all;
  for_each_entry(document, node,
                 [&all](NodeId key, NodeId value) { all.emplace_back(key, value); });
  return all;
}

}  // namespace guiju
