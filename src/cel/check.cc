#include "cel/check.h"

#include <algorithm>
#include <array>

#include "cel/dates.h"
#include "cel/inference.h"
#include "cel/print.h"
#include "cel/regex.h"
#include "cel/time.h"
#include "text/unicode.h"

namespace guiju::cel {
namespace {

struct MacroShape {
  std::string_view name;
  std::string_view receiver;  ///< `*`: any; empty: none
  std::size_t least, most;    ///< arguments, the receiver aside
  Macro macro;
};

constexpr std::array<MacroShape, 15> macro_shapes{{
    {"has", "", 1, 1, Macro::has},
    {"all", "*", 2, 3, Macro::all},
    {"exists", "*", 2, 3, Macro::exists},
    {"exists_one", "*", 2, 3, Macro::exists_one},
    {"existsOne", "*", 2, 3, Macro::exists_one},
    {"map", "*", 2, 3, Macro::map},
    {"filter", "*", 2, 2, Macro::filter},
    {"transformList", "*", 3, 4, Macro::transform_list},
    {"transformMap", "*", 3, 4, Macro::transform_map},
    {"transformMapEntry", "*", 3, 4, Macro::transform_map_entry},
    {"optMap", "*", 2, 2, Macro::opt_map},
    {"optFlatMap", "*", 2, 2, Macro::opt_flat_map},
    {"bind", "cel", 3, 3, Macro::bind},
    {"greatest", "math", 1, 64, Macro::greatest},
    {"least", "math", 1, 64, Macro::least},
}};

bool is_macro_receiver(const Node& call, std::string_view receiver) {
  if (receiver.empty()) return !call.member;
  if (!call.member) return false;
  return receiver == "*" ||
         (call.children[0]->kind == NodeKind::name && call.children[0]->text == receiver);
}

/// Two-variable forms take the first two arguments as names.
bool has_two_variables(Macro macro, std::size_t arguments) {
  switch (macro) {
    case Macro::all:
    case Macro::exists:
    case Macro::exists_one:
      return arguments == 3;
    case Macro::transform_list:
    case Macro::transform_map:
    case Macro::transform_map_entry:
      return true;
    default:
      return false;
  }
}

/// `a.b.c` as one name, if that is all the node is.
std::optional<std::string> qualified_name(const Node& node) {
  if (node.kind == NodeKind::name) return node.text;
  if (node.kind != NodeKind::select || node.optional) return std::nullopt;
  auto prefix = qualified_name(*node.children[0]);
  if (prefix) *prefix += "." + node.text;
  return prefix;
}

const Node& root_of(const Node& node) {
  const Node* root = &node;
  while (root->kind == NodeKind::select) root = root->children[0].get();
  return *root;
}

bool is_string_literal(const Node& node) {
  return node.kind == NodeKind::literal && node.literal.kind == Kind::string;
}

TypeKind type_kind_of(Kind literal) {
  switch (literal) {
    case Kind::boolean:
      return TypeKind::boolean;
    case Kind::integer:
      return TypeKind::integer;
    case Kind::uinteger:
      return TypeKind::uinteger;
    case Kind::real:
      return TypeKind::real;
    case Kind::string:
      return TypeKind::string;
    case Kind::bytes:
      return TypeKind::bytes;
    default:
      return TypeKind::null;
  }
}

std::string operator_name(const Node& node) {
  const std::string text = spelling(node.op);
  return node.kind == NodeKind::unary ? text + "_" : "_" + text + "_";
}

bool is_numeric(const Type* type) {
  return is(type, TypeKind::integer) || is(type, TypeKind::uinteger) || is(type, TypeKind::real);
}

bool is_order(Operator op) {
  return op == Operator::less || op == Operator::less_equal || op == Operator::greater ||
         op == Operator::greater_equal;
}

bool is_equality(Operator op) { return op == Operator::equal || op == Operator::not_equal; }

struct Local {
  std::string name;
  const Type* type;
  std::uint32_t slot;
};

class Checker {
 public:
  Checker(const Environment& environment, Checking checking, Reporter& reporter)
      : names_(environment.impl()),
        types_(environment.types()),
        inference_(environment.types()),
        full_(checking == Checking::full),
        reporter_(reporter) {}

  Checked run(const Node& node, const Type* expected) {
    checked_.nodes.reserve(64);
    checked_.patterns = names_.patterns.get();
    const Type* type = inference_.settle(check(node));
    if (expected && !inference_.assign(type, expected)) {
      report("cel-wrong-result", node.span,
             {{"type", describe(type)}, {"expected", describe(expected)}});
    } else if (expected) {
      check_enumeration(expected, node);
    }
    checked_.type = type;
    return std::move(checked_);
  }

