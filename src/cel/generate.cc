#include <algorithm>
#include <limits>
#include <map>

#include "cel/code.h"
#include "cel/print.h"

namespace guiju::cel {
namespace {

Opcode opcode_of(Operator op) {
  switch (op) {
    case Operator::logical_not:
      return Opcode::logical_not;
    case Operator::negate:
      return Opcode::negate;
    case Operator::equal:
      return Opcode::equal;
    case Operator::not_equal:
      return Opcode::not_equal;
    case Operator::less:
      return Opcode::less;
    case Operator::less_equal:
      return Opcode::less_equal;
    case Operator::greater:
      return Opcode::greater;
    case Operator::greater_equal:
      return Opcode::greater_equal;
    case Operator::in:
      return Opcode::in;
    case Operator::add:
      return Opcode::add;
    case Operator::subtract:
      return Opcode::subtract;
    case Operator::multiply:
      return Opcode::multiply;
    case Operator::divide:
      return Opcode::divide;
    case Operator::modulo:
    case Operator::none:
      break;
  }
  return Opcode::modulo;
}

/// Longer ones nobody writes, and the path of each field of one would take room of its own.
constexpr std::size_t longest_path = 8;

class Generator {
 public:
  explicit Generator(const Checked& checked) : checked_(checked), code_(std::make_unique<Code>()) {}

  std::unique_ptr<Code> run(const Node& node) {
    code_->root = generate(node);
    code_->locals = checked_.locals;
    std::sort(code_->reads.begin(), code_->reads.end());
    code_->reads.erase(std::unique(code_->reads.begin(), code_->reads.end()), code_->reads.end());
    return std::move(code_);
  }

 private:
  // --- building blocks

  std::uint32_t emit(const Node& node, Instruction instruction) {
    code_->instructions.push_back(instruction);
    code_->spans.push_back(node.span);
    return static_cast<std::uint32_t>(code_->instructions.size() - 1);
  }
  std::uint32_t emit(const Node& node, Opcode opcode, std::uint32_t a = 0, std::uint32_t b = 0,
                     std::uint32_t c = 0) {
    Instruction instruction;
    instruction.code = opcode;
    instruction.a = a;
    instruction.b = b;
    instruction.c = c;
    return emit(node, instruction);
  }
  std::uint32_t emit_constant(const Node& node, const Value& value) {
    code_->constants.push_back(value);
    return emit(node, Opcode::constant, static_cast<std::uint32_t>(code_->constants.size() - 1));
  }
  std::uint32_t emit_failure(const Node& node, ErrorCode error, std::string message) {
    Instruction instruction;
    instruction.code = Opcode::fail;
    instruction.flags = static_cast<std::uint8_t>(error);
    instruction.a = name(std::move(message));
    return emit(node, instruction);
  }
  std::uint32_t emit_operands(const Node& node, Opcode opcode,
                              const std::vector<std::uint32_t>& operands, std::uint32_t b = 0,
                              std::uint8_t flags = 0) {
    // A count has 16 bits: a longer literal than any person writes is refused by its length.
    static_assert(max_expression_bytes / 2 < std::numeric_limits<std::uint16_t>::max());
    Instruction instruction;
    instruction.code = opcode;
    instruction.flags = flags;
    instruction.count = static_cast<std::uint16_t>(operands.size());
    instruction.a = static_cast<std::uint32_t>(code_->operands.size());
    instruction.b = b;
    code_->operands.insert(code_->operands.end(), operands.begin(), operands.end());
    return emit(node, instruction);
  }
  std::uint32_t name(std::string text) {
    code_->names.push_back(std::move(text));
    return static_cast<std::uint32_t>(code_->names.size() - 1);
  }
  std::vector<std::uint32_t> generate_all(const Node& node, std::size_t first = 0) {
    std::vector<std::uint32_t> operands;
    for (std::size_t i = first; i < node.children.size(); ++i) {
      operands.push_back(generate(*node.children[i]));
    }
    return operands;
  }
  const Value* constant(std::uint32_t instruction) const {
    const auto& made = code_->instructions[instruction];
    return made.code == Opcode::constant ? &code_->constants[made.a] : nullptr;
  }
  bool all_constant(const std::vector<std::uint32_t>& operands) const {
    return std::all_of(operands.begin(), operands.end(),
                       [&](std::uint32_t operand) { return constant(operand) != nullptr; });
  }

