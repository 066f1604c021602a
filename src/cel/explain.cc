#include "cel/evaluator.h"

namespace guiju::cel {
namespace {

// Of a list that fails in many elements, so many are explained.
constexpr std::size_t explained_elements = 20;

std::string_view operation_of(Opcode code) {
  switch (code) {
    case Opcode::equal:
      return "==";
    case Opcode::not_equal:
      return "!=";
    case Opcode::less:
      return "<";
    case Opcode::less_equal:
      return "<=";
    case Opcode::greater:
      return ">";
    case Opcode::greater_equal:
      return ">=";
    case Opcode::in:
      return "in";
    default:
      return {};
  }
}

std::string_view name_of(Macro macro) {
  switch (macro) {
    case Macro::all:
      return "all";
    case Macro::exists:
      return "exists";
    case Macro::exists_one:
      return "exists_one";
    default:
      return {};
  }
}

/// Walks down a condition that did not hold, into those parts only that made it so.
class Explainer {
 public:
  Explainer(const Code& code, const std::string& text, Evaluator& evaluator)
      : code_(code), text_(text), evaluator_(evaluator) {}

  /// Why the instruction is not `wanted`; `negated`: under an odd number of `!`.
  void blame(std::uint32_t at, bool wanted, bool negated) {
    const Instruction& instruction = code_.instructions[at];
    switch (instruction.code) {
      case Opcode::logical_not:
        return blame(instruction.a, !wanted, !negated);
      case Opcode::logical_and:
      case Opcode::logical_or:
        return blame_operands(instruction, wanted, negated);
      case Opcode::conditional:
        return blame_branch(instruction, wanted, negated);
      case Opcode::bind:
        evaluator_.set_local(instruction.b, evaluator_.evaluate(instruction.a));
        return blame(instruction.c, wanted, negated);
      case Opcode::comprehension:
        return blame_comprehension(at, wanted, negated);
      default:
        return add_atom(at, negated);
    }
  }

  std::vector<Atom> take() { return std::move(atoms_); }

 private:
  bool is(std::uint32_t at, bool wanted) {
    const Value value = evaluator_.evaluate(at);
    return value.is(Kind::boolean) && value.boolean == wanted;
  }

  /// The operands that are not as wanted: of a false `&&` the false ones, of a false `||` all.
  void blame_operands(const Instruction& instruction, bool wanted, bool negated) {
    for (std::uint32_t i = 0; i < instruction.count; ++i) {
      const std::uint32_t operand = code_.operands[instruction.a + i];
      if (is(operand, !wanted)) blame(operand, wanted, negated);
    }
  }

  void blame_branch(const Instruction& instruction, bool wanted, bool negated) {
    const bool taken = is(instruction.a, true);
    blame(taken ? instruction.b : instruction.c, wanted, negated);
  }

  void blame_comprehension(std::uint32_t at, bool wanted, bool negated) {
    const auto& loop = code_.comprehensions[code_.instructions[at].a];
    const Value range = evaluator_.evaluate(loop.range);
    // An `all` fails by its false elements; a `!exists` by its true ones.
    const bool by_elements =
        (loop.macro == Macro::all && wanted) || (loop.macro == Macro::exists && !wanted);
    if (!by_elements) add_comprehension(at, loop, range, negated);
    const bool only_element = loop.macro == Macro::exists && size_of(range) == 1;
    if (by_elements || only_element) blame_elements(loop, range, wanted, negated);
  }

  static std::size_t size_of(const Value& range) {
    if (range.is(Kind::list)) return range.list->elements.size();
    return range.is(Kind::map) ? range.map->entries.size() : 0;
  }

  void blame_elements(const Comprehension& loop, const Value& range, bool wanted, bool negated) {
    std::size_t explained = 0;
    evaluator_.each(loop, range, [&] {
      if (!is(loop.step, !wanted)) return true;
      blame(loop.step, wanted, negated);
      return ++explained < explained_elements;
    });
  }

  // --- atoms