 private:
  static const Type* dyn() { return Types::simple(TypeKind::dyn); }
  static const Type* boolean() { return Types::simple(TypeKind::boolean); }

  /// A mistake of types waits for the evaluation when only names are looked up.
  const Type* report(std::string_view id, Span where, std::vector<Argument> arguments = {}) {
    if (full_) reporter_.add(id, where, std::move(arguments));
    return dyn();
  }
  /// A mistake in a macro's shape cannot wait.
  const Type* report_always(std::string_view id, Span where, std::vector<Argument> arguments = {}) {
    reporter_.add(id, where, std::move(arguments));
    return dyn();
  }

  NodeInfo& info(const Node& node) { return checked_.nodes[&node]; }

  const Type* check(const Node& node) {
    const Type* type = check_kind(node);
    info(node).type = type;
    return type;
  }

  const Type* check_kind(const Node& node) {
    switch (node.kind) {
      case NodeKind::literal:
        return Types::simple(type_kind_of(node.literal.kind));
      case NodeKind::name:
        return check_name(node);
      case NodeKind::select:
        return check_select(node);
      case NodeKind::index:
        return check_index(node);
      case NodeKind::call:
        return check_call(node);
      case NodeKind::unary:
        return check_unary(node);
      case NodeKind::binary:
        return check_binary(node);
      case NodeKind::logical_and:
      case NodeKind::logical_or:
        for (const auto& child : node.children) check_condition(*child);
        return boolean();
      case NodeKind::conditional:
        return check_conditional(node);
      case NodeKind::list:
        return check_list(node);
      case NodeKind::map:
        return check_map(node);
    }
    return dyn();
  }

  // --- names and fields

  const Local* find_local(const Node& name) const {
    if (name.absolute) return nullptr;
    const auto found = std::find_if(scope_.rbegin(), scope_.rend(),
                                    [&](const Local& local) { return local.name == name.text; });
    return found == scope_.rend() ? nullptr : &*found;
  }

  /// Takes the node for a variable or a type, if its name is one.
  const Type* resolve(const Node& node, const std::string& name) {
    if (names_.container.empty()) {
      if (const auto* variable = names_.find_variable(name)) return take(node, *variable);
    }
    const auto candidates = names_.candidates(name, root_of(node).absolute);
    for (const auto& candidate : candidates) {
      if (const auto* variable = names_.find_variable(candidate)) return take(node, *variable);
    }
    for (const auto& candidate : candidates) {
      if (const auto* denoted = denoted_type(candidate)) {
        info(node).meaning = Meaning::type;
        info(node).denoted = denoted;
        return types_.type_of(denoted);
      }
    }
    return nullptr;
  }
  const Type* take(const Node& node, const Variable& variable) {
    info(node).meaning = Meaning::variable;
    info(node).slot = variable.slot;
    return full_ ? variable.type : known_shape(variable.type);
  }
  /// Without checking, only records keep their type: their fields are still found by index.
  static const Type* known_shape(const Type* type) {
    return is(type, TypeKind::record) ? type : dyn();
  }

  const Type* check_name(const Node& node) {
    if (const auto* local = find_local(node)) {
      info(node).meaning = Meaning::local;
      info(node).slot = local->slot;
      return inference_.resolve(local->type);
    }
    if (const auto* type = resolve(node, node.text)) return type;
    info(node).meaning = Meaning::unknown;
    return report_undeclared(node);
  }

  const Type* report_undeclared(const Node& node) {
    if (names_.find_function(node.text, false)) {
      return report("cel-function-as-value", node.span, {{"name", same(node.text)}});
    }
    auto known = names_.variable_names();
    for (const auto& local : scope_) {
      if (!local.name.empty()) known.push_back(local.name);
    }
    return report_with_hint("cel-undeclared", node.span, node.text, known);
  }

