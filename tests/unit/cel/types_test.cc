#include <catch2/catch.hpp>

#include "fixture.h"

namespace guiju::cel {
namespace {

TEST_CASE("an expression has the type its fields are declared with") {
  World world;
  const auto type = [&](std::string_view expression) {
    const auto program = world.compile(expression);
    return program ? program->type()->to_string() : world.ids();
  };
  CHECK(type("member.age") == "int");
  CHECK(type("member.unit") == "Unit");
  CHECK(type("member.unit.level") == "level");
  CHECK(type("member.unit.founded") == "date");
  CHECK(type("dossier.members") == "list(Member)");
  CHECK(type("dossier.members.map(m, m.unit.founded)") == "list(date)");
  CHECK(type("dossier.members.filter(m, m.age > 3)[0]") == "Member");
  CHECK(type("member.?unit") == "optional_type(Unit)");
  CHECK(type("member.?unit.name") == "optional_type(string)");
  CHECK(type("dossier.members.transformMap(i, m, m.name)") == "map(int, string)");
  CHECK(type("n > 3 ? member.unit.level : 'county'") == "string");
  CHECK(type("gaps(member.posts, dossier.filed, dossier.filed)") == "list(map(string, date))");
  CHECK(type("[[1], [1u]]") == "list(dyn)");
  CHECK(type("[optional.none(), optional.of(1)]") == "list(optional_type(int))");
  CHECK(type("[optional.of(1), optional.of(dyn(1))]") == "list(optional_type(dyn))");
  CHECK(type("[{1: 2}, {1u: 1}]") == "list(dyn)");
  CHECK(type("cel.bind(x, [member], x[0].age)") == "int");
}

TEST_CASE("an unknown field is reported at its own place") {
  World world;
  CHECK(world.mistakes("member.unti.level == 'county'") == "cel-unknown-field@8");
  CHECK(message_of(world.diagnostics.all()[0], Language::en) == "Member has no field `unti`");
  CHECK(remedy_of(world.diagnostics.all()[0], Language::en) == "did you mean `unit`?");
  CHECK(world.mistakes("has(member.agee)") == "cel-unknown-field@12");
  CHECK(world.mistakes("member.?unti") == "cel-unknown-field@9");
  CHECK(world.mistakes("dossier.members.all(m, m.unit.levle == 'city')") == "cel-unknown-field@31");
}

TEST_CASE("of many known names the first are told, and that there are more") {
  World world;
  auto* wide = world.types.new_record("Wide");
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    wide->add(std::string(5, letter), Types::simple(TypeKind::integer));
  }
  world.slot("wide", world.types.record(wide));
  CHECK(world.mistakes("wide.length") == "cel-unknown-field@6");
  const auto remedy = remedy_of(world.diagnostics.all()[0], Language::en);
  CHECK(remedy.find("`lllll`, …") != std::string::npos);
  CHECK(remedy.find("mmmmm") == std::string::npos);
}

TEST_CASE("every mistake is reported, each once") {
  World world;
  CHECK(world.mistakes("member.unti.level == 'x' && member.agee > 3 && nn == 2") ==
        "cel-unknown-field@8, cel-unknown-field@36, cel-undeclared@48");
  CHECK(world.mistakes("member.unti > 3 + 'a'") == "cel-unknown-field@8, cel-operands@17");
  CHECK(world.mistakes("math.median(1)") == "cel-unknown-function@1");
  CHECK(world.mistakes("math.median(1) * math.least(2)") == "cel-unknown-function@1");
  CHECK(world.mistakes("math.median(nn)") == "cel-unknown-function@1, cel-undeclared@13");
  CHECK(world.mistakes("maths.greatest(1)") == "cel-unknown-function@7, cel-undeclared@1");
  CHECK(world.mistakes("sise(member.unti)") == "cel-unknown-function@1, cel-unknown-field@13");
}

TEST_CASE("an enumeration compares with its own values only") {
  World world;
  CHECK(world.mistakes("member.unit.level == 'county'").empty());
  CHECK(world.mistakes("member.unit.level == 'conty'") == "cel-enum-value@22");
  CHECK(world.mistakes("'conty' != member.unit.level") == "cel-enum-value@1");
  CHECK(world.mistakes("member.unit.level in ['city', 'town']") == "cel-enum-value@31");
  CHECK(world.mistakes("'town' in dossier.members.map(m, m.unit.level)") == "cel-enum-value@1");
  CHECK(world.mistakes("member.unit.level == (n > 3 ? 'citi' : 'county')") == "cel-enum-value@31");
  CHECK(world.mistakes("member.unit.level.startsWith('c')").empty());
  CHECK(world.mistakes("member.unit.level == member.name").empty());
  CHECK(world.mistakes("member.unit.level == 3") == "cel-compare@19");
}

TEST_CASE("a date compares with dates only") {
  World world;
  CHECK(world.mistakes("dossier.filed < date('2024-10-31')").empty());
  CHECK(world.mistakes("dossier.filed == date('2024-10-31')").empty());
  CHECK(world.mistakes("dossier.filed < '2024-10-31'") == "cel-date-text@17");
  CHECK(world.mistakes("'2024-10-31' == dossier.filed") == "cel-date-text@1");
  CHECK(world.mistakes("dossier.filed > 2024") == "cel-compare@15");
  CHECK(world.mistakes("dossier.filed - member.unit.founded") == "cel-date-arithmetic@15");
  CHECK(world.mistakes("dossier.filed in ['2024-10-31']") == "cel-date-text-in@15");
}

TEST_CASE("a result must be of the type that is expected") {
  World world;
  const auto* boolean = Types::simple(TypeKind::boolean);
  CHECK(world.mistakes("member.age", boolean) == "cel-wrong-result@1");
  CHECK(world.mistakes("member.age > 3", boolean).empty());
  CHECK(world.mistakes("anything", boolean).empty());
  CHECK(world.mistakes("member.unit.level", Types::simple(TypeKind::string)).empty());
  CHECK(world.mistakes("1", Types::simple(TypeKind::real)) == "cel-wrong-result@1");
  CHECK(world.mistakes("'conty'", world.types.enumeration("level", {"county"})) ==
        "cel-enum-value@1");
}

TEST_CASE("a checked expression never gives a type error unless it holds dyn") {
  World world;
  world.set("n", World::number(2));
  for (const std::string_view expression :
       {"n + 1", "n > 1 && n < 4", "[n, 2].map(x, x * 2)", "{'a': n}.a", "string(n) + 'x'"}) {
    const Value value = world.evaluate(expression);
    CHECK_FALSE(value.is(Kind::error));
  }
}

TEST_CASE("a host's function is checked and called like the library's") {
  World world;
  Function twice;
  twice.name = "twice";
  twice.parameters = {Types::simple(TypeKind::integer)};
  twice.result = Types::simple(TypeKind::integer);
  twice.call = [](const Call& call) { return Value::of(call.arguments[0].integer * 2); };
  world.environment.add(twice);
  world.set("n", World::number(21));
  CHECK(world.show("twice(n)") == "42");
  CHECK(world.mistakes("twice('a')") == "cel-arguments@1");
  CHECK(world.mistakes("twise(3)") == "cel-unknown-function@1");

  // An overload of a function of the library.
  Function size;
  size.name = "size";
  size.parameters = {world.types.record(world.unit)};
  size.result = Types::simple(TypeKind::integer);
  size.call = [](const Call&) { return Value::of(std::int64_t{7}); };
  world.environment.add(size);
  world.set("member", world.record(world.member, {{"unit", world.record(world.unit, {})}}));
  CHECK(world.show("size(member.unit) + size('abc')") == "10");
}

TEST_CASE("types are written as the conformance suite writes them") {
  Types types;
  const auto* text = Types::simple(TypeKind::string);
  CHECK(types.map_of(text, types.list_of(text))->to_string() == "map(string, list(string))");
  CHECK(types.optional_of(text)->to_string() == "optional_type(string)");
  CHECK(types.list_of(text) == types.list_of(text));
  Types others;
  CHECK(same_type(types.list_of(text), others.list_of(text)));
  CHECK_FALSE(same_type(types.list_of(text), text));
}

}  // namespace
}  // namespace guiju::cel