  /// Gives a field its path, if a short one leads to it from a variable or local through fields alone.
  void lay_path(std::uint32_t at) {
    auto& instructions = code_->instructions;
    std::vector<std::uint32_t> fields;
    std::uint32_t start = at;
    for (; instructions[start].code == Opcode::field; start = instructions[start].a) {
      fields.push_back(instructions[start].b);
      if (fields.size() > longest_path) return;
    }
    const bool leads = instructions[start].code == Opcode::variable ||
                       instructions[start].code == Opcode::local;
    if (!leads) return;
    instructions[at].count = static_cast<std::uint16_t>(fields.size());
    instructions[at].c = static_cast<std::uint32_t>(code_->paths.size());
    code_->paths.push_back(start);
    code_->paths.insert(code_->paths.end(), fields.rbegin(), fields.rend());
  }

  // --- nodes

  std::uint32_t generate(const Node& node) {
    const NodeInfo& info = checked_.info(node);
    switch (info.meaning) {
      case Meaning::variable:
        code_->reads.push_back(print(node));
        return emit(node, Opcode::variable, info.slot);
      case Meaning::local:
        return emit(node, Opcode::local, info.slot);
      case Meaning::type:
        return emit_constant(node, Value::of(info.denoted));
      case Meaning::unknown:
        return emit_failure(node, ErrorCode::undeclared,
                            "undeclared reference to '" + node.text + "'");
      case Meaning::field:
      case Meaning::value:
        break;
    }
    switch (node.kind) {
      case NodeKind::literal:
        return emit_constant(node, literal(node.literal));
      case NodeKind::select:
        return select(node, node.optional ? Opcode::optional_select : Opcode::select);
      case NodeKind::index: {
        const auto operand = generate(*node.children[0]);
        const auto key = generate(*node.children[1]);
        return emit(node, node.optional ? Opcode::optional_index : Opcode::index, operand, key);
      }
      case NodeKind::call:
        return call(node, info);
      case NodeKind::unary:
        return emit(node, opcode_of(node.op), generate(*node.children[0]));
      case NodeKind::binary: {
        const auto left = generate(*node.children[0]);
        const auto right = generate(*node.children[1]);
        return emit(node, opcode_of(node.op), left, right);
      }
      case NodeKind::logical_and:
        return emit_operands(node, Opcode::logical_and, generate_all(node));
      case NodeKind::logical_or:
        return emit_operands(node, Opcode::logical_or, generate_all(node));
      case NodeKind::conditional: {
        const auto condition = generate(*node.children[0]);
        const auto then = generate(*node.children[1]);
        const auto otherwise = generate(*node.children[2]);
        return emit(node, Opcode::conditional, condition, then, otherwise);
      }
      case NodeKind::list:
        return list(node);
      case NodeKind::map:
        return map(node);
      case NodeKind::name:
        break;
    }
    return emit_failure(node, ErrorCode::undeclared, "undeclared reference");
  }

  Value literal(const Literal& literal) {
    switch (literal.kind) {
      case Kind::boolean:
        return Value::of(literal.boolean);
      case Kind::integer:
        return Value::of(literal.integer);
      case Kind::uinteger:
        return Value::of_uint(literal.uinteger);
      case Kind::real:
        return Value::of(literal.real);
      case Kind::string:
        return Value::of_string(code_->memory.copy(literal.text));
      case Kind::bytes:
        return Value::of_bytes(code_->memory.copy(literal.text));
      default:
        return Value::of_null();
    }
  }