  /// Reports an unknown `word`; the hint is the nearest of `known`, or all of them if they are few.
  const Type* report_with_hint(std::string_view id, Span where, const std::string& word,
                               const std::vector<std::string_view>& known,
                               std::vector<Argument> arguments = {}) {
    arguments.push_back({"name", same(word)});
    arguments.push_back({"hint", hint(word, known)});
    return report(id, where, std::move(arguments));
  }
  static Localized hint(const std::string& word, const std::vector<std::string_view>& known) {
    if (const auto near = nearest(word, known.data(), known.size())) {
      const std::string quoted_name = "`" + std::string(*near) + "`";
      return {"是否想写 " + quoted_name + "?", "did you mean " + quoted_name + "?"};
    }
    if (known.empty()) return {"这里没有可用的名称", "there is none here"};
    constexpr std::size_t shown = 12;
    Localized all{"可用的有:", "known here: "};
    for (std::size_t i = 0; i < std::min(shown, known.size()); ++i) {
      const std::string quoted_name = "`" + std::string(known[i]) + "`";
      all.zh += (i > 0 ? "、" : "") + quoted_name;
      all.en += (i > 0 ? ", " : "") + quoted_name;
    }
    if (known.size() > shown) {
      all.zh += " 等";
      all.en += ", …";
    }
    return all;
  }

  const Type* check_select(const Node& node) {
    if (may_be_qualified(node)) {
      if (const auto name = qualified_name(node)) {
        if (const auto* type = resolve(node, *name)) return type;
      }
    }
    const Type* operand = inference_.resolve(check(*node.children[0]));
    const bool optional = node.optional || is(operand, TypeKind::optional);
    if (is(operand, TypeKind::optional)) operand = inference_.resolve(held_by(operand));
    const Type* type = field_type(node, operand);
    return optional ? types_.optional_of(type) : type;
  }
  /// Whether a chain of fields could be the name of a variable or a type. Mostly nothing has such
  /// a name, and building it is spared.
  bool may_be_qualified(const Node& node) const {
    if (node.optional) return false;
    const Node& root = root_of(node);
    if (root.kind != NodeKind::name || find_local(root)) return false;
    return names_.has_qualified_names || !names_.container.empty() || root.text == "google";
  }
  static const Type* held_by(const Type* optional) {
    return optional->parameters.empty() ? dyn() : optional->parameters[0];
  }

  const Type* field_type(const Node& node, const Type* operand) {
    switch (operand->kind) {
      case TypeKind::parameter:
        inference_.assign(dyn(), operand);
        return dyn();
      case TypeKind::dyn:
        return dyn();
      case TypeKind::map:
        return operand->parameters.empty() ? dyn() : operand->parameters[1];
      case TypeKind::record:
        return record_field_type(node, *operand->record);
      default:
        return report_no_fields(node, operand);
    }
  }

  const Type* report_no_fields(const Node& node, const Type* operand) {
    if (names_.find_function(node.text, true)) {
      return report("cel-function-as-value", node.name_span, {{"name", same(node.text)}});
    }
    const bool list = is(operand, TypeKind::list);
    return report(list ? "cel-list-field" : "cel-no-fields", node.name_span,
                  {{"name", same(node.text)},
                   {"expression", same(print(*node.children[0]))},
                   {"type", describe(operand)}});
  }

  const Type* record_field_type(const Node& node, const RecordType& record) {
    const int field = record.find(node.text);
    if (field < 0) {
      std::vector<std::string_view> known;
      for (const auto& declared : record.fields()) known.push_back(declared.name);
      return report_with_hint("cel-unknown-field", node.name_span, node.text, known,
                              {{"type", same(record.name())}});
    }
    info(node).meaning = Meaning::field;
    info(node).record = &record;
    info(node).field = static_cast<std::uint32_t>(field);
    const Type* type = record.fields()[static_cast<std::size_t>(field)].type;
    return full_ ? type : known_shape(type);
  }

  // --- operators

  void check_condition(const Node& node) {
    const Type* type = check(node);
    if (inference_.assign(type, boolean())) return;
    report("cel-not-a-condition", node.span,
           {{"expression", same(print(node))}, {"type", describe(inference_.settle(type))}});
  }

  const Type* check_conditional(const Node& node) {
    check_condition(*node.children[0]);
    const Type* then = check(*node.children[1]);
    const Type* otherwise = check(*node.children[2]);
    if (inference_.assign(otherwise, then)) return inference_.join(then, otherwise);
    return report("cel-branches", node.name_span,
                  {{"left", describe(inference_.settle(then))},
                   {"right", describe(inference_.settle(otherwise))}});
  }

