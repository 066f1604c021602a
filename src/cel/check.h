#pragma once
#include <unordered_map>

#include "cel/ast.h"
#include "cel/environment.h"
#include "cel/report.h"

namespace guiju::cel {

/// The macros: calls whose arguments are not simply evaluated (cel-spec langdef, Macros).
enum class Macro : std::uint8_t {
  none,
  has,
  all,
  exists,
  exists_one,
  map,
  filter,
  transform_list,
  transform_map,
  transform_map_entry,
  opt_map,
  opt_flat_map,
  bind,
  greatest,
  least,
};

/// The macro that a call is, by its name and the number of its arguments.
Macro macro_of(const Node& call);

/// What a name or a field turned out to be.
enum class Meaning : std::uint8_t {
  value,     ///< to be computed from the children
  variable,  ///< of the environment, at `slot`
  local,     ///< of a macro, at `slot`
  type,      ///< the type `denoted`
  field,     ///< field `field` of a record of type `record`
  unknown,   ///< undeclared; an error when evaluated (only without checking)
};

struct NodeInfo {
  const Type* type = nullptr;
  Meaning meaning = Meaning::value;
  Macro macro = Macro::none;
  bool qualified = false;  ///< a call whose receiver is the first part of its name
  std::uint32_t slot = 0;  ///< of a macro: its first variable's
  std::uint32_t field = 0;
  const RecordType* record = nullptr;
  const Type* denoted = nullptr;
  const FunctionGroup* function = nullptr;
};

/// What checking found out about every node of a tree.
struct Checked {
  std::unordered_map<const Node*, NodeInfo> nodes;
  std::uint32_t locals = 0;    ///< slots that the macros' variables need
  const Type* type = nullptr;  ///< of the whole
  Patterns* patterns = nullptr;  ///< of the environment

  const NodeInfo& info(const Node& node) const { return nodes.at(&node); }
};

enum class Checking : std::uint8_t {
  full,        ///< types as well
  names_only,  ///< what names mean; every type is dyn, and mistakes wait for the evaluation
};

/// Finds what names mean and which types values have. Reports every mistake, each once.
Checked check(const Node& node, const Environment& environment, const Type* expected,
              Checking checking, Reporter& reporter);

/// A type for a message: the same name in both languages, with a Chinese word before it.
Localized describe(const Type* type);

}  // namespace guiju::cel
