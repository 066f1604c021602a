#include "pack/reasoner.h"

#include <algorithm>

#include "cel/print.h"

namespace guiju {
namespace {

using cel::Operator;
using cel::TypeKind;
using cel::Value;

enum class Truth : std::uint8_t { no, yes, unknown };

Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }
Truth negated(Truth truth) {
  return truth == Truth::unknown ? truth : truth_of(truth == Truth::no);
}

/// Combinations beyond this are not tried; the answer is "perhaps".
constexpr std::size_t most_combinations = 20'000;

/// More variables have more combinations than that: each has two values or more.
constexpr std::size_t most_variables = 15;

/// Something a condition reads, by its text, with the values worth trying.
struct Variable {
  std::string text;
  const cel::Type* type = nullptr;  ///< null: a condition that is not looked into
  const std::vector<std::string>* all =
      nullptr;                   ///< every value it can have, if they can be listed
  bool is_size = false;          ///< a number of things: never below 0
  bool compared_freely = false;  ///< with another variable: every value matters
  bool by_order = false;         ///< compared by less and greater
  std::vector<Value> constants;  ///< that it is compared with
  std::vector<Value> domain;     ///< absent: missing
};

/// A condition flattened: what its leaves compare are variables or constants.
struct Step {
  enum class Op : std::uint8_t { constant, has, truth, compare, in, all, any, negate, choose };
  Op op = Op::constant;
  Operator comparison = Operator::none;
  Truth value = Truth::unknown;
  int left = -1, right = -1;  ///< variables; -1: the constant
  Value left_constant, right_constant;
  std::vector<Step> parts;

  /// How many comparisons it takes at most.
  std::uint64_t size() const {
    std::uint64_t sum = op == Op::in ? 1 + right_constant.list->elements.size() : 1;
    for (const Step& part : parts) sum += part.size();
    return sum;
  }
};

bool is_number(const Value& value) {
  return value.is(cel::Kind::integer) || value.is(cel::Kind::real) || value.is(cel::Kind::uinteger);
}

double number_of(const Value& value) {
  if (value.is(cel::Kind::real)) return value.real;
  return value.is(cel::Kind::integer) ? static_cast<double>(value.integer)
                                      : static_cast<double>(value.uinteger);
}

/// Below, equal or above; nothing where the two have no order.
std::optional<int> order(const Value& left, const Value& right) {
  const auto sign = [](auto a, auto b) { return a < b ? -1 : a > b ? 1 : 0; };
  if (left.is(cel::Kind::integer) && right.is(cel::Kind::integer))
    return sign(left.integer, right.integer);
  if (left.is(cel::Kind::date) && right.is(cel::Kind::date)) return sign(left.days, right.days);
  if (is_number(left) && is_number(right)) return sign(number_of(left), number_of(right));
  if (left.is(cel::Kind::string) && right.is(cel::Kind::string))
    return sign(left.text(), right.text());
  return std::nullopt;
}

Truth compare(Operator comparison, const Value& left, const Value& right) {
  if (left.is(cel::Kind::absent) || right.is(cel::Kind::absent)) return Truth::unknown;
  if (comparison == Operator::equal) return truth_of(cel::equal(left, right));
  if (comparison == Operator::not_equal) return truth_of(!cel::equal(left, right));
  const auto sign = order(left, right);
  if (!sign) return Truth::unknown;
  switch (comparison) {
    case Operator::less:
      return truth_of(*sign < 0);
    case Operator::less_equal:
      return truth_of(*sign <= 0);
    case Operator::greater:
      return truth_of(*sign > 0);
    case Operator::greater_equal:
      return truth_of(*sign >= 0);
    default:
      return Truth::unknown;
  }
}

bool is_equality(Operator comparison) {
  return comparison == Operator::equal || comparison == Operator::not_equal;
}

/// Whether the values worth trying answer every question of this sort about `constant`: by order
/// only whole numbers, decimals and dates.
bool can_compare(Operator comparison, const std::optional<Value>& constant) {
  if (is_equality(comparison)) return true;
  return constant && (constant->is(cel::Kind::integer) || constant->is(cel::Kind::real) ||
                      constant->is(cel::Kind::date));
}

/// The values of an enumeration. A table is none: its rows change, so what holds for all of them
/// today is no certainty.
const std::vector<std::string>* enumeration_of(const Formula& formula, const cel::Node& node) {
  const auto* info = formula.info(node);
  const bool listed =
      info != nullptr && info->type != nullptr && info->type->kind == TypeKind::enumeration;
  return listed ? &info->type->values : nullptr;
}

/// Flattens the conditions of one question after the other over common variables.
class Flattener {
 public:
  Flattener(Reasoner& reasoner, std::int64_t day) : reasoner_(reasoner), day_(day) {}