  const Type* check_unary(const Node& node) {
    const Type* operand = check(*node.children[0]);
    if (node.op == Operator::logical_not) {
      if (!inference_.assign(operand, boolean())) {
        report("cel-not-a-condition", node.children[0]->span,
               {{"expression", same(print(*node.children[0]))},
                {"type", describe(inference_.settle(operand))}});
      }
      return boolean();
    }
    const Type* type = inference_.call(find_builtin("-_", false)->overloads, {operand});
    if (type) return type;
    return report("cel-negate", node.span, {{"type", describe(inference_.settle(operand))}});
  }

  const Type* check_binary(const Node& node) {
    const Type* left = check(*node.children[0]);
    const Type* right = check(*node.children[1]);
    const bool logical = is_equality(node.op) || is_order(node.op) || node.op == Operator::in;
    const auto* group = find_builtin(operator_name(node), false);
    const Type* type = inference_.call(group->overloads, {left, right});
    if (!type) {
      report_operands(node, inference_.settle(left), inference_.settle(right));
      return logical ? boolean() : dyn();
    }
    check_enumerations(node, left, right);
    return type;
  }

  const Type* report_operands(const Node& node, const Type* left, const Type* right) {
    const bool comparison = is_equality(node.op) || is_order(node.op);
    std::vector<Argument> arguments{{"operator", same(spelling(node.op))},
                                    {"left", describe(left)},
                                    {"right", describe(right)}};
    if (comparison) {
      if (const auto* literal = date_as_text(node, left, right)) {
        arguments.push_back({"text", same(print(*literal))});
        return report("cel-date-text", literal->span, std::move(arguments));
      }
      if (is(left, TypeKind::null) != is(right, TypeKind::null)) {
        const Node& other = *node.children[is(left, TypeKind::null) ? 1 : 0];
        arguments.push_back({"expression", same(print(other))});
        return report("cel-compared-to-null", node.span, std::move(arguments));
      }
      return report("cel-compare", node.name_span, std::move(arguments));
    }
    if (node.op == Operator::in) return report_membership(node, left, right, std::move(arguments));
    if (is(left, TypeKind::date) || is(right, TypeKind::date)) {
      return report("cel-date-arithmetic", node.name_span, std::move(arguments));
    }
    if (is_numeric(left) && is_numeric(right)) {
      return report("cel-mixed-numbers", node.name_span, std::move(arguments));
    }
    return report("cel-operands", node.name_span, std::move(arguments));
  }

  /// The side that is text where the other is a date.
  static const Node* date_as_text(const Node& node, const Type* left, const Type* right) {
    if (is(left, TypeKind::date) && is(right, TypeKind::string)) return node.children[1].get();
    if (is(left, TypeKind::string) && is(right, TypeKind::date)) return node.children[0].get();
    return nullptr;
  }

  const Type* report_membership(const Node& node, const Type* left, const Type* right,
                                std::vector<Argument> arguments) {
    const bool container = is(right, TypeKind::list) || is(right, TypeKind::map);
    if (!container) return report("cel-in-what", node.children[1]->span, std::move(arguments));
    const Type* element = right->parameters.empty() ? dyn() : right->parameters[0];
    arguments.push_back({"element", describe(element)});
    const bool date = is(left, TypeKind::date) && is(element, TypeKind::string);
    return report(date ? "cel-date-text-in" : "cel-in", node.name_span, std::move(arguments));
  }

  // --- enumerations

  void check_enumerations(const Node& node, const Type* left, const Type* right) {
    const Node& left_node = *node.children[0];
    const Node& right_node = *node.children[1];
    if (is_equality(node.op)) {
      check_enumeration(inference_.resolve(left), right_node);
      check_enumeration(inference_.resolve(right), left_node);
    }
    if (node.op != Operator::in) return;
    check_enumeration(inference_.resolve(left), right_node);
    const Type* container = inference_.resolve(right);
    if (is(container, TypeKind::list) && !container->parameters.empty()) {
      check_enumeration(container->parameters[0], left_node);
    }
  }

  /// Text written where a value of `type` is meant must be one of its values.
  void check_enumeration(const Type* type, const Node& node) {
    if (!is(type, TypeKind::enumeration)) return;
    if (node.kind == NodeKind::list) {
      for (const auto& element : node.children) check_enumeration(type, *element);
      return;
    }
    if (node.kind == NodeKind::conditional) {
      check_enumeration(type, *node.children[1]);
      check_enumeration(type, *node.children[2]);
      return;
    }
    if (!is_string_literal(node)) return;
    const auto& values = type->values;
    if (std::find(values.begin(), values.end(), node.literal.text) != values.end()) return;
    const std::vector<std::string_view> known(values.begin(), values.end());
    report_with_hint("cel-enum-value", node.span, node.literal.text, known,
                     {{"type", same(type->to_string())}});
  }

