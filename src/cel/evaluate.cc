#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "cel/evaluator.h"

namespace guiju::cel {
namespace {

bool is_true(const Value& value) { return value.is(Kind::boolean) && value.boolean; }
bool is_false(const Value& value) { return value.is(Kind::boolean) && !value.boolean; }

// Calls with more arguments than this keep them in the arena.
constexpr std::size_t few = 4;

/// The field of a record of the type that the checker knew; null for anything else, and where the
/// record lacks it.
const Value* known_field(const FieldUse& use, const Value& holder) {
  if (!holder.is(Kind::record) || holder.record->type() != use.record) return nullptr;
  const Value& found = holder.record->field(use.field);
  return found.is(Kind::absent) ? nullptr : &found;
}

}  // namespace

const Value* follow_path(const Code& code, const Instruction& field,
                         std::span<const Value> variables, const Value* locals) {
  if (field.count == 0) return nullptr;
  const Instruction& start = code.instructions[code.paths[field.c]];
  const bool local = start.code == Opcode::local;
  if (!local && start.a >= variables.size()) return nullptr;
  const Value* value = local ? &locals[start.a] : &variables[start.a];
  for (std::uint32_t i = 1; i <= field.count; ++i) {
    value = known_field(code.fields[code.paths[field.c + i]], *value);
    if (value == nullptr) return nullptr;
  }
  return value;
}

Evaluator::Evaluator(const Code& code, std::span<const Value> variables, Arena& arena,
                     Budget& budget)
    : code_(code),
      variables_(variables),
      budget_(budget),
      context_(arena, budget.steps),
      locals_(few_locals_) {
  if (code.locals <= std::size(few_locals_)) {
    std::uninitialized_default_construct_n(few_locals_, code.locals);
  } else {
    locals_ = arena.make<Value>(code.locals);
  }
}

Evaluator::~Evaluator() { budget_.steps = context_.steps(); }

Value Evaluator::run() {
  const Value value = evaluate(code_.root);
  // Even if the rest was absorbed: what a program without steps left answers means nothing.
  if (context_.exhausted()) return context_.out_of_steps();
  if (!value.is(Kind::error)) return value;
  return Value::of(gather_missing(context_.arena, value.error));
}

const Error* Evaluator::join(const Error* left, const Value& right) {
  return right.is(Kind::error) ? join_errors(context_.arena, left, right.error) : left;
}

Value Evaluator::evaluate(std::uint32_t at) {
  const Instruction& instruction = code_.instructions[at];
  if (instruction.code == Opcode::field) {
    if (const Value* found = follow(instruction)) return *found;
  }
  if (!context_.spend()) return context_.out_of_steps();
  switch (instruction.code) {
    case Opcode::constant:
      return code_.constants[instruction.a];
    case Opcode::variable:
      if (instruction.a < variables_.size()) return variables_[instruction.a];
      return context_.fail(ErrorCode::undeclared, "unknown variable");
    case Opcode::local:
      return locals_[instruction.a];
    case Opcode::fail:
      return context_.fail(static_cast<ErrorCode>(instruction.flags), code_.names[instruction.a]);
    case Opcode::field:
    case Opcode::select: {
      Value room;
      const FieldUse& use = code_.fields[instruction.b];
      const Value& holder = look(instruction.a, room);
      const Value* found = known_field(use, holder);
      return found != nullptr ? *found : select(use, holder);
    }
    case Opcode::optional_select:
      return optional_select(code_.fields[instruction.b], evaluate(instruction.a));
    case Opcode::has:
      return has(instruction.b);
    case Opcode::logical_not: {
      Value room;
      const Value& operand = look(instruction.a, room);
      if (operand.is(Kind::boolean)) return Value::of(!operand.boolean);
      return operand.is(Kind::error) ? operand : not_a_condition();
    }
    case Opcode::negate: {
      const Value operand = evaluate(instruction.a);
      return operand.is(Kind::error) ? operand : negate(context_, operand);
    }
    case Opcode::logical_and:
      return logical_and(instruction);
    case Opcode::logical_or:
      return logical_or(instruction);
    case Opcode::conditional:
      return conditional(instruction);
    case Opcode::call: {
      Value room;
      const Value* found = instruction.flags != 0 ? field_of_optional(instruction, room) : nullptr;
      return found != nullptr ? *found : call(instruction);
    }
    case Opcode::matches:
      return matches(instruction);
    case Opcode::extreme:
      return extreme(instruction);
    case Opcode::list:
      return list(instruction);
    case Opcode::map:
      return map(instruction);
    case Opcode::comprehension:
      return comprehension(code_.comprehensions[instruction.a]);
    case Opcode::equal:
    case Opcode::not_equal: {
      Value left_room;
      Value right_room;
      const Value& left = look(instruction.a, left_room);
      const Value& right = look(instruction.b, right_room);
      if (left.is(Kind::error) || right.is(Kind::error)) return failed(left, right);
      const bool wanted = instruction.code == Opcode::equal;
      return Value::of(equal_within(context_, left, right) == wanted);
    }
    case Opcode::bind:
      // An error is bound as well: it matters only if the variable is used.
      locals_[instruction.b] = evaluate(instruction.a);
      return evaluate(instruction.c);
    case Opcode::opt_map:
    case Opcode::opt_flat_map:
      return optional_macro(instruction);
    default:
      return binary(instruction);
  }
}

const Value& Evaluator::look(std::uint32_t at, Value& room) {
  const Instruction& instruction = code_.instructions[at];
  switch (instruction.code) {
    case Opcode::constant:
      if (!context_.spend()) break;
      return code_.constants[instruction.a];
    case Opcode::local:
      if (!context_.spend()) break;
      return locals_[instruction.a];
    case Opcode::variable:
      if (instruction.a >= variables_.size() || !context_.spend()) break;
      return variables_[instruction.a];
    case Opcode::field:
      if (const Value* found = follow(instruction)) return *found;
      break;
    default:
      break;
  }
  return room = evaluate(at);
}

const Value* Evaluator::follow(const Instruction& field) {
  const Value* value = follow_path(code_, field, variables_, locals_);
  // A step for each instruction on the way, as if they had been evaluated one by one.
  return value != nullptr && context_.spend(std::uint64_t{field.count} + 1) ? value : nullptr;
}

// --- fields

Value Evaluator::record_field(const FieldUse& use, const Value& operand) {
  const Record& record = *operand.record;
  std::uint32_t field = use.field;
  if (record.type() != use.record) {
    const int found = record.type()->find(code_.names[use.name]);
    if (found < 0) return context_.fail(ErrorCode::no_such_field, "no such field");
    field = static_cast<std::uint32_t>(found);
  }
  const Value& found = record.field(field);
  if (!found.is(Kind::absent)) return found;
  return context_.missing(record, field, operand.origin, code_.names[use.path]);
}

Value Evaluator::select(const FieldUse& use, const Value& operand) {
  switch (operand.kind) {
    case Kind::error:
      return operand;
    case Kind::record:
      return record_field(use, operand);
    case Kind::map: {
      const auto& name = code_.names[use.name];
      if (const Value* found = find(*operand.map, Value::of_string(name))) return *found;
      return context_.fail_with(ErrorCode::no_such_key, "no such key: '" + name + "'");
    }
    case Kind::optional:
      return optional_select(use, operand);
    default:
      return context_.fail(ErrorCode::no_matching_overload,
                           "no such overload: type does not support field selection");
  }
}

Value Evaluator::optional_select(const FieldUse& use, const Value& operand) {
  if (operand.is(Kind::error)) return operand;
  if (operand.is(Kind::optional)) {
    return operand.held ? optional_select(use, *operand.held) : operand;
  }
  const Value found = select(use, operand);
  if (!found.is(Kind::error)) return context_.some(found);
  const auto code = found.error->code;
  const bool there_is_none = code == ErrorCode::no_such_key || code == ErrorCode::missing_field;
  return there_is_none ? Value::of_optional(nullptr) : found;
}

Value Evaluator::has(std::uint32_t at) {
  const Instruction& selected = code_.instructions[at];
  const FieldUse& use = code_.fields[selected.b];
  Value room;
  const Value* operand = operand_of_has(selected.a, room);
  if (operand != nullptr && operand->is(Kind::optional)) operand = operand->held;
  if (operand == nullptr) return Value::of(false);
  if (known_field(use, *operand) != nullptr) return Value::of(true);
  switch (operand->kind) {
    case Kind::error:
      return *operand;
    case Kind::record:
    case Kind::map: {
      const Value found = select(use, *operand);
      if (!found.is(Kind::error)) return Value::of(true);
      const auto code = found.error->code;
      const bool absent = code == ErrorCode::no_such_key || code == ErrorCode::missing_field;
      return absent ? Value::of(false) : found;
    }
    default:
      return context_.no_overload();
  }
}

const Value* Evaluator::operand_of_has(std::uint32_t at, Value& room) {
  const Instruction& instruction = code_.instructions[at];
  const bool is_field = instruction.code == Opcode::field || instruction.code == Opcode::select;
  if (!is_field) return &look(at, room);
  const FieldUse& use = code_.fields[instruction.b];
  const Value* holder = operand_of_has(instruction.a, room);
  if (holder == nullptr) return nullptr;
  if (const Value* found = known_field(use, *holder)) return found;
  const bool of_record = holder->is(Kind::record);
  room = select(use, *holder);
  const bool lacks =
      of_record && room.is(Kind::error) && room.error->code == ErrorCode::missing_field;
  return lacks ? nullptr : &room;
}

Value Evaluator::list_index(const List& list, const Value& key) {
  std::int64_t index = -1;
  switch (key.kind) {
    case Kind::integer:
      index = key.integer;
      break;
    case Kind::uinteger:
      index = static_cast<std::int64_t>(std::min<std::uint64_t>(
          key.uinteger, std::uint64_t{std::numeric_limits<std::int64_t>::max()}));
      break;
    case Kind::real:
      // A double that is a whole number counts as that number.
      if (key.real != std::floor(key.real) || std::fabs(key.real) > 1e15) {
        return context_.fail(ErrorCode::invalid_argument, "invalid_argument");
      }
      index = static_cast<std::int64_t>(key.real);
      break;
    default:
      return context_.fail(ErrorCode::invalid_argument, "invalid_argument");
  }
  if (index < 0 || index >= static_cast<std::int64_t>(list.elements.size())) {
    return context_.fail_with(ErrorCode::index_out_of_range,
                              "index out of bounds: " + std::to_string(index));
  }
  return list.elements[static_cast<std::size_t>(index)];
}

Value Evaluator::index(const Value& operand, const Value& key) {
  switch (operand.kind) {
    case Kind::list:
      return list_index(*operand.list, key);
    case Kind::map: {
      if (!context_.spend(operand.map->held.slots.empty() ? operand.map->entries.size() : 1)) {
        return context_.out_of_steps();
      }
      const Value* found = find(*operand.map, key);
      return found ? *found : context_.fail(ErrorCode::no_such_key, "no such key");
    }
    case Kind::optional:
      return optional_index(operand, key);
    default:
      return context_.no_overload();
  }
}

Value Evaluator::optional_index(const Value& operand, const Value& key) {
  if (operand.is(Kind::optional)) {
    return operand.held ? optional_index(*operand.held, key) : operand;
  }
  const Value found = index(operand, key);
  if (!found.is(Kind::error)) return context_.some(found);
  const auto code = found.error->code;
  const bool there_is_none =
      code == ErrorCode::no_such_key || code == ErrorCode::index_out_of_range;
  return there_is_none ? Value::of_optional(nullptr) : found;
}

// --- logic: one false decides `&&` whatever the others are, errors included, and one true `||`

Value Evaluator::logical_and(const Instruction& instruction) {
  const Error* error = nullptr;
  for (std::uint32_t i = 0; i < instruction.count; ++i) {
    Value room;
    const Value& operand = look(code_.operands[instruction.a + i], room);
    if (is_false(operand)) return Value::of(false);
    if (!is_true(operand))
      error = join(error, operand.is(Kind::error) ? operand : not_a_condition());
  }
  return error ? Value::of(error) : Value::of(true);
}

Value Evaluator::logical_or(const Instruction& instruction) {
  const Error* error = nullptr;
  for (std::uint32_t i = 0; i < instruction.count; ++i) {
    Value room;
    const Value& operand = look(code_.operands[instruction.a + i], room);
    if (is_true(operand)) return Value::of(true);
    if (!is_false(operand)) {
      error = join(error, operand.is(Kind::error) ? operand : not_a_condition());
    }
  }
  return error ? Value::of(error) : Value::of(false);
}

Value Evaluator::conditional(const Instruction& instruction) {
  Value room;
  const Value& condition = look(instruction.a, room);
  if (is_true(condition)) return evaluate(instruction.b);
  if (is_false(condition)) return evaluate(instruction.c);
  return condition.is(Kind::error) ? condition : not_a_condition();
}

// --- binary operators

Value Evaluator::binary(const Instruction& instruction) {
  Value left_room;
  Value right_room;
  const Value& left = look(instruction.a, left_room);
  const Value& right = look(instruction.b, right_room);
  if (left.is(Kind::error) || right.is(Kind::error)) return failed(left, right);
  return apply(instruction.code, left, right);
}

Value Evaluator::failed(const Value& left, const Value& right) {
  return Value::of(join(left.is(Kind::error) ? left.error : nullptr, right));
}

Value Evaluator::apply(Opcode code, const Value& left, const Value& right) {
  switch (code) {
    case Opcode::less:
    case Opcode::less_equal:
    case Opcode::greater:
    case Opcode::greater_equal:
      return order(code, left, right);
    case Opcode::in:
      return contains(context_, left, right);
    case Opcode::add:
      return cel::add(context_, left, right);
    case Opcode::subtract:
      return cel::subtract(context_, left, right);
    case Opcode::multiply:
      return cel::multiply(context_, left, right);
    case Opcode::divide:
      return cel::divide(context_, left, right);
    case Opcode::modulo:
      return cel::modulo(context_, left, right);
    case Opcode::index:
      return index(left, right);
    case Opcode::optional_index:
      return optional_index(left, right);
    default:
      return context_.no_overload();
  }
}

Value Evaluator::order(Opcode code, const Value& left, const Value& right) {
  if (left.is(Kind::string) && right.is(Kind::string) &&
      !context_.spend_bytes(std::min(left.size, right.size))) {
    return context_.out_of_steps();
  }
  const Order order = compare(left, right);
  if (order == Order::none) return context_.no_overload();
  if (order == Order::unordered) return Value::of(false);
  switch (code) {
    case Opcode::less:
      return Value::of(order == Order::less);
    case Opcode::less_equal:
      return Value::of(order != Order::greater);
    case Opcode::greater:
      return Value::of(order == Order::greater);
    default:
      return Value::of(order != Order::less);
  }
}

// --- calls

const Error* Evaluator::operands(const Instruction& instruction, Value* values) {
  const Error* error = nullptr;
  for (std::uint32_t i = 0; i < instruction.count; ++i) {
    values[i] = evaluate(code_.operands[instruction.a + i]);
    error = join(error, values[i]);
  }
  return error;
}

Value Evaluator::call(const Instruction& instruction) {
  std::array<Value, few> on_stack;
  Value* arguments =
      instruction.count <= few ? on_stack.data() : context_.arena.make<Value>(instruction.count);
  if (const auto* error = operands(instruction, arguments)) return Value::of(error);
  return dispatch(code_.functions[instruction.b], {arguments, instruction.count});
}

const Value* Evaluator::field_of_optional(const Instruction& call, Value& room) {
  const Instruction& selected = code_.instructions[code_.operands[call.a]];
  return known_field(code_.fields[selected.b], look(selected.a, room));
}

Value Evaluator::dispatch(const FunctionGroup& function, std::span<const Value> arguments) {
  for (const auto& overload : function.overloads) {
    if (overload->accepted.size() != arguments.size()) continue;
    bool fits = true;
    for (std::size_t i = 0; i < arguments.size() && fits; ++i) {
      fits = (overload->accepted[i] & bit(arguments[i].kind)) != 0;
    }
    if (!fits) continue;
    if (overload->builtin) return overload->builtin(context_, arguments);
    if (overload->host) return overload->host({context_.arena, arguments, overload->data});
  }
  return context_.no_overload();
}

Value Evaluator::matches(const Instruction& instruction) {
  const Value text = evaluate(instruction.a);
  if (text.is(Kind::error)) return text;
  if (!text.is(Kind::string)) return context_.no_overload();
  const Regex& pattern = *code_.patterns[instruction.b];
  if (!context_.spend(pattern.steps_to_search(text.size))) return context_.out_of_steps();
  return Value::of(pattern.search(text.text()));
}

Value Evaluator::extreme(const Instruction& instruction) {
  auto* numbers = context_.arena.make<Value>(instruction.count);
  if (const auto* error = operands(instruction, numbers)) return Value::of(error);
  return math_extreme(context_, {numbers, instruction.count}, instruction.flags != 0);
}

// --- lists and maps

bool Evaluator::is_optional_entry(const Instruction& instruction, std::size_t entry) const {
  return instruction.flags != 0 && code_.optional_entries[instruction.b][entry];
}

Value Evaluator::list(const Instruction& instruction) {
  auto* elements = context_.arena.make<Value>(instruction.count);
  if (const auto* error = operands(instruction, elements)) return Value::of(error);
  std::size_t count = 0;
  for (std::size_t i = 0; i < instruction.count; ++i) {
    Value element = elements[i];
    if (is_optional_entry(instruction, i)) {
      if (!element.is(Kind::optional)) return context_.no_overload();
      if (!element.held) continue;
      element = *element.held;
    }
    elements[count++] = element;
  }
  return context_.list({elements, count});
}

Value Evaluator::map(const Instruction& instruction) {
  auto* operand_values = context_.arena.make<Value>(instruction.count);
  if (const auto* error = operands(instruction, operand_values)) return Value::of(error);
  std::vector<Entry> entries;
  for (std::size_t i = 0; i + 1 < instruction.count; i += 2) {
    Value value = operand_values[i + 1];
    if (is_optional_entry(instruction, i / 2)) {
      if (!value.is(Kind::optional)) return context_.no_overload();
      if (!value.held) continue;
      value = *value.held;
    }
    entries.push_back({operand_values[i], value});
  }
  return make_map_of(entries);
}

Value Evaluator::make_map_of(std::vector<Entry>& entries) {
  constexpr std::uint32_t keys =
      1u << static_cast<unsigned>(Kind::boolean) | 1u << static_cast<unsigned>(Kind::integer) |
      1u << static_cast<unsigned>(Kind::uinteger) | 1u << static_cast<unsigned>(Kind::string);
  for (const auto& entry : entries) {
    if (!(keys & bit(entry.key.kind))) {
      return context_.fail(ErrorCode::invalid_argument, "unsupported key type");
    }
  }
  auto* kept = context_.arena.make<Entry>(entries.size());
  std::copy(entries.begin(), entries.end(), kept);
  const Map* map = make_map(context_.arena, {kept, entries.size()});
  // In a map without repeated keys every key finds its own value.
  for (const auto& entry : map->entries) {
    const bool searched = map->held.slots.empty();
    if (!context_.spend(searched ? entries.size() : 1)) return context_.out_of_steps();
    if (find(*map, entry.key) != &entry.value) {
      return context_.fail(ErrorCode::invalid_argument, "Failed with repeated key");
    }
  }
  if (map->held.weight > max_weight || map->held.depth > max_depth) return context_.out_of_steps();
  return Value::of(map);
}

// --- comprehensions

Value Evaluator::comprehension(const Comprehension& loop) {
  Value room;
  const Value& range = look(loop.range, room);
  switch (loop.macro) {
    case Macro::all:
    case Macro::exists:
      return quantifier(loop, range);
    case Macro::exists_one:
      return exists_one(loop, range);
    case Macro::transform_map:
    case Macro::transform_map_entry:
      return collect_map(loop, range);
    default:
      return collect(loop, range);
  }
}

/// `all` is `&&` and `exists` is `||` over the elements: one of them may decide, whatever the
/// others are.
Value Evaluator::quantifier(const Comprehension& loop, const Value& range) {
  const bool deciding = loop.macro == Macro::exists;
  const Error* error = nullptr;
  bool decided = false;
  const auto* failed = each(loop, range, [&] {
    Value room;
    const Value& value = look(loop.step, room);
    if (!value.is(Kind::boolean)) {
      error = join(error, value.is(Kind::error) ? value : not_a_condition());
      return true;
    }
    decided = value.boolean == deciding;
    return !decided;
  });
  if (failed) return Value::of(failed);
  if (decided) return Value::of(deciding);
  return error ? Value::of(error) : Value::of(!deciding);
}

Value Evaluator::exists_one(const Comprehension& loop, const Value& range) {
  const Error* error = nullptr;
  std::size_t count = 0;
  const auto* failed = each(loop, range, [&] {
    const auto holds = passes(loop.step, error);
    if (holds && *holds) ++count;
    return true;
  });
  if (failed) return Value::of(failed);
  return error ? Value::of(error) : Value::of(count == 1);
}

std::optional<bool> Evaluator::passes(std::uint32_t filter, const Error*& error) {
  if (filter == nothing) return true;
  Value room;
  const Value& value = look(filter, room);
  if (value.is(Kind::boolean)) return value.boolean;
  error = join(error, value.is(Kind::error) ? value : not_a_condition());
  return std::nullopt;
}

Value Evaluator::collect(const Comprehension& loop, const Value& range) {
  const bool filter_only = loop.macro == Macro::filter;
  const std::uint32_t filter = filter_only ? loop.step : loop.filter;
  const std::size_t most = range.is(Kind::list)  ? range.list->elements.size()
                           : range.is(Kind::map) ? range.map->entries.size()
                                                 : 0;
  auto* elements = context_.arena.make<Value>(most);
  const Error* error = nullptr;
  std::size_t count = 0;
  const auto* failed = each(loop, range, [&] {
    const auto passed = passes(filter, error);
    if (!passed || !*passed) return true;
    const Value element = filter_only ? locals_[loop.slot] : evaluate(loop.step);
    if (element.is(Kind::error)) {
      error = join(error, element);
    } else {
      elements[count++] = element;
    }
    return true;
  });
  if (failed) return Value::of(failed);
  return error ? Value::of(error) : context_.list({elements, count});
}

Value Evaluator::collect_map(const Comprehension& loop, const Value& range) {
  std::vector<Entry> entries;
  const Error* error = nullptr;
  const auto* failed = each(loop, range, [&] {
    const auto passed = passes(loop.filter, error);
    if (!passed || !*passed) return true;
    const Value key = loop.new_key == nothing ? locals_[loop.slot] : evaluate(loop.new_key);
    const Value value = evaluate(loop.step);
    error = join(join(error, key), value);
    entries.push_back({key, value});
    return true;
  });
  if (failed) return Value::of(failed);
  return error ? Value::of(error) : make_map_of(entries);
}

Value Evaluator::optional_macro(const Instruction& instruction) {
  const Value optional = evaluate(instruction.a);
  if (optional.is(Kind::error)) return optional;
  if (!optional.is(Kind::optional)) return context_.no_overload();
  if (!optional.held) return optional;
  locals_[instruction.b] = *optional.held;
  const Value result = evaluate(instruction.c);
  if (result.is(Kind::error)) return result;
  if (instruction.code == Opcode::opt_map) return context_.some(result);
  return result.is(Kind::optional) ? result : context_.no_overload();
}

}  // namespace guiju::cel
