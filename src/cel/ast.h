#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "cel/value.h"
#include "text/source.h"

namespace guiju::cel {

/// A constant as written: `kind` is null, boolean, integer, uinteger, real, string or bytes.
struct Literal {
  Kind kind = Kind::null;
  bool boolean = false;
  std::int64_t integer = 0;
  std::uint64_t uinteger = 0;
  double real = 0;
  std::string text;  ///< of strings and bytes, escapes resolved
  bool operator==(const Literal&) const = default;
};

enum class Operator : std::uint8_t {
  none,
  logical_not,
  negate,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  add,
  subtract,
  multiply,
  divide,
  modulo,
};

/// An operator as written, such as `<=`.
const char* spelling(Operator op);

enum class NodeKind : std::uint8_t {
  literal,
  name,         ///< `text`; `absolute` with a leading dot
  select,       ///< children[0] `.text`; `optional` for `.?`
  index,        ///< children[0] `[` children[1] `]`; `optional` for `[?`
  call,         ///< `text(children)`; as `member`, children[0] is the receiver
  unary,        ///< `op`
  binary,       ///< `op`
  logical_and,  ///< two children or more; `a && b && c` is one node
  logical_or,
  conditional,  ///< condition, then, otherwise
  list,         ///< `optional_entry[i]` for `[?x]`
  map,          ///< key, value, key, value …; `optional_entry[i]` for `{?k: v}`
};

/// A node of an expression as it was written: macros are calls, parentheses are gone. A tool may
/// change nodes in place and print or compile the result.
struct Node {
  NodeKind kind = NodeKind::literal;
  Operator op = Operator::none;
  bool optional = false;
  bool member = false;
  bool absolute = false;
  std::uint16_t height = 1;  ///< 1 for a leaf; at most `max_height`
  Span span;                 ///< the whole, without parentheses around it
  Span outer;                ///< the whole with them
  Span name_span;            ///< the name, operator or field alone
  std::string text;
  Literal literal;
  std::vector<std::unique_ptr<Node>> children;
  std::vector<bool> optional_entry;  ///< empty, or one an element or entry
};

using NodePtr = std::unique_ptr<Node>;

/// Higher trees are refused, so that walking one never runs out of stack.
inline constexpr std::uint16_t max_height = 250;
/// Longer expressions are refused.
inline constexpr std::size_t max_expression_bytes = std::size_t{64} * 1024;

NodePtr clone(const Node& node);
/// Whether two trees are the same, places aside.
bool same_tree(const Node& left, const Node& right);

}  // namespace guiju::cel