  // --- lists and maps

  const Type* check_index(const Node& node) {
    const Type* operand = check(*node.children[0]);
    const Type* key = check(*node.children[1]);
    const auto* group = find_builtin(node.optional ? "_[?_]" : "_[_]", false);
    if (const Type* type = inference_.call(group->overloads, {operand, key})) return type;
    operand = inference_.settle(operand);
    key = inference_.settle(key);
    if (!is(operand, TypeKind::list) && !is(operand, TypeKind::map)) {
      return report("cel-no-index", node.name_span,
                    {{"expression", same(print(*node.children[0]))}, {"type", describe(operand)}});
    }
    const Type* wanted =
        is(operand, TypeKind::list) ? Types::simple(TypeKind::integer) : operand->parameters[0];
    return report(
        "cel-index", node.children[1]->span,
        {{"type", describe(operand)}, {"wanted", describe(wanted)}, {"found", describe(key)}});
  }

  static bool is_optional_entry(const Node& node, std::size_t entry) {
    return entry < node.optional_entry.size() && node.optional_entry[entry];
  }

  /// The type of an element; of an optional one, what it holds.
  const Type* check_entry(const Node& node, bool optional) {
    const Type* type = check(node);
    if (!optional) return type;
    const Type* held = inference_.fresh();
    if (inference_.assign(type, types_.optional_of(held))) return inference_.resolve(held);
    return report("cel-optional-entry", node.span,
                  {{"expression", same(print(node))}, {"type", describe(inference_.settle(type))}});
  }

  const Type* check_list(const Node& node) {
    const Type* element = nullptr;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const Type* type = check_entry(*node.children[i], is_optional_entry(node, i));
      element = element ? inference_.join(element, type) : type;
    }
    return types_.list_of(element ? element : inference_.fresh());
  }

  const Type* check_map(const Node& node) {
    const Type* key = nullptr;
    const Type* value = nullptr;
    for (std::size_t i = 0; i + 1 < node.children.size(); i += 2) {
      const Type* next_key = check(*node.children[i]);
      check_key(*node.children[i], inference_.settle(next_key));
      const Type* next = check_entry(*node.children[i + 1], is_optional_entry(node, i / 2));
      key = key ? inference_.join(key, next_key) : next_key;
      value = value ? inference_.join(value, next) : next;
    }
    if (!key) key = inference_.fresh();
    if (!value) value = inference_.fresh();
    return types_.map_of(key, value);
  }

  void check_key(const Node& node, const Type* type) {
    switch (type->kind) {
      case TypeKind::dyn:
      case TypeKind::boolean:
      case TypeKind::integer:
      case TypeKind::uinteger:
      case TypeKind::string:
      case TypeKind::enumeration:
        return;
      default:
        report("cel-map-key", node.span,
               {{"expression", same(print(node))}, {"type", describe(type)}});
    }
  }

  // --- calls

  const Type* check_call(const Node& node) {
    const Macro macro = macro_of(node);
    if (macro != Macro::none) return check_macro(node, macro);

    const FunctionGroup* group = node.member ? find_qualified(node) : find_global(node);
    const bool qualified = node.member && group;
    if (node.member && !group) group = names_.find_function(node.text, true);
    info(node).qualified = qualified;
    info(node).function = group;

    if (!group) return check_unknown_function(node);

    std::vector<const Type*> arguments;
    for (std::size_t i = qualified ? 1 : 0; i < node.children.size(); ++i) {
      arguments.push_back(check(*node.children[i]));
    }
    if (const Type* type = inference_.call(group->overloads, arguments)) {
      check_constants(node, *group);
      check_periods(node, *group, arguments);
      return type;
    }
    return report_call(node, *group, std::move(arguments));
  }

  /// `math.abs(x)`: the receiver is part of the name, unless it is a variable.
  const FunctionGroup* find_qualified(const Node& node) const {
    const Node& receiver = *node.children[0];
    const auto prefix = qualified_name(receiver);
    if (!prefix || find_local(root_of(receiver))) return nullptr;
    for (const auto& name :
         names_.candidates(*prefix + "." + node.text, root_of(receiver).absolute)) {
      if (const auto* group = names_.find_function(name, false)) return group;
    }
    return nullptr;
  }

