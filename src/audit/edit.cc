#include "audit/edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "report/escape.h"
#include "text/unicode.h"

namespace guiju {
namespace {

/// One step of a path: a key, or an index where `key` is empty.
struct Step {
  std::string_view key;
  std::size_t index = 0;
};

/// Takes the first step off `path`; nothing if it is malformed.
std::optional<Step> take_step(std::string_view& path) {
  if (path.starts_with('.')) path.remove_prefix(1);
  if (!path.starts_with('[')) {
    const auto end = std::min(path.find_first_of(".["), path.size());
    const Step step{path.substr(0, end), 0};
    path.remove_prefix(end);
    if (step.key.empty()) return std::nullopt;
    return step;
  }
  const auto close = path.find(']');
  if (close == std::string_view::npos) return std::nullopt;
  Step step;
  const auto [end, error] = std::from_chars(path.data() + 1, path.data() + close, step.index);
  if (error != std::errc{} || end != path.data() + close) return std::nullopt;
  path.remove_prefix(close + 1);
  return step;
}

Tree* child(Tree& tree, const Step& step) {
  if (step.key.empty()) {
    return step.index < tree.elements.size() ? &tree.elements[step.index] : nullptr;
  }
  for (auto& [key, value] : tree.entries) {
    if (key == step.key) return &value;
  }
  return nullptr;
}

/// The parent of what `path` means, and the last step.
std::optional<std::pair<Tree*, Step>> parent_of(Tree& root, std::string_view path) {
  Tree* at = &root;
  while (at != nullptr) {
    const auto step = take_step(path);
    if (!step) return std::nullopt;
    if (path.empty()) return std::pair{at, *step};
    at = child(*at, *step);
  }
  return std::nullopt;
}

/// True if a text reads back as it is without quotes, as a key or a value, in flow style too.
bool is_simple(std::string_view text) {
  const auto fits = [](unsigned char c) {
    const bool digit = c >= '0' && c <= '9';
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return digit || letter || c == '_' || c >= 0x80;
  };
  if (text.empty() || !fits(static_cast<unsigned char>(text.front())) || text.back() == ' ') {
    return false;
  }
  for (std::size_t at = 0; at < text.size();) {
    if (!is_printable(next_character(text, at))) return false;
  }
  return std::all_of(text.begin(), text.end(), [&fits](char c) {
    return fits(static_cast<unsigned char>(c)) || c == '.' || c == '-' || c == '/' || c == ' ';
  });
}

/// What was written without quotes stays so where it can, since a figure in quotes is a text.
void write_scalar(const Tree& tree, std::string& out) {
  if (tree.kind == NodeKind::empty) out += '~';
  else if (tree.plain && is_simple(tree.text)) out += tree.text;
  else out += yaml_quoted(tree.text);
}

void write_key(std::string_view key, std::string& out) {
  if (is_simple(key)) out += key;
  else out += yaml_quoted(key);
  out += ':';
}

void write(const Tree& tree, std::string& out) {
  switch (tree.kind) {
    case NodeKind::empty:
    case NodeKind::scalar:
      write_scalar(tree, out);
      break;
    case NodeKind::sequence:
      out += '[';
      for (std::size_t i = 0; i < tree.elements.size(); ++i) {
        if (i > 0) out += ", ";
        write(tree.elements[i], out);
      }
      out += ']';
      break;
    case NodeKind::mapping:
      out += '{';
      for (std::size_t i = 0; i < tree.entries.size(); ++i) {
        if (i > 0) out += ", ";
        write_key(tree.entries[i].first, out);
        out += ' ';
        write(tree.entries[i].second, out);
      }
      out += '}';
      break;
  }
}

bool is_collection(const Tree& tree) {
  return tree.kind == NodeKind::sequence || tree.kind == NodeKind::mapping;
}

/// What people write on one line: a scalar, an empty collection, a short one of scalars.
bool fits_on_line(const Tree& tree) {
  if (!is_collection(tree)) return true;
  if (std::any_of(tree.elements.begin(), tree.elements.end(), is_collection)) return false;
  for (const auto& [key, value] : tree.entries) {
    if (is_collection(value)) return false;
  }
  constexpr std::size_t cells = 72;
  return display_width(write_tree(tree)) <= cells;
}

void write_block(const Tree& tree, std::size_t indent, std::string& out);

/// What stands after a key or a dash.
void write_value(const Tree& tree, std::size_t indent, bool after_dash, std::string& out) {
  if (fits_on_line(tree)) {
    out += ' ';
    write(tree, out);
    out += '\n';
  } else if (after_dash && tree.kind == NodeKind::mapping) {
    std::string lines;
    write_block(tree, indent + 2, lines);
    out += ' ' + lines.substr(indent + 2);
  } else {
    out += '\n';
    write_block(tree, indent + 2, out);
  }
}

void write_block(const Tree& tree, std::size_t indent, std::string& out) {
  const std::string space(indent, ' ');
  for (const Tree& element : tree.elements) {
    out += space + '-';
    write_value(element, indent, true, out);
  }
  for (const auto& [key, value] : tree.entries) {
    out += space;
    write_key(key, out);
    write_value(value, indent, false, out);
  }
}

}  // namespace

Tree tree_of(const Document& document, NodeId node) {
  Tree tree;
  tree.kind = document.kind(node);
  if (tree.kind == NodeKind::scalar) {
    tree.text = std::string(document.text(node));
    tree.plain = document.style(node) == ScalarStyle::plain;
  } else if (tree.kind == NodeKind::sequence) {
    for_each_element(document, node,
                     [&](NodeId element) { tree.elements.push_back(tree_of(document, element)); });
  } else if (tree.kind == NodeKind::mapping) {
    for_each_entry(document, node, [&](NodeId key, NodeId value) {
      tree.entries.emplace_back(document.text(key), tree_of(document, value));
    });
  }
  return tree;
}

std::size_t values_in(const Tree& tree) {
  std::size_t count = 1;
  for (const Tree& element : tree.elements) count += values_in(element);
  for (const auto& [key, value] : tree.entries) count += values_in(value);
  return count;
}

std::string write_tree(const Tree& tree) {
  std::string out;
  write(tree, out);
  return out;
}

std::string write_block(const Tree& tree) {
  std::string out;
  if (is_collection(tree) && !(tree.entries.empty() && tree.elements.empty())) {
    write_block(tree, 0, out);
  } else {
    write(tree, out);
    out += '\n';
  }
  return out;
}

NodeId find_node(const Document& document, std::string_view path) {
  NodeId at = document.root();
  while (at != no_node && !path.empty()) {
    const auto step = take_step(path);
    if (!step) return no_node;
    const bool by_index = step->key.empty();
    if (document.kind(at) != (by_index ? NodeKind::sequence : NodeKind::mapping)) return no_node;
    if (!by_index) {
      at = document.find(at, step->key);
      continue;
    }
    if (step->index >= document.count(at)) return no_node;
    at = document.first(at);
    for (std::size_t i = 0; i < step->index; ++i) at = document.next(at);
  }
  return at;
}

bool make(const Edit& edit, Tree& root) {
  switch (edit.kind) {
    case Edit::Kind::set:
      return set_at(root, edit.path, edit.after.front());
    case Edit::Kind::append:
      return append_at(root, edit.path, edit.after);
    case Edit::Kind::remove:
      break;
  }
  return remove_at(root, edit.path);
}

Tree* follow(Tree& root, std::string_view path) {
  Tree* at = &root;
  while (at != nullptr && !path.empty()) {
    const auto step = take_step(path);
    if (!step) return nullptr;
    at = child(*at, *step);
  }
  return at;
}

bool set_at(Tree& root, std::string_view path, Tree value) {
  const auto found = parent_of(root, path);
  if (!found) return false;
  const auto& [parent, step] = *found;
  if (Tree* old = child(*parent, step)) {
    *old = std::move(value);
    return true;
  }
  if (step.key.empty() || parent->kind != NodeKind::mapping) return false;
  parent->entries.emplace_back(step.key, std::move(value));
  return true;
}

bool remove_at(Tree& root, std::string_view path) {
  const auto found = parent_of(root, path);
  if (!found || child(*found->first, found->second) == nullptr) return false;
  const auto& [parent, step] = *found;
  if (step.key.empty()) {
    parent->elements.erase(parent->elements.begin() + static_cast<std::ptrdiff_t>(step.index));
  } else {
    const std::string_view key = step.key;
    std::erase_if(parent->entries, [&](const auto& entry) { return entry.first == key; });
  }
  return true;
}

bool append_at(Tree& root, std::string_view path, const std::vector<Tree>& values) {
  Tree* list = follow(root, path);
  if (list == nullptr || list->kind != NodeKind::sequence) return false;
  list->elements.insert(list->elements.end(), values.begin(), values.end());
  return true;
}

}  // namespace guiju
