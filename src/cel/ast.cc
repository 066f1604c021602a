#include "cel/ast.h"

#include <algorithm>
#include <array>
#include <bit>

namespace guiju::cel {
namespace {

constexpr std::array spellings{"",   "!",  "-", "==", "!=", "<", "<=", ">",
                               ">=", "in", "+", "-",  "*",  "/", "%"};

// Bits, not ==: NaN is the same literal as NaN, and 0.0 is not -0.0.
bool same_literal(const Literal& left, const Literal& right) {
  return left.kind == right.kind && left.boolean == right.boolean &&
         left.integer == right.integer && left.uinteger == right.uinteger &&
         std::bit_cast<std::uint64_t>(left.real) == std::bit_cast<std::uint64_t>(right.real) &&
         left.text == right.text;
}

bool is_optional_entry(const Node& node, std::size_t entry) {
  return entry < node.optional_entry.size() && node.optional_entry[entry];
}

}  // namespace

const char* spelling(Operator op) { return spellings.at(static_cast<std::size_t>(op)); }

NodePtr clone(const Node& node) {
  auto copy = std::make_unique<Node>();
  copy->kind = node.kind;
  copy->op = node.op;
  copy->optional = node.optional;
  copy->member = node.member;
  copy->absolute = node.absolute;
  copy->height = node.height;
  copy->span = node.span;
  copy->outer = node.outer;
  copy->name_span = node.name_span;
  copy->text = node.text;
  copy->literal = node.literal;
  copy->optional_entry = node.optional_entry;
  for (const auto& child : node.children) copy->children.push_back(clone(*child));
  return copy;
}

bool same_tree(const Node& left, const Node& right) {
  if (left.kind != right.kind || left.op != right.op || left.optional != right.optional ||
      left.member != right.member || left.absolute != right.absolute || left.text != right.text ||
      !same_literal(left.literal, right.literal) || left.children.size() != right.children.size()) {
    return false;
  }
  for (std::size_t i = 0; i < left.children.size(); ++i) {
    if (is_optional_entry(left, i) != is_optional_entry(right, i)) return false;
    if (!same_tree(*left.children[i], *right.children[i])) return false;
  }
  return true;
}

}  // namespace guiju::cel