  const FunctionGroup* find_global(const Node& node) const {
    for (const auto& name : names_.candidates(node.text, node.absolute)) {
      if (const auto* group = names_.find_function(name, false)) return group;
    }
    return nullptr;
  }

  const Type* check_unknown_function(const Node& node) {
    if (node.member && report_unknown_in_namespace(node)) return dyn();
    // Arguments of what was meant as a macro hold names that only the macro would declare.
    const bool macro = report_unknown_function(node) && full_;
    const std::size_t checkable = macro ? (node.member ? 1 : 0) : node.children.size();
    for (std::size_t i = 0; i < checkable; ++i) check(*node.children[i]);
    return dyn();
  }

  /// `math.median(1)`: there are functions of `math`, but not this one. False where the receiver is
  /// no such name.
  bool report_unknown_in_namespace(const Node& node) {
    const Node& receiver = *node.children[0];
    const auto prefix = qualified_name(receiver);
    if (!prefix || find_local(root_of(receiver))) return false;
    auto known = names_.function_names(false);
    const std::string before = *prefix + ".";
    std::erase_if(known, [&](std::string_view name) { return !name.starts_with(before); });
    if (known.empty()) return false;
    const Span where{receiver.span.begin, node.name_span.end};
    info(node).qualified = true;  // its receiver is no value, whoever goes on all the same
    report_with_hint("cel-unknown-function", where, before + node.text, known);
    for (std::size_t i = 1; i < node.children.size(); ++i) check(*node.children[i]);
    return true;
  }

  /// Answers whether the function was probably meant as a macro.
  bool report_unknown_function(const Node& node) {
    const Span where = node.name_span;
    if (names_.find_function(node.text, !node.member)) {
      report(node.member ? "cel-not-a-method" : "cel-not-a-function", where,
             {{"name", same(node.text)}});
      return false;
    }
    std::vector<std::string_view> macros;
    for (const auto& shape : macro_shapes) {
      if (is_macro_receiver(node, shape.receiver)) macros.push_back(shape.name);
    }
    if (std::find(macros.begin(), macros.end(), node.text) != macros.end()) {
      report("cel-macro-arguments", where, {{"name", same(node.text)}});
      return true;
    }
    const auto functions = names_.function_names(node.member);
    const auto near_function = nearest(node.text, functions.data(), functions.size());
    const auto near_macro = nearest(node.text, macros.data(), macros.size());
    const bool known = near_function || near_macro;
    report("cel-unknown-function", where,
           {{"name", same(node.text)},
            {"hint", known ? hint(node.text, near_macro ? macros : functions)
                           : Localized{"可用的函数见 docs/expressions.md",
                                       "docs/expressions.md lists the functions"}}});
    return near_macro.has_value();
  }

  const Type* report_call(const Node& node, const FunctionGroup& group,
                          std::vector<const Type*> arguments) {
    Localized given;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (i > 0) {
        given.zh += ", ";
        given.en += ", ";
      }
      const auto one = describe(inference_.settle(arguments[i]));
      given.zh += one.zh;
      given.en += one.en;
    }
    if (arguments.empty()) given = {"无参数", "nothing"};
    std::string signatures;
    for (const auto& overload : group.overloads) {
      if (!signatures.empty()) signatures += ", ";
      signatures += "`" + print_signature(group.name, group.member, *overload) + "`";
    }
    return report("cel-arguments", node.name_span,
                  {{"name", same(group.name)},
                   {"given", std::move(given)},
                   {"signatures", same(std::move(signatures))}});
  }

  /// Constants that can only fail when evaluated are refused now.
  void check_constants(const Node& node, const FunctionGroup& group) {
    const auto& last = node.children;
    if (last.empty() || !is_string_literal(*last.back())) return;
    const Node& literal = *last.back();
    const std::string& text = literal.literal.text;
    if (group.name == "date" && !parse_date(text)) {
      report("cel-bad-date", literal.span, {{"text", same(print(literal.literal))}});
    } else if (group.name == "timestamp" && !parse_timestamp(text)) {
      report("cel-bad-timestamp", literal.span, {{"text", same(print(literal.literal))}});
    } else if (group.name == "duration" && !parse_duration(text)) {
      report("cel-bad-duration", literal.span, {{"text", same(print(literal.literal))}});
    } else if (group.name == "matches") {
      std::string why;
      if (!checked_.patterns->compile(text, why)) {
        report("cel-bad-pattern", literal.span,
               {{"text", same(print(literal.literal))}, {"why", same(why)}});
      }
    }
  }