  std::uint32_t select(const Node& node, Opcode opcode) {
    const NodeInfo& info = checked_.info(node);
    const auto operand = generate(*node.children[0]);
    const auto field_name = name(node.text);
    code_->reads.push_back(path_of(node));
    const auto path = name(code_->reads.back());
    const std::uint32_t field =
        info.meaning == Meaning::field ? info.field : std::numeric_limits<std::uint32_t>::max();
    code_->fields.push_back({info.record, field, field_name, path});
    const auto use = static_cast<std::uint32_t>(code_->fields.size() - 1);
    const bool known = info.meaning == Meaning::field && opcode == Opcode::select;
    const std::uint32_t made = emit(node, known ? Opcode::field : opcode, operand, use);
    if (known) lay_path(made);
    return made;
  }

  /// A field as written. A variable that `cel.bind` gave to a field stands for that field.
  std::string path_of(const Node& node) const {
    const Node* root = &node;
    while (root->kind == NodeKind::select) root = root->children[0].get();
    // Nothing is known of a root that is only the first part of a variable's name.
    const auto info = checked_.nodes.find(root);
    const bool local = info != checked_.nodes.end() && info->second.meaning == Meaning::local;
    const auto bound = local ? bound_.find(info->second.slot) : bound_.end();
    if (bound == bound_.end()) return print(node);
    return bound->second + print(node).substr(root->text.size());
  }

  // A list or map of constants is made once and shared by all evaluations.

  std::uint32_t list(const Node& node) {
    const auto operands = generate_all(node);
    const bool some_optional = has_optional(node);
    if (!some_optional && all_constant(operands)) {
      auto* elements = code_->memory.make<Value>(operands.size());
      for (std::size_t i = 0; i < operands.size(); ++i) elements[i] = *constant(operands[i]);
      const List* made = make_list(code_->memory, {elements, operands.size()});
      if (made->held->depth <= max_depth) return emit_constant(node, Value::of(made));
    }
    return emit_operands(node, Opcode::list, operands, optional_entries(node), some_optional);
  }

  std::uint32_t map(const Node& node) {
    const auto operands = generate_all(node);
    return emit_operands(node, Opcode::map, operands, optional_entries(node), has_optional(node));
  }

  static bool has_optional(const Node& node) {
    return std::find(node.optional_entry.begin(), node.optional_entry.end(), true) !=
           node.optional_entry.end();
  }
  std::uint32_t optional_entries(const Node& node) {
    if (!has_optional(node)) return 0;
    code_->optional_entries.push_back(node.optional_entry);
    code_->optional_entries.back().resize(node.children.size());
    return static_cast<std::uint32_t>(code_->optional_entries.size() - 1);
  }

  // --- calls and macros

  bool is_variable_or_path(const Instruction& instruction) const {
    return instruction.code == Opcode::variable || instruction.code == Opcode::local ||
           (instruction.code == Opcode::field && instruction.count > 0);
  }

  /// `path.?field.orValue(default)`, where the default cannot fail.
  bool is_field_or_default(const FunctionGroup& function,
                           const std::vector<std::uint32_t>& operands) const {
    const bool built_in = function.overloads.size() == 1 && function.overloads[0]->builtin;
    if (function.name != "orValue" || !built_in || operands.size() != 2) return false;
    const auto& instructions = code_->instructions;
    const Instruction& optional = instructions[operands[0]];
    const Instruction& otherwise = instructions[operands[1]];
    const bool empty_list = otherwise.code == Opcode::list && otherwise.count == 0;
    return optional.code == Opcode::optional_select &&
           is_variable_or_path(instructions[optional.a]) &&
           (empty_list || otherwise.code == Opcode::constant);
  }

  std::uint32_t call(const Node& node, const NodeInfo& info) {
    if (info.macro != Macro::none) return macro(node, info);
    const auto operands = generate_all(node, info.qualified ? 1 : 0);
    if (!info.function) {
      return emit_failure(node, ErrorCode::undeclared, "unbound function: " + node.text);
    }
    if (const auto pattern = constant_pattern(*info.function, operands)) {
      return emit(node, Opcode::matches, operands[0], *pattern, operands[1]);
    }
    if (const auto date = constant_date(node, *info.function, operands)) return *date;
    code_->functions.push_back(*info.function);
    const bool defaulted = is_field_or_default(*info.function, operands);
    return emit_operands(node, Opcode::call, operands,
                         static_cast<std::uint32_t>(code_->functions.size() - 1),
                         defaulted ? 1 : 0);
  }

