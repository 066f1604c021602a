#pragma once
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
};

Tree tree_of(const Document& document, NodeId node);
/// One line of flow style that reads back as the same tree.
std::string write_tree(const Tree& tree);

/// Follows a path such as `members[7].unit.level` or `[3].name`. Null if it leads nowhere.
Tree* follow(Tree& root, std::string_view path);
/// Sets the value at `path`; its last key may be new. False if the way there does not exist.
bool set_at(Tree& root, std::string_view path, Tree value);
/// Removes what stands at `path`. False if nothing does.
bool remove_at(Tree& root, std::string_view path);
/// Adds `values` to the list at `path`. False if there is no list.
bool append_at(Tree& root, std::string_view path, const std::vector<Tree>& values);

}  // namespace guiju