  std::string text_of(std::uint32_t at) const {
    const Span span = code_.spans[at];
    return span.end <= text_.size() ? text_.substr(span.begin, span.end - span.begin)
                                    : std::string();
  }

  Atom atom_at(std::uint32_t at, bool negated) const {
    Atom atom;
    atom.text = text_of(at);
    atom.where = code_.spans[at];
    atom.negated = negated;
    return atom;
  }

  void add_atom(std::uint32_t at, bool negated) {
    Atom atom = atom_at(at, negated);
    const Instruction& instruction = code_.instructions[at];
    if (const auto operation = operation_of(instruction.code); !operation.empty()) {
      atom.operation = operation;
      set_left(atom, instruction.a);
      set_right(atom, instruction.b);
    } else if (instruction.code == Opcode::has) {
      set_has(atom, code_.instructions[instruction.b]);
    } else if (instruction.code == Opcode::call) {
      atom.operation = code_.functions[instruction.b].name;
      if (instruction.count > 0) set_left(atom, code_.operands[instruction.a]);
      if (instruction.count > 1) set_right(atom, code_.operands[instruction.a + 1]);
    } else if (instruction.code == Opcode::matches) {
      atom.operation = "matches";
      set_left(atom, instruction.a);
      set_right(atom, instruction.c);
    } else {
      set_left(atom, at);
    }
    atoms_.push_back(std::move(atom));
  }

  void add_comprehension(std::uint32_t at, const Comprehension& loop, const Value& range,
                         bool negated) {
    Atom atom = atom_at(at, negated);
    atom.operation = name_of(loop.macro);
    atom.left = range;
    atom.left_text = text_of(loop.range);
    set_field(loop.range, atom.left_type, atom.left_field);
    atoms_.push_back(std::move(atom));
  }

  /// `has(x.f)`: the field itself; its value if it is there, else null at the place of `x`.
  void set_has(Atom& atom, const Instruction& selected) {
    atom.operation = "has";
    const FieldUse& use = code_.fields[selected.b];
    atom.left_text = code_.names[use.path];
    if (use.record) {
      atom.left_type = use.record;
      atom.left_field = static_cast<int>(use.field);
    }
    const Value holder = evaluator_.evaluate(selected.a);
    if (!holder.is(Kind::error)) atom.left.origin = holder.origin;
    if (holder.is(Kind::record) && holder.record->type() == use.record &&
        !holder.record->field(use.field).is(Kind::absent)) {
      atom.left = holder.record->field(use.field);
    }
  }

  void set_left(Atom& atom, std::uint32_t at) {
    atom.left = evaluator_.evaluate(at);
    atom.left_text = text_of(at);
    set_field(at, atom.left_type, atom.left_field);
  }
  void set_right(Atom& atom, std::uint32_t at) {
    atom.right = evaluator_.evaluate(at);
    atom.right_text = text_of(at);
    set_field(at, atom.right_type, atom.right_field);
  }
  void set_field(std::uint32_t at, const RecordType*& type, int& field) const {
    const Instruction& instruction = code_.instructions[at];
    if (instruction.code != Opcode::field) return;
    const FieldUse& use = code_.fields[instruction.b];
    type = use.record;
    field = static_cast<int>(use.field);
  }

  const Code& code_;
  const std::string& text_;
  Evaluator& evaluator_;
  std::vector<Atom> atoms_;
};

}  // namespace

Explanation Program::explain(std::span<const Value> variables, Arena& arena, Budget& budget) const {
  Explanation explanation;
  Evaluator evaluator(*impl_->code, variables, arena, budget);
  const Value value = evaluator.run();
  if (value.is(Kind::error)) {
    for (const auto* field = value.error->missing; field; field = field->next) {
      explanation.missing.push_back(field);
    }
    return explanation;
  }
  if (!value.is(Kind::boolean) || value.boolean) return explanation;
  Explainer explainer(*impl_->code, impl_->text, evaluator);
  explainer.blame(impl_->code->root, true, false);
  explanation.atoms = explainer.take();
  return explanation;
}

}  // namespace guiju::cel
