#pragma once
#include <array>
#include <iterator>

#include "cel/code.h"

namespace guiju::cel {

/// The value at the end of a path of fields (Opcode::field), if all are there; `locals` may be null
/// where the path does not begin with one.
const Value* follow_path(const Code& code, const Instruction& field,
                         std::span<const Value> variables, const Value* locals);

/// Runs a program, or any part of it. One evaluation each; made on the stack.
class Evaluator {
 public:
  Evaluator(const Code& code, std::span<const Value> variables, Arena& arena, Budget& budget);
  ~Evaluator();
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  /// The value of the whole; of a missing-field error, every field is in its list.
  Value run();

  /// The value of one instruction, with the locals as they are now.
  Value evaluate(std::uint32_t at);
  /// Calls `visit` for each element of a comprehension's range with its variables set, until it
  /// answers false. Answers the range's error, if it is one or is no range.
  template <typename Visit>
  const Error* each(const Comprehension& loop, const Value& range, Visit visit);

  Context& context() { return context_; }
  void set_local(std::uint32_t slot, const Value& value) { locals_[slot] = value; }

 private:
  /// The value of one instruction: where it lies already (a constant, a variable, a field), else in
  /// `room`, where it is put. Most values are looked at once, and to copy each would cost more than
  /// to look.
  const Value& look(std::uint32_t at, Value& room);
  const Value* follow(const Instruction& field);
  Value select(const FieldUse& use, const Value& operand);
  Value optional_select(const FieldUse& use, const Value& operand);
  Value has(std::uint32_t at);
  /// The operand of `has`, as `look` gives it; null if a record on the way to it lacks the field.
  const Value* operand_of_has(std::uint32_t at, Value& room);
  Value record_field(const FieldUse& use, const Value& operand);
  Value index(const Value& operand, const Value& key);
  Value list_index(const List& list, const Value& key);
  Value optional_index(const Value& operand, const Value& key);
  Value logical_and(const Instruction& instruction);
  Value logical_or(const Instruction& instruction);
  Value conditional(const Instruction& instruction);
  Value binary(const Instruction& instruction);
  Value failed(const Value& left, const Value& right);
  Value apply(Opcode code, const Value& left, const Value& right);
  Value order(Opcode code, const Value& left, const Value& right);
  Value call(const Instruction& instruction);
  /// What a call with flag 1 gives, if the field is there: nothing is wrapped just to be unwrapped.
  const Value* field_of_optional(const Instruction& call, Value& room);
  Value dispatch(const FunctionGroup& function, std::span<const Value> arguments);
  Value matches(const Instruction& instruction);
  Value extreme(const Instruction& instruction);
  /// Evaluates the operands of an instruction; answers the error of those that have none.
  const Error* operands(const Instruction& instruction, Value* values);
  Value list(const Instruction& instruction);
  Value map(const Instruction& instruction);
  Value make_map_of(std::vector<Entry>& entries);
  bool is_optional_entry(const Instruction& instruction, std::size_t entry) const;
  Value comprehension(const Comprehension& loop);
  Value quantifier(const Comprehension& loop, const Value& range);
  Value exists_one(const Comprehension& loop, const Value& range);
  Value collect(const Comprehension& loop, const Value& range);
  Value collect_map(const Comprehension& loop, const Value& range);
  /// Whether an element passes the filter; none, and the error added to `error`, if unknown.
  std::optional<bool> passes(std::uint32_t filter, const Error*& error);
  Value optional_macro(const Instruction& instruction);
  Value not_a_condition() { return context_.no_overload(); }
  const Error* join(const Error* left, const Value& right);

  const Code& code_;
  std::span<const Value> variables_;
  Budget& budget_;
  Context context_;
  union {
    Value few_locals_[4];  // most expressions need no more, and many none: made only as needed
  };
  Value* locals_;
};

template <typename Visit>
const Error* Evaluator::each(const Comprehension& loop, const Value& range, Visit visit) {
  if (range.is(Kind::error)) return range.error;
  Value& first = locals_[loop.slot];
  if (range.is(Kind::list)) {
    const auto elements = range.list->elements;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      if (!context_.spend()) return context_.out_of_steps().error;
      if (loop.two_variables) {
        first = Value::of(static_cast<std::int64_t>(i));
        locals_[loop.slot + 1] = elements[i];
      } else {
        first = elements[i];
      }
      if (!visit()) return nullptr;
    }
    return nullptr;
  }
  if (!range.is(Kind::map)) return context_.no_overload().error;
  for (const auto& entry : range.map->entries) {
    if (!context_.spend()) return context_.out_of_steps().error;
    first = entry.key;
    if (loop.two_variables) locals_[loop.slot + 1] = entry.value;
    if (!visit()) return nullptr;
  }
  return nullptr;
}

}  // namespace guiju::cel