  Step condition(const Formula& formula, const cel::Node& node);
  std::size_t variables() const { return variables_.size(); }
  std::vector<Variable> take() { return std::move(variables_); }

 private:
  Step leaf(const Formula& formula, const cel::Node& node);
  Step comparison(const Formula& formula, const cel::Node& node);
  Step membership(const Formula& formula, const cel::Node& node);
  std::optional<Step> between_constants(const Formula& formula, const cel::Node& node);
  int variable(const Formula& formula, const cel::Node& node);
  int opaque(const Formula& formula, const cel::Node& node);
  Step many(Step::Op op, const Formula& formula, const cel::Node& node);

  Reasoner& reasoner_;
  std::int64_t day_;
  std::vector<Variable> variables_;
};

Step Flattener::many(Step::Op op, const Formula& formula, const cel::Node& node) {
  Step step;
  step.op = op;
  for (const auto& child : node.children) step.parts.push_back(condition(formula, *child));
  return step;
}

Step Flattener::condition(const Formula& formula, const cel::Node& node) {
  if (!reasoner_.formulas().steps().spend()) return {};
  switch (node.kind) {
    case cel::NodeKind::logical_and:
      return many(Step::Op::all, formula, node);
    case cel::NodeKind::logical_or:
      return many(Step::Op::any, formula, node);
    case cel::NodeKind::conditional:
      return many(Step::Op::choose, formula, node);
    case cel::NodeKind::unary:
      if (node.op == Operator::logical_not) return many(Step::Op::negate, formula, node);
      return leaf(formula, node);
    case cel::NodeKind::binary:
      return comparison(formula, node);
    default:
      return leaf(formula, node);
  }
}

Step Flattener::leaf(const Formula& formula, const cel::Node& node) {
  if (auto step = between_constants(formula, node)) return *std::move(step);
  const auto* info = formula.info(node);
  Step step;
  if (info != nullptr && info->macro == cel::Macro::has) {
    step.op = Step::Op::has;
    step.left = variable(formula, *node.children[0]);
    return step;
  }
  step.op = Step::Op::truth;
  const bool field = node.kind == cel::NodeKind::select || node.kind == cel::NodeKind::name;
  step.left = field ? variable(formula, node) : opaque(formula, node);
  return step;
}

/// A condition over figures and literals alone has one value.
std::optional<Step> Flattener::between_constants(const Formula& formula, const cel::Node& node) {
  const auto value = reasoner_.formulas().constant(formula, node, day_);
  if (!value || !value->is(cel::Kind::boolean)) return std::nullopt;
  Step step;
  step.value = truth_of(value->boolean);
  return step;
}

Step Flattener::comparison(const Formula& formula, const cel::Node& node) {
  if (auto step = between_constants(formula, node)) return *std::move(step);
  if (node.op == Operator::in) return membership(formula, node);
  auto& formulas = reasoner_.formulas();
  const auto left = formulas.constant(formula, *node.children[0], day_);
  const auto right = formulas.constant(formula, *node.children[1], day_);
  const bool listed = enumeration_of(formula, *node.children[0]) != nullptr &&
                      enumeration_of(formula, *node.children[1]) != nullptr;
  Step step;
  if ((!left && !right && !listed) || !can_compare(node.op, left ? left : right)) {
    step.op = Step::Op::truth;
    step.left = opaque(formula, node);
    return step;
  }
  step.op = Step::Op::compare;
  step.comparison = node.op;
  const auto side = [&](const cel::Node& child, const std::optional<Value>& own,
                        const std::optional<Value>& other, int& index, Value& constant) {
    if (own) {
      constant = *own;
      return;
    }
    index = variable(formula, child);
    auto& made = variables_[static_cast<std::size_t>(index)];
    made.by_order = made.by_order || !is_equality(node.op);
    if (other)
      made.constants.push_back(*other);
    else
      made.compared_freely = true;
  };
  side(*node.children[0], left, right, step.left, step.left_constant);
  side(*node.children[1], right, left, step.right, step.right_constant);
  return step;
}

Step Flattener::membership(const Formula& formula, const cel::Node& node) {
  const auto list = reasoner_.formulas().constant(formula, *node.children[1], day_);
  Step step;
  if (!list || !list->is(cel::Kind::list)) {
    step.op = Step::Op::truth;
    step.left = opaque(formula, node);
    return step;
  }
  step.op = Step::Op::in;
  step.left = variable(formula, *node.children[0]);
  step.right_constant = *list;
  auto& constants = variables_[static_cast<std::size_t>(step.left)].constants;
  for (const Value& element : list->list->elements) constants.push_back(element);
  return step;
}

int Flattener::variable(const Formula& formula, const cel::Node& node) {
  const std::string text = cel::print(node);
  reasoner_.formulas().steps().spend(10 + text.size() + variables_.size());
  const auto found = std::find_if(variables_.begin(), variables_.end(),
                                  [&](const Variable& known) { return known.text == text; });
  if (found != variables_.end()) return static_cast<int>(found - variables_.begin());
  Variable made;
  made.text = text;
  const auto* info = formula.info(node);
  made.type = info == nullptr ? cel::Types::simple(TypeKind::dyn) : info->type;
  made.all = enumeration_of(formula, node);
  made.is_size = node.kind == cel::NodeKind::call && node.text == "size";
  variables_.push_back(std::move(made));
  return static_cast<int>(variables_.size() - 1);
}

int Flattener::opaque(const Formula& formula, const cel::Node& node) {
  const int index = variable(formula, node);
  variables_[static_cast<std::size_t>(index)].type = nullptr;
  return index;
}

// ---- values worth trying ----

/// Sorted, each once.
void tidy(std::vector<Value>& values) {
  std::sort(values.begin(), values.end(),
            [](const Value& a, const Value& b) { return order(a, b).value_or(0) < 0; });
  values.erase(std::unique(values.begin(), values.end(), cel::equal), values.end());
}

/// The constants and what lies between and beside them.
std::vector<Value> around(const std::vector<Value>& constants) {
  constexpr std::int64_t far = 1LL << 62;
  std::vector<Value> values;
  for (const Value& constant : constants) {
    values.push_back(constant);
    if (constant.is(cel::Kind::integer) && constant.integer > -far && constant.integer < far) {
      values.push_back(Value::of(constant.integer - 1));
      values.push_back(Value::of(constant.integer + 1));
    } else if (constant.is(cel::Kind::date)) {
      values.push_back(Value::of_date(constant.days - 1));
      values.push_back(Value::of_date(constant.days + 1));
    } else if (constant.is(cel::Kind::real)) {
      values.push_back(Value::of(constant.real - 1));
      values.push_back(Value::of(constant.real + 1));
    } else if (constant.is(cel::Kind::uinteger)) {
      values.push_back(Value::of(number_of(constant) - 1));
      values.push_back(Value::of(number_of(constant) + 1));
    }
  }
  return values;
}

/// Halfway between neighbours, where numbers need not be whole.
void add_halves(std::vector<Value>& values) {
  const std::size_t count = values.size();
  for (std::size_t i = 0; i + 1 < count; ++i) {
    values.push_back(Value::of((number_of(values[i]) + number_of(values[i + 1])) / 2));
  }
}

/// Of a list of values those that matter, and one for all others.
std::vector<Value> listed(const Variable& variable) {
  std::vector<Value> values;
  bool other_taken = false;
  for (const std::string& text : *variable.all) {
    const Value value = Value::of_string(text);
    const bool matters =
        variable.compared_freely ||
        std::any_of(variable.constants.begin(), variable.constants.end(),
                    [&](const Value& constant) { return cel::equal(constant, value); });
    if (!matters && other_taken) continue;
    other_taken = other_taken || !matters;
    values.push_back(value);
  }
  return values;
}

bool is_ordered(const Variable& variable) {
  return std::all_of(variable.constants.begin(), variable.constants.end(), [](const Value& value) {
    return is_number(value) || value.is(cel::Kind::date);
  });
}

/// A text that no constant is.
constexpr std::string_view other_text = "\x01";

std::vector<Value> present_values(const Variable& variable) {
  if (variable.type == nullptr || variable.type->kind == TypeKind::boolean) {
    return {Value::of(true), Value::of(false)};
  }
  if (variable.all != nullptr) return listed(variable);
  if (variable.constants.empty()) return {Value::of_string(other_text)};
  if (!is_ordered(variable)) {
    auto values = variable.constants;
    values.push_back(Value::of_string(other_text));
    return values;
  }
  auto values = around(variable.constants);
  tidy(values);
  const auto kind = variable.type->kind;
  if (kind != TypeKind::integer && kind != TypeKind::date) {
    if (is_number(values.front())) add_halves(values);
  }
  if (variable.is_size) {
    std::erase_if(values, [](const Value& value) { return number_of(value) < 0; });
  }
  return values;
}

/// What finding out what to try takes: each value of a list is held against each constant.
std::uint64_t cost_of_domains(const std::vector<Variable>& variables) {
  std::uint64_t cost = 0;
  for (const auto& variable : variables) {
    const std::size_t values = variable.all == nullptr ? 10 : variable.all->size();
    cost += (values + 10) * (variable.constants.size() + 1);
  }
  return cost;
}

/// Fills in what to try; false where that is too much.
bool fill_domains(std::vector<Variable>& variables) {
  std::size_t combinations = 1;
  for (auto& variable : variables) {
    if (variable.by_order && !is_ordered(variable)) return false;
    variable.domain = present_values(variable);
    // What is not looked into may as well be false as have no value.
    if (variable.type != nullptr) variable.domain.push_back(Value::absent());
    combinations *= std::max<std::size_t>(variable.domain.size(), 1);
    if (combinations > most_combinations) return false;
  }
  return true;
}

// ---- trying them ----

using Assignment = std::vector<std::size_t>;  ///< an index into the domain of each variable

class Trial {
 public:
  Trial(const std::vector<Variable>& variables, const Assignment& assignment)
      : variables_(variables), assignment_(assignment) {}

