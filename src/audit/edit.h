#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/document.h"

namespace guiju {

/// A YAML value that can be changed, for making cases out of a base.
struct Tree {
  NodeKind kind = NodeKind::empty;
  std::string text;                                ///< of a scalar
  bool plain = true;                               ///< written without quotes
  std::vector<std::pair<std::string, Tree>> entries;
  std::vector<Tree> elements;

  bool operator==(const Tree&) const = default;
};

Tree tree_of(const Document& document, NodeId node);
/// How many values it holds, itself included.
std::size_t values_in(const Tree& tree);
/// One line of flow style that reads back as the same tree.
std::string write_tree(const Tree& tree);
/// Lines of block style, as people write them, that read back as the same tree.
std::string write_block(const Tree& tree);

/// One change to a value.
struct Edit {
  enum class Kind : std::uint8_t { set, append, remove };
  Kind kind = Kind::set;
  std::string path;            ///< in a list of dossiers it begins with `[i]`
  std::optional<Tree> before;  ///< what was there; none for a new field and for `append`
  std::vector<Tree> after;     ///< the new value, or the elements added; none for `remove`
};

/// Makes the change. False, and nothing changed, if its path leads nowhere.
bool make(const Edit& edit, Tree& root);

/// The node that a path leads to; no_node if it leads nowhere.
NodeId find_node(const Document& document, std::string_view path);

/// Follows a path such as `members[7].unit.level` or `[3].name`. Null if it leads nowhere.
Tree* follow(Tree& root, std::string_view path);
/// Sets the value at `path`; its last key may be new. False if the way there does not exist.
bool set_at(Tree& root, std::string_view path, Tree value);
/// Removes what stands at `path`. False if nothing does.
bool remove_at(Tree& root, std::string_view path);
/// Adds `values` to the list at `path`. False if there is no list.
bool append_at(Tree& root, std::string_view path, const std::vector<Tree>& values);

}  // namespace guiju
