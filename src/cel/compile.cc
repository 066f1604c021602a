#include <algorithm>

#include "cel/evaluator.h"
#include "cel/parse.h"

namespace guiju::cel {

Program::Program(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Program::Program(Program&&) noexcept = default;
Program& Program::operator=(Program&&) noexcept = default;
Program::~Program() = default;

const Type* Program::type() const { return impl_->type; }
std::vector<std::string> Program::reads() const { return impl_->code->reads; }

std::vector<FieldRead> Program::fields() const {
  std::vector<FieldRead> known;
  for (const auto& use : impl_->code->fields) {
    if (use.record == nullptr || use.field >= use.record->fields().size()) continue;
    known.push_back({use.record, use.field});
  }
  return known;
}

std::optional<std::vector<std::uint32_t>> Program::fields_of(std::uint32_t slot) const {
  const auto& instructions = impl_->code->instructions;
  const auto is_variable = [&](const Instruction& instruction) {
    return instruction.code == Opcode::variable && instruction.a == slot;
  };
  std::vector<std::uint32_t> fields;
  for (const auto& instruction : instructions) {
    if (instruction.code != Opcode::field || !is_variable(instructions[instruction.a])) continue;
    fields.push_back(impl_->code->fields[instruction.b].field);
  }
  // The program is a tree: whatever mentions the variable is the operand of one instruction.
  const auto mentions = std::count_if(instructions.begin(), instructions.end(), is_variable);
  if (static_cast<std::size_t>(mentions) != fields.size()) return std::nullopt;
  return fields;
}

Value Program::evaluate(std::span<const Value> variables, Arena& arena, Budget& budget) const {
  // Half of all programs only name a field, and no evaluator is needed to find it.
  const Code& code = *impl_->code;
  const Instruction& root = code.instructions[code.root];
  if (root.code == Opcode::field && budget.steps > root.count) {
    if (const Value* found = follow_path(code, root, variables, nullptr)) {
      budget.steps -= std::uint64_t{root.count} + 1;
      return *found;
    }
  }
  return Evaluator(code, variables, arena, budget).run();
}

std::optional<Program> compile(const Node& node, std::string text, const Environment& environment,
                               const Type* expected, Checking checking, const Placing& placing,
                               Diagnostics& diagnostics) {
  Reporter reporter(placing, diagnostics);
  const Checked checked = check(node, environment, expected, checking, reporter);
  if (reporter.count() > 0) return std::nullopt;
  auto impl = std::make_unique<Program::Impl>();
  impl->text = std::move(text);
  impl->type = checked.type;
  impl->code = generate(node, checked);
  return Program(std::move(impl));
}

std::optional<Program> compile(std::string_view text, const Environment& environment,
                               const Type* expected, const Placing& placing,
                               Diagnostics& diagnostics) {
  const auto node = parse(text, placing, diagnostics);
  if (!node) return std::nullopt;
  return compile(*node, std::string(text), environment, expected, Checking::full, placing,
                 diagnostics);
}

}  // namespace guiju::cel
