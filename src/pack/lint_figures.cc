// Every figure and date of a policy stands once, in `params`, with its clause.

#include <cstdlib>

#include "pack/lint_impl.h"

namespace guiju {
namespace {

using cel::Node;

/// None, one and one less are how rules are built; every other number is somebody's decision. Of a
/// bound one is a figure too.
bool is_figure(const cel::Literal& literal, Role role) {
  switch (literal.kind) {
    case cel::Kind::integer:
      return literal.integer != 0 && (std::abs(literal.integer) != 1 || role == Role::bound);
    case cel::Kind::uinteger:
      return literal.uinteger > 1;
    case cel::Kind::real:
      return literal.real != 0 && literal.real != 1;
    case cel::Kind::string:
      return cel::parse_date(literal.text).has_value();
    default:
      return false;
  }
}

/// Parts that count positions in a text or a list.
bool is_position(const Node& parent, std::size_t child) {
  if (parent.kind == cel::NodeKind::index) return child == 1;
  return parent.kind == cel::NodeKind::call &&
         (parent.text == "substring" || parent.text == "charAt");
}

class FigureLint {
 public:
  FigureLint(Linter& linter, const Formula& formula, Role role)
      : linter_(linter), formula_(formula), role_(role) {}

  void look(const Node& node) {
    if (node.kind == cel::NodeKind::literal && is_figure(node.literal, role_)) return report(node);
    // The day is the figure, not the three numbers or the text it is written with.
    const bool date = node.kind == cel::NodeKind::call && !node.member && node.text == "date";
    if (date && has_figure(node)) return report(node);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (!is_position(node, i)) look(*node.children[i]);
    }
  }

 private:
  bool has_figure(const Node& call) const {
    for (const auto& child : call.children) {
      if (child->kind == cel::NodeKind::literal && is_figure(child->literal, role_)) return true;
    }
    return false;
  }
  void report(const Node& node) {
    constexpr std::uint64_t cost = 2'000;  // of a diagnostic, with its place
    if (!linter_.formulas.steps().spend(cost)) return;
    linter_.diagnostics.add("lint-literal-figure", formula_.place(node),
                            {{"figure", same(formula_.text(node))}});
  }

  Linter& linter_;
  const Formula& formula_;
  Role role_;
};

}  // namespace

void lint_figures(Linter& linter) {
  for_each_expression(linter.pack, [&](const Expression& expression, Role role) {
    if (const auto* formula = linter.formulas.of(expression)) {
      FigureLint(linter, *formula, role).look(*formula->root);
    }
  });
}

}  // namespace guiju