  Truth come_to(const Step& step) const {
    switch (step.op) {
      case Step::Op::constant:
        return step.value;
      case Step::Op::has:
        return truth_of(!value(step.left).is(cel::Kind::absent));
      case Step::Op::truth:
        return truth(value(step.left));
      case Step::Op::compare:
        return compare(step.comparison, value(step.left, step.left_constant),
                       value(step.right, step.right_constant));
      case Step::Op::in:
        return membership(step);
      case Step::Op::all:
        return fold(step, Truth::no);
      case Step::Op::any:
        return fold(step, Truth::yes);
      case Step::Op::negate:
        return negated(come_to(step.parts[0]));
      case Step::Op::choose: {
        const Truth chosen = come_to(step.parts[0]);
        if (chosen == Truth::unknown) return chosen;
        return come_to(step.parts[chosen == Truth::yes ? 1 : 2]);
      }
    }
    return Truth::unknown;
  }

 private:
  Value value(int variable, const Value& constant = {}) const {
    if (variable < 0) return constant;
    const auto index = static_cast<std::size_t>(variable);
    return variables_[index].domain[assignment_[index]];
  }
  static Truth truth(const Value& value) {
    return value.is(cel::Kind::boolean) ? truth_of(value.boolean) : Truth::unknown;
  }
  Truth membership(const Step& step) const {
    const Value sought = value(step.left);
    if (sought.is(cel::Kind::absent)) return Truth::unknown;
    return truth_of(cel::contains(*step.right_constant.list, sought));
  }
  /// `deciding` settles the whole; else it is unknown if any part is.
  Truth fold(const Step& step, Truth deciding) const {
    Truth result = negated(deciding);
    for (const Step& part : step.parts) {
      const Truth truth = come_to(part);
      if (truth == deciding) return deciding;
      if (truth == Truth::unknown) result = truth;
    }
    return result;
  }