  /// A pattern that is a constant is compiled once.
  std::optional<std::uint32_t> constant_pattern(const FunctionGroup& function,
                                                const std::vector<std::uint32_t>& operands) {
    if (function.name != "matches" || operands.size() != 2) return std::nullopt;
    const Value* pattern = constant(operands[1]);
    if (!pattern || !pattern->is(Kind::string)) return std::nullopt;
    std::string error;
    auto compiled = checked_.patterns->compile(pattern->text(), error);
    if (!compiled) return std::nullopt;
    code_->patterns.push_back(std::move(compiled));
    return static_cast<std::uint32_t>(code_->patterns.size() - 1);
  }

  std::optional<std::uint32_t> constant_date(const Node& node, const FunctionGroup& function,
                                             const std::vector<std::uint32_t>& operands) {
    if (function.name != "date" || function.member || !all_constant(operands)) return std::nullopt;
    std::vector<Value> arguments;
    arguments.reserve(operands.size());
    for (const auto operand : operands) arguments.push_back(*constant(operand));
    Context context(code_->memory, unlimited);
    for (const auto& overload : function.overloads) {
      if (overload->parameters.size() != arguments.size() || !overload->builtin) continue;
      if (!(overload->accepted[0] & bit(arguments[0].kind))) continue;
      const Value made = overload->builtin(context, arguments);
      if (made.is(Kind::date)) return emit_constant(node, made);
    }
    return std::nullopt;
  }

  std::uint32_t macro(const Node& node, const NodeInfo& info) {
    switch (info.macro) {
      case Macro::has:
        return emit(node, Opcode::has, 0, select(*node.children[0], Opcode::select));
      case Macro::greatest:
      case Macro::least:
        return emit_operands(node, Opcode::extreme, generate_all(node, 1), 0,
                             info.macro == Macro::greatest);
      case Macro::bind: {
        const Node& bound = *node.children[2];
        const auto held = generate(bound);
        const bool is_path = bound.kind == NodeKind::select || bound.kind == NodeKind::name;
        if (is_path) bound_[info.slot] = path_of(bound);
        const auto result = generate(*node.children[3]);
        bound_.erase(info.slot);
        return emit(node, Opcode::bind, held, info.slot, result);
      }
      case Macro::opt_map:
      case Macro::opt_flat_map: {
        const auto optional = generate(*node.children[0]);
        const auto result = generate(*node.children[2]);
        return emit(node, info.macro == Macro::opt_map ? Opcode::opt_map : Opcode::opt_flat_map,
                    optional, info.slot, result);
      }
      default:
        return comprehension(node, info);
    }
  }

  std::uint32_t comprehension(const Node& node, const NodeInfo& info) {
    Comprehension made{};
    made.macro = info.macro;
    made.slot = info.slot;
    made.two_variables = is_two_variable(node, info.macro);
    made.range = generate(*node.children[0]);
    const std::size_t first = made.two_variables ? 3 : 2;
    made.filter = nothing;
    if (node.children.size() > first + 1) made.filter = generate(*node.children[first]);
    made.new_key = nothing;
    const Node& last = *node.children.back();
    if (info.macro == Macro::transform_map_entry) {
      made.new_key = generate(*last.children[0]);
      made.step = generate(*last.children[1]);
    } else {
      made.step = generate(last);
    }
    code_->comprehensions.push_back(made);
    return emit(node, Opcode::comprehension,
                static_cast<std::uint32_t>(code_->comprehensions.size() - 1));
  }
  static bool is_two_variable(const Node& node, Macro macro) {
    if (macro == Macro::map || macro == Macro::filter) return false;
    return macro >= Macro::transform_list || node.children.size() == 4;
  }

  const Checked& checked_;
  std::unique_ptr<Code> code_;
  std::map<std::uint32_t, std::string> bound_;  // paths of what `cel.bind` bound, by slot
};

}  // namespace

std::unique_ptr<Code> generate(const Node& node, const Checked& checked) {
  return Generator(checked).run(node);
}

}  // namespace guiju::cel
