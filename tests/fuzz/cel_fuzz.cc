// Any text is parsed, checked and evaluated or refused, within its budget, and keeps the promises
// of expression.h. The first line is the expression; what follows it is the text of `s`.
#include <algorithm>
#include <string>

#include "cel/code.h"
#include "cel/parse.h"
#include "cel/print.h"
#include "promise.h"
#include "target.h"

namespace guiju::cel {
namespace {

/// Variables of every kind, made once.
struct World {
  World() : environment(types) {
    const auto* text = Types::simple(TypeKind::string);
    const auto* number = Types::simple(TypeKind::integer);
    const auto* date = Types::simple(TypeKind::date);
    RecordType* record = types.new_record("R");
    record->add("a", number);
    record->add("b", text);
    record->add("from", date);
    record->add("to", date);
    record->add("e", types.enumeration("e", {"x", "y"}));
    record->add("r", types.record(record));
    record->add("l", types.list_of(types.record(record)));

    auto* inner = fields(*record);
    inner[0] = Value::of(std::int64_t{7}).at(2);
    inner[2] = Value::of_date(19'000).at(3);
    auto* elements = arena.make<Value>(3);
    for (int i = 0; i < 3; ++i) elements[i] = value(*record, inner).at(4);
    auto* list = arena.make<List>();
    list->elements = {elements, 3};
    auto* outer = fields(*record);
    outer[1] = Value::of_string("b").at(5);
    outer[3] = Value::of_date(19'100).at(6);
    outer[4] = Value::of_string("x").at(7);
    outer[5] = elements[0];
    outer[6] = Value::of(list).at(8);

    declare("r", types.record(record), value(*record, outer).at(1));
    declare("l", types.list_of(types.record(record)), Value::of(list));
    declare("n", number, Value::of(std::int64_t{-3}));
    declare("u", Types::simple(TypeKind::uinteger), Value::of_uint(5));
    declare("d", Types::simple(TypeKind::real), Value::of(2.5));
    declare("t", date, Value::of_date(20'000));
    declare("x", Types::simple(TypeKind::dyn), Value::of(list));
    declare("s", text, Value::of_string(""));
  }

  Value* fields(const RecordType& record) {
    auto* made = arena.make<Value>(record.fields().size());
    for (std::size_t i = 0; i < record.fields().size(); ++i) made[i] = Value::absent();
    return made;
  }
  Value value(const RecordType& type, const Value* made) {
    return Value::of(make_record(arena, &type, {made, type.fields().size()}));
  }
  void declare(const std::string& name, const Type* type, Value value) {
    environment.declare(name, type);
    values.push_back(value);
  }

  Types types;
  Arena arena;
  Environment environment;
  std::vector<Value> values;
};

void read_messages(const Diagnostics& diagnostics) {
  for (const auto& diagnostic : diagnostics.all()) check_words(diagnostic);
}

bool has_dyn(const Type* type) {
  if (type->kind == TypeKind::dyn || type->kind == TypeKind::parameter) return true;
  return std::any_of(type->parameters.begin(), type->parameters.end(), has_dyn);
}

/// Whether every type of an expression is known before it is evaluated.
bool is_static(const Node& tree, const World& world) {
  Diagnostics diagnostics;
  const Placing placing;
  Reporter reporter(placing, diagnostics);
  const auto checked = check(tree, world.environment, nullptr, Checking::full, reporter);
  return std::none_of(checked.nodes.begin(), checked.nodes.end(), [](const auto& node) {
    return node.second.type && has_dyn(node.second.type);
  });
}

void evaluate(const Program& program, const World& world, bool checked, bool no_dyn) {
  Arena arena;
  Budget budget{20'000};
  const Value value = program.evaluate(world.values, arena, budget);
  if (no_dyn && value.is(Kind::error)) {
    require(value.error->code != ErrorCode::no_matching_overload,
            "what was checked and has no dyn gives no type error");
  }
  if (value.is(Kind::error)) {
    const bool missing = value.error->code == ErrorCode::missing_field;
    require(missing == (value.error->missing != nullptr), "a missing field says which");
  } else {
    require(equal(value, value) || !checked || to_string(value).find("NaN") != std::string::npos,
            "a value equals itself");
    require(!value.is(Kind::absent), "no value is absent");
    hash(value);
  }
  Budget again{20'000};
  const auto explanation = program.explain(world.values, arena, again);
  const bool failed = value.is(Kind::boolean) && !value.boolean;
  require(failed || explanation.atoms.empty(), "only what is false is explained");
}

void run(const std::string& expression, const std::string& text) {
  static World world;
  if (find_invalid_utf8(expression) || find_invalid_utf8(text)) return;
  world.values.back() = Value::of_string(text);
  Diagnostics diagnostics;
  const auto size = static_cast<std::uint32_t>(expression.size());
  const Placing placing = [size](Span span) {
    require(span.begin <= span.end && span.end <= size, "a place lies in the expression");
    return Place{};
  };
  const auto tree = parse(expression, placing, diagnostics);
  read_messages(diagnostics);
  require((tree == nullptr) == !diagnostics.empty(), "a tree or a diagnostic");
  if (!tree) return;

  const auto printed = print(*tree);
  if (printed.size() <= max_expression_bytes) {
    Diagnostics none;
    const auto again = parse(printed, {}, none);
    require(again && same_tree(*tree, *again), "what was printed reads as the same tree");
  }
  for (const auto checking : {Checking::full, Checking::names_only}) {
    Diagnostics found;
    const auto program =
        compile(*tree, expression, world.environment, nullptr, checking, placing, found);
    read_messages(found);
    require(program.has_value() == found.empty(), "a program or a diagnostic");
    const bool checked = checking == Checking::full;
    if (program) evaluate(*program, world, checked, checked && is_static(*tree, world));
  }
}

}  // namespace
}  // namespace guiju::cel

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string all(reinterpret_cast<const char*>(data), size);
  const auto end = all.find('\n');
  const auto text = end == std::string::npos ? std::string() : all.substr(end + 1);
  guiju::cel::run(all.substr(0, end), text);
  return 0;
}