  const std::vector<Variable>& variables_;
  const Assignment& assignment_;
};

bool next(Assignment& assignment, const std::vector<Variable>& variables) {
  for (std::size_t i = 0; i < assignment.size(); ++i) {
    if (++assignment[i] < variables[i].domain.size()) return true;
    assignment[i] = 0;
  }
  return false;
}

bool answers(Truth truth, Supposition::Wanted wanted) {
  switch (wanted) {
    case Supposition::Wanted::yes:
      return truth == Truth::yes;
    case Supposition::Wanted::no:
      return truth == Truth::no;
    case Supposition::Wanted::not_yes:
      return truth != Truth::yes;
  }
  return true;
}

}  // namespace

bool Reasoner::possible(const std::vector<Supposition>& questions, std::int64_t day) {
  Flattener flattener(*this, day);
  std::vector<Step> steps;
  steps.reserve(questions.size());
  for (const auto& question : questions) {
    steps.push_back(flattener.condition(*question.formula, *question.node));
  }
  if (flattener.variables() > most_variables) return true;
  auto variables = flattener.take();
  Steps& left = formulas_.steps();
  if (!left.spend(cost_of_domains(variables)) || !fill_domains(variables)) return true;
  std::uint64_t a_trial = 1;
  for (const auto& step : steps) a_trial += step.size();
  Assignment assignment(variables.size(), 0);
  do {
    if (!left.spend(a_trial)) return true;
    const Trial trial(variables, assignment);
    bool all = true;
    for (std::size_t i = 0; i < steps.size() && all; ++i) {
      all = answers(trial.come_to(steps[i]), questions[i].wanted);
    }
    if (all) return true;
  } while (next(assignment, variables));
  return false;
}