  /// `gaps` and `covered_days` take periods of several shapes; a record must have the right fields.
  void check_periods(const Node& node, const FunctionGroup& group,
                     const std::vector<const Type*>& arguments) {
    if (group.name != "gaps" && group.name != "covered_days") return;
    const Type* list = inference_.settle(arguments[0]);
    if (!is(list, TypeKind::list) || list->parameters.empty()) return;
    const Type* element = list->parameters[0];
    bool fits = is_dyn(element) || is(element, TypeKind::map) || is(element, TypeKind::list);
    if (is(element, TypeKind::record)) {
      fits = has_date(*element->record, "from") && has_date(*element->record, "to");
    }
    if (fits) return;
    report("cel-periods", node.children[0]->span,
           {{"name", same(group.name)}, {"type", describe(element)}});
  }
  static bool has_date(const RecordType& record, std::string_view field) {
    const int index = record.find(field);
    return index >= 0 && is(record.fields()[static_cast<std::size_t>(index)].type, TypeKind::date);
  }

  // --- macros

  const Type* check_macro(const Node& node, Macro macro) {
    info(node).macro = macro;
    switch (macro) {
      case Macro::has:
        return check_has(node);
      case Macro::greatest:
      case Macro::least:
        return check_extreme(node);
      case Macro::bind:
        return check_bind(node);
      case Macro::opt_map:
      case Macro::opt_flat_map:
        return check_optional_macro(node, macro);
      default:
        return check_comprehension(node, macro);
    }
  }

  const Type* check_has(const Node& node) {
    const Node& field = *node.children[0];
    if (field.kind != NodeKind::select) {
      check(field);
      return report_always("cel-has-what", field.span, {{"expression", same(print(field))}});
    }
    // Looked up as a field, never as a qualified variable: a variable is always there.
    const Type* operand = inference_.resolve(check(*field.children[0]));
    if (is(operand, TypeKind::optional)) operand = inference_.resolve(held_by(operand));
    info(field).type = field_type(field, operand);
    return boolean();
  }

