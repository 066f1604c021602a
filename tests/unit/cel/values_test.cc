#include <catch2/catch.hpp>

#include "fixture.h"

namespace guiju::cel {
namespace {

/// Why an expression has no value.
std::optional<ErrorCode> error_of(World& world, std::string_view expression) {
  const Value value = world.evaluate(expression);
  if (!value.is(Kind::error)) return std::nullopt;
  return value.error->code;
}

TEST_CASE("what is zero of its kind makes an empty optional, and nothing else does") {
  World world;
  for (const std::string zero :
       {"null", "false", "0", "0u", "0.0", "''", "b''", "[]", "{}", "duration('0s')",
        "timestamp('1970-01-01T00:00:00Z')", "optional.none()"}) {
    CAPTURE(zero);
    CHECK(world.show("optional.ofNonZeroValue(" + zero + ").hasValue()") == "false");
  }
  for (const std::string other :
       {"true", "1", "1u", "0.5", "' '", "b' '", "[0]", "{0: 0}", "duration('1ms')",
        "timestamp('1970-01-01T00:00:00.5Z')", "optional.of(0)", "date('1970-01-01')"}) {
    CAPTURE(other);
    CHECK(world.show("optional.ofNonZeroValue(" + other + ").hasValue()") == "true");
  }
}

TEST_CASE("each kind of number has its root and its remainder") {
  World world;
  CHECK(world.show("math.sqrt(6.25)") == "2.5");
  CHECK(world.show("math.sqrt(9)") == "3.0");
  CHECK(world.show("math.sqrt(9u)") == "3.0");
  CHECK(world.show("math.isNaN(math.sqrt(-1.0))") == "true");
  CHECK(world.show("7u % 4u") == "3u");
  CHECK(world.show("-7 % 4") == "-3");
  CHECK(error_of(world, "7u % 0u") == ErrorCode::modulus_by_zero);
  CHECK(error_of(world, "dyn(7u) % dyn(4)") == ErrorCode::no_matching_overload);
}

TEST_CASE("a time gives its parts, and a conversion to what a value is already gives the value") {
  World world;
  CHECK(world.show("timestamp('2024-01-01T00:00:07.25Z').getMilliseconds()") == "250");
  CHECK(world.show("timestamp('2024-01-01T00:00:07.25Z').getMilliseconds('Asia/Shanghai')") ==
        "250");
  CHECK(world.show("duration('1.5s').getMilliseconds()") == "500");
  CHECK(world.show("timestamp(timestamp('2024-01-01T00:00:00Z'))") ==
        "timestamp(\"2024-01-01T00:00:00Z\")");
  CHECK(world.show("duration(duration('90s'))") == world.show("duration('90s')"));
  CHECK(world.show("date(date('2024-02-29'))") == "date(\"2024-02-29\")");
}

TEST_CASE("a duration is taken from a time, and no time from a duration") {
  World world;
  CHECK(world.show("timestamp('2024-01-01T00:00:00Z') - duration('1s')") ==
        "timestamp(\"2023-12-31T23:59:59Z\")");
  CHECK(error_of(world, "dyn(duration('1s')) - dyn(timestamp('2024-01-01T00:00:00Z'))") ==
        ErrorCode::no_matching_overload);
  CHECK(error_of(world, "timestamp('0001-01-01T00:00:00Z') - duration('1s')") ==
        ErrorCode::range);
}

TEST_CASE("a day past the calendar is an error, however far past") {
  World world;
  CHECK(error_of(world, "add_days(date('9999-12-31'), 1)") == ErrorCode::range);
  CHECK(error_of(world, "add_days(date('2024-01-01'), 9223372036854775807)") == ErrorCode::range);
  CHECK(error_of(world, "add_months(date('2024-01-01'), 9223372036854775807)") ==
        ErrorCode::range);
}

TEST_CASE("a format takes each kind of number") {
  World world;
  CHECK(world.show("'%s %d %f %e %b %x'.format([1u, 2u, 3u, 4u, 5u, 255u])") ==
        "\"1 2 3.000000 4.000000e+00 101 ff\"");
  CHECK(world.show("'%s %d %f %e %b %x'.format([1, -2, 3, 4, -5, 255])") ==
        "\"1 -2 3.000000 4.000000e+00 -101 ff\"");
  CHECK(world.show("'%s %d %.1f'.format([1.5, 2.5, 3.25])") == "\"1.5 2.5 3.2\"");
  CHECK(error_of(world, "'%d'.format([true])") == ErrorCode::invalid_argument);
}

TEST_CASE("what has no type before it is evaluated is refused when it is of the wrong kind") {
  World world;
  world.set("anything", World::number(1));
  for (const std::string_view expression :
       {"size(anything)", "has(anything.x)", "anything['x']", "anything.x", "anything > 'a'"}) {
    CAPTURE(expression);
    const auto error = error_of(world, expression);
    REQUIRE(error);
    CHECK((*error == ErrorCode::no_matching_overload || *error == ErrorCode::no_such_field));
  }
  CHECK(error_of(world, "string(dyn([1]))") == ErrorCode::no_matching_overload);
  CHECK(error_of(world, "has(dyn([{}])[1].x)") == ErrorCode::index_out_of_range);
  CHECK(error_of(world, "covered_days([dyn(1)], date('2024-01-01'), date('2024-12-31'))") ==
        ErrorCode::invalid_argument);
}

TEST_CASE("a list is looked into by a number that is whole, whatever its kind") {
  World world;
  CHECK(world.show("[7, 8][dyn(1.0)]") == "8");
  CHECK(world.show("[7, 8][dyn(1u)]") == "8");
  CHECK(error_of(world, "[7, 8][dyn(0.5)]") == ErrorCode::invalid_argument);
  CHECK(error_of(world, "[7, 8][dyn(18446744073709551615u)]") == ErrorCode::index_out_of_range);
}

TEST_CASE("a pattern that is known only when it is used is held to the same limits") {
  World world;
  world.set("anything", World::text("^b+$"));
  CHECK(world.show("'bbb'.matches(anything)") == "true");
  CHECK(world.show("'abb'.matches(anything)") == "false");
  world.set("anything", World::text("(b"));
  CHECK(error_of(world, "'bbb'.matches(anything)") == ErrorCode::invalid_argument);
  const std::string long_pattern(5000, 'b');
  world.set("anything", World::text(long_pattern));
  CHECK(error_of(world, "'bbb'.matches(anything)") == ErrorCode::invalid_argument);
  CHECK(world.mistakes("'bbb'.matches('" + long_pattern + "')") == "cel-bad-pattern@15");
}

TEST_CASE("records are equal where all of their fields are, and all that lack") {
  World world;
  const auto unit = [&](const char* name, const World::Fields& more = {}) {
    World::Fields fields = more;
    fields.emplace_back("name", World::text(name));
    return world.record(world.unit, fields);
  };
  const auto same_units = [&](const Value& left, const Value& right) {
    world.set("dossier", world.record(world.dossier, {{"lead", left}}));
    world.set("member", world.record(world.member, {{"unit", right}}));
    return world.show("dossier.lead == member.unit");
  };
  CHECK(same_units(unit("甲"), unit("甲")) == "true");
  CHECK(same_units(unit("甲"), unit("乙")) == "false");
  CHECK(same_units(unit("甲"), unit("甲", {{"beds", World::number(5)}})) == "false");
  CHECK(same_units(unit("甲", {{"beds", World::number(5)}}),
                   unit("甲", {{"beds", World::number(5)}})) == "true");
  world.set("anything", world.record(world.period, {}));
  CHECK(world.show("anything == dyn(member.unit)") == "false");
}

TEST_CASE("a record has no room for the fields that it lacks at its end") {
  World world;
  const Value name = World::text("甲院");
  const Value age = World::number(3);
  const std::vector<Value> all{name, Value::absent(), age, Value::absent(), Value::absent(),
                               Value::absent()};
  const Record* record = make_record(world.arena, world.member, all);
  CHECK(record->type() == world.member);
  REQUIRE(record->fields().size() == 3);
  CHECK(record->field(0).text() == "甲院");
  CHECK(record->field(1).is(Kind::absent));
  CHECK(record->field(2).integer == 3);
  CHECK(record->field(5).is(Kind::absent));
  CHECK(record->field(99).is(Kind::absent));
  const Record* first = make_record(world.arena, world.member, std::span(all).first(3));
  CHECK(equal(Value::of(record), Value::of(first)));
  CHECK(hash(Value::of(record)) == hash(Value::of(first)));
  const Record* none = make_record(world.arena, world.member, std::span(all).last(2));
  CHECK(none->fields().empty());
  CHECK_FALSE(equal(Value::of(record), Value::of(none)));
}

TEST_CASE("the same moment hashes alike wherever it was told, and so does the same span") {
  World world;
  CHECK(hash(world.evaluate("timestamp('2024-01-01T08:00:00+08:00')")) ==
        hash(world.evaluate("timestamp('2024-01-01T00:00:00Z')")));
  CHECK(hash(world.evaluate("duration('90s')")) == hash(world.evaluate("duration('1m30s')")));
  std::string moments;
  for (int hour = 10; hour < 24; ++hour) {
    moments += (moments.empty() ? "" : ", ") + ("timestamp('2024-01-01T" + std::to_string(hour)) +
               ":00:00Z')";
  }
  CHECK(world.show("timestamp('2024-01-01T18:00:00+08:00') in [" + moments + "]") == "true");
  CHECK(world.show("timestamp('2024-01-01T18:00:00Z') in [" + moments + "]") == "true");
  CHECK(world.show("timestamp('2024-01-01T18:00:01Z') in [" + moments + "]") == "false");
}

TEST_CASE("an optional has a type of its own when it is asked for") {
  World world;
  CHECK(world.show("type(optional.of(1)) == type(optional.none())") == "true");
  CHECK(world.show("type(optional.of(1)) == type(1)") == "false");
}

TEST_CASE("two enumerations compare where they share a value") {
  World world;
  world.slot("grade", world.types.enumeration("grade", {"first", "county"}));
  world.slot("colour", world.types.enumeration("colour", {"red"}));
  CHECK(world.mistakes("member.unit.level == grade").empty());
  CHECK(world.mistakes("member.unit.level == colour") == "cel-compare@19");
}

TEST_CASE("what an empty list holds may be anything") {
  World world;
  CHECK(world.show("[].all(x, x.all(y, y == 1))") == "true");
}

TEST_CASE("with any budget an evaluation gives its value, or says that the budget is used up") {
  World world;
  world.set("anything", World::text("一二三四五六七八九十甲乙丙丁戊己庚辛"));
  world.set("dossier", world.record(world.dossier, {{"title", World::text("某某联盟某某")}}));
  for (const std::string_view expression :
       {"anything.matches('^一.*辛$')", "'一二'.matches(anything)", "anything < anything + '一'",
        "dossier.title.replace('某', '甲乙')", "anything.replace('', '--')",
        "dossier.title.contains('联盟')", "anything.split('').map(c, c + c).join('、')",
        "{'a': 1, 'b': 2}[dossier.title == '' ? 'a' : 'b']", "'b' in {'a': 1, 'b': 2}",
        "size(anything)", "'%s'.format([anything])", "math.greatest([1, 2, 3])",
        "[optional.of(1), optional.none()].size()", "[3, 1, 2].map(x, x * 2)", "anything.reverse()",
        "[1, 2].exists(x, x == 3) || true", "{'a': [1, 2]}.exists(k, k == 'a')",
        "anything == dossier.title || anything.upperAscii() == anything"}) {
    CAPTURE(expression);
    auto program = world.compile(expression);
    CAPTURE(world.ids());
    REQUIRE(program);
    constexpr std::uint64_t plenty = 1'000'000;
    Arena arena;
    Budget whole{plenty};
    const Value value = program->evaluate(world.values, arena, whole);
    REQUIRE_FALSE(value.is(Kind::error));
    const auto cost = plenty - whole.steps;
    for (std::uint64_t steps = 0; steps < cost; ++steps) {
      Budget budget{steps};
      const Value less = program->evaluate(world.values, arena, budget);
      REQUIRE(less.is(Kind::error));
      REQUIRE(less.error->code == ErrorCode::cost_exceeded);
    }
    Budget exact{cost};
    CHECK(equal(program->evaluate(world.values, arena, exact), value));
  }
}

}  // namespace
}  // namespace guiju::cel
