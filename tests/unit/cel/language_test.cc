#include <catch2/catch.hpp>
#include <cmath>

#include "cel/library.h"
#include "cel/parse.h"
#include "cel/print.h"
#include "fixture.h"

namespace guiju::cel {
namespace {

std::string reprint(std::string_view text) {
  Diagnostics diagnostics;
  const auto tree = parse(text, {}, diagnostics);
  return tree ? print(*tree) : "?";
}

TEST_CASE("printing leaves out needless parentheses and keeps the needed ones") {
  CHECK(reprint("((a) + (b * c))") == "a + b * c");
  CHECK(reprint("(a + b) * c") == "(a + b) * c");
  CHECK(reprint("a - (b - c)") == "a - (b - c)");
  CHECK(reprint("a && (b || c) && d") == "a && (b || c) && d");
  CHECK(reprint("a && (b && c)") == "a && b && c");
  CHECK(reprint("!(a == b)") == "!(a == b)");
  CHECK(reprint("-(5)") == "-(5)");
  CHECK(reprint("- 5") == "-5");
  CHECK(reprint("-a.b") == "-a.b");
  CHECK(reprint("(-a).b") == "(-a).b");
  CHECK(reprint("(a ? b : c) ? d : (e ? f : g)") == "(a ? b : c) ? d : e ? f : g");
  CHECK(reprint("a . b [ 1 ] . c ( 2 , 3 )") == "a.b[1].c(2, 3)");
  CHECK(reprint("a.?b[?c] == {?'k': v, 2: [?x, y]}") == "a.?b[?c] == {?\"k\": v, 2: [?x, y]}");
  CHECK(reprint("a.`b-c`.d") == "a.`b-c`.d");
  CHECK(reprint("'it\\'s \"so\"\\n'") == "\"it's \\\"so\\\"\\n\"");
  CHECK(reprint("b'\\xff\\000a'") == "b\"\\xff\\x00a\"");
  CHECK(reprint("1.0 + 1e3 + 2u") == "1.0 + 1000.0 + 2u");
  CHECK(reprint(".a.b(c)") == ".a.b(c)");
}

TEST_CASE("a tool can change a tree and compile what it made") {
  World world;
  Diagnostics diagnostics;
  const auto tree = parse("n >= 8", {}, diagnostics);
  REQUIRE(tree);
  const auto changed = clone(*tree);
  changed->op = Operator::greater;
  CHECK(print(*changed) == "n > 8");
  CHECK_FALSE(same_tree(*tree, *changed));
}

TEST_CASE("the height of an expression is bounded, not its length") {
  World world;
  world.set("n", World::number(1));
  std::string sum = "n";
  for (int i = 0; i < 200; ++i) sum += " + n";
  CHECK(world.show(sum) == "201");
  for (int i = 0; i < 200; ++i) sum += " + n";
  CHECK(world.mistakes(sum) == "cel-too-deep@1");

  std::string either = "n == 0";
  for (int i = 0; i < 2000; ++i) either += " || n == 2";
  CHECK(world.show(either) == "false");

  CHECK(world.mistakes(std::string(5000, '(') + "n") == "cel-too-deep@251");
  CHECK(world.mistakes(std::string(5000, '!') + "true") == "cel-too-deep@250");
  CHECK(world.mistakes(std::string(5000, '[')) == "cel-too-deep@251");
  CHECK(world.mistakes(std::string(70'000, 'n')) == "cel-too-long@1");
}

TEST_CASE("an evaluation takes no more steps than its budget has") {
  World world;
  const auto cost = [&](std::string_view expression, std::uint64_t steps) {
    auto program = world.compile(expression);
    REQUIRE(program);
    Budget budget{steps};
    Arena arena;
    const Value value = program->evaluate(world.values, arena, budget);
    CHECK(budget.steps < steps);
    return value.is(Kind::error) && value.error->code == ErrorCode::cost_exceeded;
  };
  world.set("anything", world.list(std::vector<Value>(1000, World::number(1))));
  CHECK_FALSE(cost("anything.all(a, a == 1)", 10'000));
  CHECK(cost("anything.all(a, a == 1)", 500));
  CHECK(cost("anything.all(a, anything.all(b, anything.all(c, a == c)))", 1'000'000));
  // Absorbing the error does not help.
  CHECK(cost("anything.all(a, anything.all(b, anything.all(c, a == c))) || true", 1'000'000));
  CHECK(cost("anything == anything", 900));
  CHECK(cost("anything.map(a, 'x').join('----------------------------------------').size() > 1",
             3'000));
}

TEST_CASE("doubling by bound variables is bounded") {
  World world;
  std::string doubled;
  std::string closing;
  for (int i = 0; i < 60; ++i) {
    const auto before = i == 0 ? std::string("'aaaaaaaaaaaaaaaa'") : "v" + std::to_string(i - 1);
    doubled += "cel.bind(v" + std::to_string(i) + ", " + before + " + " + before + ", ";
    closing += ")";
  }
  const Value grown = world.evaluate(doubled + "v59.size()" + closing);
  REQUIRE(grown.is(Kind::error));
  CHECK(grown.error->code == ErrorCode::cost_exceeded);

  std::string nested;
  for (int i = 0; i < 60; ++i) {
    const auto before = i == 0 ? std::string("[1]") : "v" + std::to_string(i - 1);
    nested += "cel.bind(v" + std::to_string(i) + ", [dyn(" + before + "), dyn(" + before + ")], ";
  }
  const Value deep = world.evaluate(nested + "v59 == v59" + closing);
  REQUIRE(deep.is(Kind::error));
  CHECK(deep.error->code == ErrorCode::cost_exceeded);
}

TEST_CASE("values are nested only so deep") {
  World world;
  std::string lists;
  std::string optionals;
  std::string closing;
  for (int i = 0; i < 120; ++i) {
    const auto before = i == 0 ? std::string("1") : "v" + std::to_string(i - 1);
    const auto name = "v" + std::to_string(i);
    lists += "cel.bind(" + name + ", [[[[[[[[[[dyn(" + before + ")]]]]]]]]]], ";
    optionals += "cel.bind(" + name + ", optional.of(optional.of(optional.of(optional.of(" +
                 "optional.of(dyn(" + before + ")))))), ";
    closing += ")";
  }
  for (const auto& expression :
       {lists + "v119 == v119" + closing, optionals + "v119 == v119" + closing}) {
    const Value value = world.evaluate(expression);
    REQUIRE(value.is(Kind::error));
    CHECK(value.error->code == ErrorCode::cost_exceeded);
  }
  CHECK(world.show("[[[1]]] == [[[1]]]") == "true");
}

TEST_CASE("formatting a list of long texts is bounded") {
  World world;
  std::string doubled;
  std::string closing;
  for (int i = 0; i < 14; ++i) {
    const auto before = i == 0 ? std::string("'aaaaaaaaaaaaaaaa'") : "v" + std::to_string(i - 1);
    doubled += "cel.bind(v" + std::to_string(i) + ", " + before + " + " + before + ", ";
    closing += ")";
  }
  world.set("anything", world.list(std::vector<Value>(1000, World::number(1))));
  const Value value =
      world.evaluate(doubled + "'%s'.format([anything.map(a, v13)]).size()" + closing);
  REQUIRE(value.is(Kind::error));
  CHECK(value.error->code == ErrorCode::cost_exceeded);
}

TEST_CASE("bytes that are no text are refused") {
  World world;
  CHECK(world.mistakes("n == '\xff'").empty() == false);
  CHECK(world.mistakes("n == \"\xff\"") == "cel-not-utf8@7");
}

TEST_CASE("a program may be evaluated many times, each in its own arena") {
  World world;
  const auto program = world.compile("['a', 'b'].exists(x, x == 'b') && n in [1, 2, 3]");
  REQUIRE(program);
  for (int i = 0; i < 5; ++i) {
    Arena arena;
    Budget budget;
    world.set("n", World::number(i));
    CHECK(program->evaluate(world.values, arena, budget).boolean == (i >= 1 && i <= 3));
  }
}

TEST_CASE("a program says which fields it reads") {
  World world;
  const auto program =
      world.compile("dossier.members.all(m, m.unit.level == 'city') && has(dossier.lead.name)");
  REQUIRE(program);
  CHECK(program->reads() == std::vector<std::string>{"dossier", "dossier.lead", "dossier.lead.name",
                                                     "dossier.members", "m.unit", "m.unit.level"});
}

TEST_CASE("equality and hashes agree across kinds of numbers") {
  const Value whole = Value::of(std::int64_t{3});
  CHECK(equal(whole, Value::of_uint(3)));
  CHECK(equal(whole, Value::of(3.0)));
  CHECK(hash(whole) == hash(Value::of_uint(3)));
  CHECK(hash(whole) == hash(Value::of(3.0)));
  CHECK(hash(Value::of(0.0)) == hash(Value::of(-0.0)));
  CHECK_FALSE(equal(whole, Value::of_string("3")));
  CHECK_FALSE(equal(Value::of_date(3), whole));
  CHECK_FALSE(equal(Value::of(std::nan("")), Value::of(std::nan(""))));
}

TEST_CASE("equal maps hash alike whatever the order of their entries") {
  World world;
  const Value one = world.evaluate("{'a': 1, 'b': 2}");
  const Value other = world.evaluate("{'b': 2u, 'a': 1.0}");
  CHECK(equal(one, other));
  CHECK(hash(one) == hash(other));
}

TEST_CASE("large maps are looked up by hash and keep their order") {
  Arena arena;
  std::vector<Entry> entries;
  for (std::int64_t i = 0; i < 5000; ++i) entries.push_back({Value::of(i), Value::of(i * i)});
  const Map* map = make_map(arena, entries);
  REQUIRE(find(*map, Value::of(std::int64_t{70})));
  CHECK(find(*map, Value::of(70.0))->integer == 4900);
  CHECK(find(*map, Value::of_uint(4999))->integer == 4999 * 4999);
  CHECK(find(*map, Value::of(std::int64_t{5000})) == nullptr);
  CHECK(find(*map, Value::of_string("70")) == nullptr);
  CHECK(map->entries[42].key.integer == 42);
}

TEST_CASE("long lists are looked into by hash") {
  World world;
  Arena arena;
  std::vector<Value> elements;
  for (std::int64_t i = 0; i < 5000; ++i) elements.push_back(Value::of(2 * i));
  const List* list = make_list(arena, elements);
  CHECK(contains(*list, Value::of(std::int64_t{4000})));
  CHECK(contains(*list, Value::of(4000.0)));
  CHECK(contains(*list, Value::of_uint(0)));
  CHECK_FALSE(contains(*list, Value::of(std::int64_t{4001})));
  CHECK_FALSE(contains(*list, Value::of_string("4000")));
  world.set("anything", Value::of(list));
  CHECK(world.show("4000 in anything && !(4001 in anything) && 4000u in anything") == "true");
  const std::string_view letters = "['a','b','c','d','e','f','g','h','i','j','k','l']";
  CHECK(world.show("'k' in " + std::string(letters)) == "true");
  CHECK(world.show("'z' in " + std::string(letters)) == "false");
}

TEST_CASE("values are written as expressions") {
  World world;
  for (const std::string_view text :
       {"\"a\\\"b\"", "12", "12u", "1.5", "12.0", "true", "null", "b\"\\xff\"", "[1, \"b\"]",
        "{\"k\": [1u]}", "date(\"2024-02-29\")", "timestamp(\"2024-02-29T10:00:00.5Z\")",
        "duration(\"-5.25s\")", "optional.of(1)", "optional.none()", "int"}) {
    CHECK(world.show(text) == text);
  }
  CHECK(to_string(world.record(world.unit, {{"name", World::text("甲")}})) == "Unit{name: \"甲\"}");
}

TEST_CASE("dates are civil, exact and bounded") {
  CHECK(parse_date("1970-01-01") == 0);
  CHECK(parse_date("2024-02-29").has_value());
  CHECK_FALSE(parse_date("2023-02-29"));
  CHECK_FALSE(parse_date("2024-2-9"));
  CHECK_FALSE(parse_date("2024-02-09 "));
  CHECK_FALSE(parse_date("0000-01-01"));
  CHECK(parse_date("0001-01-01").has_value());
  CHECK(format_date(*parse_date("9999-12-31")) == "9999-12-31");
  CHECK(format_date(*parse_date("0001-01-01")) == "0001-01-01");
  CHECK(format_date(add_months(*parse_date("2024-01-31"), 1)) == "2024-02-29");
  CHECK(format_date(add_months(*parse_date("2024-03-31"), -1)) == "2024-02-29");
  CHECK(format_date(add_months(*parse_date("2024-02-29"), 12)) == "2025-02-28");
  CHECK(format_date(add_months(*parse_date("2024-01-15"), -24)) == "2022-01-15");
}

}  // namespace
}  // namespace guiju::cel