  const Type* check_extreme(const Node& node) {
    std::vector<const Type*> numbers;
    for (std::size_t i = 1; i < node.children.size(); ++i) {
      numbers.push_back(inference_.settle(check(*node.children[i])));
    }
    if (numbers.size() == 1 && is(numbers[0], TypeKind::list)) {
      numbers[0] = numbers[0]->parameters.empty() ? dyn() : numbers[0]->parameters[0];
    }
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (is_numeric(numbers[i]) || is_dyn(numbers[i])) continue;
      report("cel-not-a-number", node.children[i + 1]->span,
             {{"name", same("math." + node.text)}, {"type", describe(numbers[i])}});
    }
    const bool alike = std::all_of(numbers.begin(), numbers.end(),
                                   [&](const Type* type) { return same_type(type, numbers[0]); });
    return alike ? numbers[0] : dyn();
  }

  /// Brings a macro's variable into scope; answers whether `name` can be one.
  bool declare(const Node& name, const Type* type) {
    const bool plain = name.kind == NodeKind::name && !name.absolute;
    if (!plain) {
      report_always("cel-macro-variable", name.span, {{"expression", same(print(name))}});
    }
    const auto slot = static_cast<std::uint32_t>(scope_.size());
    // Of `m.age` the `m` was probably meant: declared so, the rest can be checked.
    const Node& root = root_of(name);
    scope_.push_back({root.kind == NodeKind::name ? root.text : std::string(), type, slot});
    checked_.locals = std::max(checked_.locals, slot + 1);
    return plain;
  }
  std::uint32_t next_slot() const { return static_cast<std::uint32_t>(scope_.size()); }

  const Type* check_bind(const Node& node) {
    const Type* held = check(*node.children[2]);
    info(node).slot = next_slot();
    declare(*node.children[1], held);
    const Type* type = check(*node.children[3]);
    scope_.pop_back();
    return type;
  }

  const Type* check_optional_macro(const Node& node, Macro macro) {
    const Type* receiver = inference_.resolve(check(*node.children[0]));
    const Type* held = inference_.fresh();
    if (!inference_.assign(receiver, types_.optional_of(held))) {
      report("cel-not-optional", node.children[0]->span,
             {{"name", same(node.text)}, {"type", describe(inference_.settle(receiver))}});
      held = dyn();
    }
    info(node).slot = next_slot();
    declare(*node.children[1], inference_.resolve(held));
    const Type* result = check(*node.children[2]);
    scope_.pop_back();
    if (macro == Macro::opt_map) return types_.optional_of(result);

    const Type* inner = inference_.fresh();
    if (inference_.assign(result, types_.optional_of(inner))) return inference_.resolve(result);
    return report("cel-optional-entry", node.children[2]->span,
                  {{"expression", same(print(*node.children[2]))},
                   {"type", describe(inference_.settle(result))}});
  }

  /// What a comprehension's variables stand for.
  struct Range {
    const Type* key;    ///< of a list: the position
    const Type* value;  ///< of a list: the element
    bool map;
  };

  Range range_of(const Node& node, const Type* type) {
    type = inference_.resolve(type);
    switch (type->kind) {
      case TypeKind::list:
        return {Types::simple(TypeKind::integer),
                type->parameters.empty() ? dyn() : type->parameters[0], false};
      case TypeKind::map:
        if (type->parameters.empty()) return {dyn(), dyn(), true};
        return {type->parameters[0], type->parameters[1], true};
      case TypeKind::parameter:
        inference_.assign(dyn(), type);
        return {dyn(), dyn(), false};
      case TypeKind::dyn:
        return {dyn(), dyn(), false};
      default:
        report("cel-not-a-range", node.children[0]->span,
               {{"name", same(node.text)},
                {"expression", same(print(*node.children[0]))},
                {"type", describe(type)}});
        return {dyn(), dyn(), false};
    }
  }

  const Type* check_comprehension(const Node& node, Macro macro) {
    const Range range = range_of(node, check(*node.children[0]));
    const bool two = has_two_variables(macro, node.children.size() - 1);
    info(node).slot = next_slot();
    const Type* only = range.map ? range.key : range.value;
    declare(*node.children[1], two ? range.key : only);
    if (two) declare(*node.children[2], range.value);
    const Type* type = check_step(node, macro, two ? 3 : 2, two ? range.key : only);
    scope_.resize(scope_.size() - (two ? 2 : 1));
    return type;
  }

  /// The arguments after the variables, from `first` on: perhaps a filter, and the result.
  const Type* check_step(const Node& node, Macro macro, std::size_t first, const Type* element) {
    const Node& last = *node.children.back();
    switch (macro) {
      case Macro::all:
      case Macro::exists:
      case Macro::exists_one:
        check_condition(last);
        return boolean();
      case Macro::filter:
        check_condition(last);
        return types_.list_of(inference_.resolve(element));
      default:
        break;
    }
    if (node.children.size() > first + 1) check_condition(*node.children[first]);
    if (macro == Macro::transform_map_entry) return check_new_entry(last);
    const Type* result = check(last);
    return macro == Macro::transform_map ? types_.map_of(element, result) : types_.list_of(result);
  }

  const Type* check_new_entry(const Node& node) {
    const Type* type = check(node);
    if (node.kind == NodeKind::map && node.children.size() == 2) return type;
    return report_always("cel-new-entry", node.span, {{"expression", same(print(node))}});
  }

  const Environment::Impl& names_;
  Types& types_;
  Inference inference_;
  bool full_;
  Reporter& reporter_;
  std::vector<Local> scope_;
  Checked checked_;
};

constexpr std::array<std::string_view, 15> chinese_names{
    "任意", "空值", "真假值", "整数", "无符号整数", "小数", "文本",  "字节串",
    "时刻", "时长", "日期",   "列表", "映射",       "类型", "可选值"};

}  // namespace

Macro macro_of(const Node& call) {
  const std::size_t arguments = call.children.size() - (call.member ? 1 : 0);
  for (const auto& shape : macro_shapes) {
    if (shape.name == call.text && arguments >= shape.least && arguments <= shape.most &&
        is_macro_receiver(call, shape.receiver)) {
      return shape.macro;
    }
  }
  return Macro::none;
}

Localized describe(const Type* type) {
  const std::string name = "`" + type->to_string() + "`";
  std::string_view chinese;
  if (type->kind == TypeKind::record) {
    chinese = "记录";
  } else if (type->kind == TypeKind::enumeration) {
    chinese = "选项";
  } else if (type->kind != TypeKind::parameter) {
    chinese = chinese_names.at(static_cast<std::size_t>(type->kind));
  }
  return {std::string(chinese) + name, name};
}

Checked check(const Node& node, const Environment& environment, const Type* expected,
              Checking checking, Reporter& reporter) {
  return Checker(environment, checking, reporter).run(node, expected);
}

}  // namespace guiju::cel