bool Reasoner::possible(const std::vector<Supposition>& questions) {
  const auto& days = formulas_.days();
  return std::any_of(days.begin(), days.end(),
                     [&](std::int64_t day) { return possible(questions, day); });
}

const std::vector<std::string>* Reasoner::values_of(const Formula& formula, const cel::Node& node) {
  if (const auto* values = enumeration_of(formula, node)) return values;
  const auto* info = formula.info(node);
  const bool text = info != nullptr && info->type != nullptr &&
                    info->type->kind == TypeKind::string && info->meaning == cel::Meaning::field;
  return text ? column_values(formula, node, *info) : nullptr;
}

/// What a column of a table holds, among the rows that the field may refer to.
const std::vector<std::string>* Reasoner::column_values(const Formula& formula,
                                                        const cel::Node& node,
                                                        const cel::NodeInfo& info) {
  const auto table = std::find_if(packs_.tables().begin(), packs_.tables().end(),
                                  [&](const auto& one) { return one->row.record == info.record; });
  if (table == packs_.tables().end()) return nullptr;
  const FieldShape* field = nullptr;
  const auto* holder = formula.info(*node.children[0]);
  if (holder != nullptr && holder->meaning == cel::Meaning::field) {
    if (const auto* shape = packs_.shape_of(holder->record)) field = &shape->fields[holder->field];
  }
  std::string key = (*table)->name + "." + node.text;
  if (field != nullptr) {
    for (const auto& [column, value] : field->where) {
      key += " " + std::to_string(column) + "=" + value;
    }
  }
  const auto [known, fresh] = columns_.try_emplace(key);
  if (!fresh) return &known->second;
  std::set<std::string> values;
  for (std::uint32_t row = 0; row < (*table)->rows.size(); ++row) {
    if (field != nullptr && !field->admits(row)) continue;
    values.insert(std::string((*table)->text(row, info.field)));
  }
  values.erase("");  // a cell that is empty is missing
  known->second.assign(values.begin(), values.end());
  return &known->second;
}

}  // namespace guiju
