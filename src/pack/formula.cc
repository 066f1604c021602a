#include "pack/formula.h"

#include <algorithm>
#include <array>

#include "cel/code.h"
#include "cel/parse.h"
#include "cel/print.h"

namespace guiju {
namespace {

/// Names that no expression can write.
constexpr std::string_view element_name = "element#";
constexpr std::string_view local_name = "local#";

std::string name_of_local(std::uint32_t slot) {
  return std::string(local_name) + std::to_string(slot);
}

/// The names that a macro declares, as its children: the first and perhaps the second argument.
std::size_t declared_by(const cel::Node& node, const cel::NodeInfo& info) {
  using cel::Macro;
  switch (info.macro) {
    case Macro::none:
    case Macro::has:
    case Macro::greatest:
    case Macro::least:
      return 0;
    case Macro::transform_list:
    case Macro::transform_map:
    case Macro::transform_map_entry:
      return 2;
    case Macro::all:
    case Macro::exists:
    case Macro::exists_one:
      return node.children.size() == 4 ? 2 : 1;
    default:
      return 1;
  }
}

/// Gives the element and the variables of macros names of our own.
void rename(cel::Node& node, const cel::Checked& checked) {
  const auto found = checked.nodes.find(&node);
  if (found != checked.nodes.end()) {
    const cel::NodeInfo& info = found->second;
    if (info.meaning == cel::Meaning::variable && info.slot == Slots::element) {
      node.text = element_name;
    } else if (info.meaning == cel::Meaning::local) {
      node.text = name_of_local(info.slot);
    }
    const auto declared = static_cast<std::uint32_t>(declared_by(node, info));
    for (std::uint32_t i = 0; i < declared; ++i) {
      node.children[i + 1]->text = name_of_local(info.slot + i);
    }
  }
  for (const auto& child : node.children) rename(*child, checked);
}

/// Whether a node reads nothing but the pack's figures.
bool reads_only_figures(const Formula& formula, const cel::Node& node, Steps& steps) {
  bool only = true;
  for_each_node(node, [&](const cel::Node& part) {
    only = only && steps.spend();
    if (!only) return;
    const auto* info = formula.info(part);
    const bool foreign =
        info == nullptr || info->macro != cel::Macro::none ||
        info->meaning == cel::Meaning::local || info->meaning == cel::Meaning::unknown ||
        (info->meaning == cel::Meaning::variable && info->slot != Slots::parameters);
    only = only && !foreign;
  });
  return only;
}

std::vector<std::int64_t> days_of(const Pack& pack) {
  std::set<std::int64_t> days;
  const std::int64_t first = pack.from.value_or(pack.issued.value_or(0));
  days.insert(first);
  for (const auto& parameter : pack.parameters) {
    for (const auto& version : parameter.versions) {
      if (version.from && *version.from > first) days.insert(*version.from);
    }
  }
  return {days.begin(), days.end()};
}

}  // namespace

const cel::NodeInfo* Formula::info(const cel::Node& node) const {
  const auto found = checked.nodes.find(&node);
  return found == checked.nodes.end() ? nullptr : &found->second;
}

std::string Formula::key() const { return cel::print(*root); }

Place Formula::place(const cel::Node& node) const { return expression->place_within(node.outer); }

std::string Formula::text(const cel::Node& node) const {
  return expression->text.substr(node.span.begin, node.span.end - node.span.begin);
}

Formulas::Formulas(const Pack& pack) : pack_(pack), days_(days_of(pack)) {}

const Formula* Formulas::of(const Expression& expression) {
  if (!expression) return nullptr;
  auto& known = formulas_[&expression];
  if (known != nullptr) return known.get();
  Diagnostics unheard;  // it compiled when the pack was read
  const cel::Placing nowhere;
  known = std::make_unique<Formula>();
  known->expression = &expression;
  known->root = cel::parse(expression.text, nowhere, unheard);
  cel::Reporter reporter(nowhere, unheard);
  known->checked =
      cel::check(*known->root, *expression.environment, nullptr, cel::Checking::full, reporter);
  rename(*known->root, known->checked);
  return known.get();
}

std::optional<cel::Value> Formulas::constant(const Formula& formula, const cel::Node& node,
                                             std::int64_t day) {
  if (!reads_only_figures(formula, node, steps_)) return std::nullopt;
  const std::string text = cel::print(node);
  const auto [known, fresh] = constants_.try_emplace({text, day});
  // To look it up, or to read, check and run it.
  if (!steps_.spend(1 + text.size() * (fresh ? 50 : 1))) return std::nullopt;
  if (!fresh) return known->second;
  Diagnostics unheard;
  auto program = cel::compile(text, *formula.expression->environment, nullptr, {}, unheard);
  if (!program) return std::nullopt;
  std::array<cel::Value, Slots::tables> variables{};
  variables[Slots::parameters] = parameters_on(pack_, day, arena_);
  cel::Budget budget;
  budget.steps = std::min(budget.steps, steps_.left());
  const std::uint64_t before = budget.steps;
  const cel::Value value = program->evaluate(variables, arena_, budget);
  steps_.spend(before - budget.steps);
  programs_.push_back(std::move(*program));
  const bool usable = !value.is(cel::Kind::error) && !value.is(cel::Kind::absent);
  if (usable) known->second = value;
  return known->second;
}

}  // namespace guiju
