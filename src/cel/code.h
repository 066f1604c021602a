#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cel/check.h"
#include "cel/regex.h"

namespace guiju::cel {

enum class Opcode : std::uint8_t {
  constant,         ///< constants[a]
  variable,         ///< of the environment, slot a
  local,            ///< of a macro, slot a
  fail,             ///< an error of code `flags` with message names[a]
  /// fields[b] of the record at a. If `count` is not 0, that is the last of so many fields, one of
  /// the other, from a variable or local on: paths[c] is the instruction of that, and the `count`
  /// numbers after it are the fields.
  field,
  select,           ///< names[b] of the map or record at a
  optional_select,  ///< the same; an optional that is empty if there is none
  has,              ///< whether select b has its field
  index,
  optional_index,
  logical_not,
  negate,
  logical_and,  ///< operands[a .. a+count]
  logical_or,
  conditional,  ///< a ? b : c
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
  /// functions[b] of operands[a .. a+count]. If `flags` is 1, it gives the optional field that is its
  /// first operand, or if there is none the second.
  call,
  matches,        ///< patterns[b], written at c, in the text at a
  extreme,        ///< math.greatest (flags 1) or math.least of operands
  list,           ///< of operands; flags 1: some are optional, see optional_entries[b]
  map,            ///< of operands, key and value in turn
  comprehension,  ///< comprehensions[a]
  bind,           ///< local b is a while c is evaluated
  opt_map,        ///< local b is what the optional at a holds, while c is evaluated
  opt_flat_map,
};

/// One step of a program. Operands are numbers of other instructions: the program is a tree laid
/// flat, children before their parents.
struct Instruction {
  Opcode code = Opcode::constant;
  std::uint8_t flags = 0;
  std::uint16_t count = 0;
  std::uint32_t a = 0, b = 0, c = 0;
};

/// A field that was found when the expression was checked.
struct FieldUse {
  const RecordType* record;
  std::uint32_t field;
  std::uint32_t name;  ///< names[name]: for a record of another type, found by name
  std::uint32_t path;  ///< names[path]: as written
};

inline constexpr std::uint32_t nothing = 0xFFFFFFFF;

struct Comprehension {
  Macro macro;
  bool two_variables;
  std::uint32_t range;
  std::uint32_t slot;  ///< of the first variable
  std::uint32_t filter = nothing;
  std::uint32_t step;  ///< the condition, the element, or the new value
  std::uint32_t new_key = nothing;
};

/// A checked expression laid flat. Never changes once made.
struct Code {
  std::vector<Instruction> instructions;
  std::vector<Span> spans;  ///< of each instruction, in the text
  std::vector<std::uint32_t> operands;
  std::vector<std::uint32_t> paths;  ///< see Opcode::field
  std::vector<Value> constants;
  std::vector<std::string> names;
  std::vector<FieldUse> fields;
  std::vector<Comprehension> comprehensions;
  std::vector<FunctionGroup> functions;
  std::vector<std::shared_ptr<const Regex>> patterns;
  std::vector<std::vector<bool>> optional_entries;
  std::vector<std::string> reads;
  std::uint32_t root = 0;
  std::uint32_t locals = 0;
  Arena memory;  ///< of the constants
};

std::unique_ptr<Code> generate(const Node& node, const Checked& checked);

struct Program::Impl {
  std::string text;
  const Type* type = nullptr;
  std::unique_ptr<const Code> code;
};

/// A program from a tree that a tool has made or changed; places are those of the tree.
std::optional<Program> compile(const Node& node, std::string text, const Environment& environment,
                               const Type* expected, Checking checking, const Placing& placing,
                               Diagnostics& diagnostics);

}  // namespace guiju::cel
