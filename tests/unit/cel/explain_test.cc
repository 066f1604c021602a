#include <catch2/catch.hpp>

#include "fixture.h"

namespace guiju::cel {
namespace {

struct Told : World {
  Told() {
    std::vector<Value> members;
    for (int i = 0; i < 30; ++i) {
      members.push_back(record(member,
                               {{"name", text("甲")},
                                {"age", number(i).at(100 + static_cast<std::uint32_t>(i))},
                                {"consent", Value::of(i % 2 == 0)}},
                               static_cast<std::uint32_t>(i)));
    }
    set("dossier", record(dossier, {{"members", list(members, 7)}, {"title", text("某")}}, 1));
    set("member", members[5]);
    set("n", number(3).at(70));
  }
  std::vector<std::string> texts(std::string_view expression) {
    std::vector<std::string> all;
    for (const auto& atom : explain(expression).atoms) {
      all.push_back((atom.negated ? "not " : "") + atom.text);
    }
    return all;
  }
};

using Texts = std::vector<std::string>;

TEST_CASE("a comparison that fails is told with both operands and the field it is about") {
  Told world;
  const auto explanation = world.explain("member.age >= 2 * n");
  REQUIRE(explanation.atoms.size() == 1);
  const Atom& atom = explanation.atoms[0];
  CHECK(atom.text == "member.age >= 2 * n");
  CHECK(atom.where == Span{0, 19});
  CHECK(atom.operation == ">=");
  CHECK(atom.left_text == "member.age");
  CHECK(atom.right_text == "2 * n");
  CHECK(to_string(atom.left) == "5");
  CHECK(to_string(atom.right) == "6");
  CHECK(atom.left.origin == 105);
  CHECK(atom.left_type == world.member);
  CHECK(atom.left_field == 2);
  CHECK(atom.right_type == nullptr);
  CHECK_FALSE(atom.negated);
}

TEST_CASE("of a conjunction only what failed is told, and of a disjunction everything") {
  Told world;
  CHECK(world.texts("n == 3 && n > 5 && member.age < 2") == Texts{"n > 5", "member.age < 2"});
  CHECK(world.texts("n == 4 || member.age < 2") == Texts{"n == 4", "member.age < 2"});
  CHECK(world.texts("(n == 3 && n > 5) || n == 9") == Texts{"n > 5", "n == 9"});
}

TEST_CASE("a negation is told by what held") {
  Told world;
  CHECK(world.texts("!(n == 3)") == Texts{"not n == 3"});
  CHECK(world.texts("!(n == 4 || member.age == 5)") == Texts{"not member.age == 5"});
  CHECK(world.texts("!(n == 3 && member.age == 5)") == Texts{"not n == 3", "not member.age == 5"});
  CHECK(world.texts("!!(n == 4)") == Texts{"n == 4"});
}

TEST_CASE("a conditional is told by the branch that was taken") {
  Told world;
  CHECK(world.texts("n == 3 ? member.age > 9 : n > 100") == Texts{"member.age > 9"});
}

TEST_CASE("all is told by the elements that failed, at most twenty") {
  Told world;
  const auto some = world.explain("dossier.members.all(m, m.age < 28)");
  REQUIRE(some.atoms.size() == 2);
  CHECK(to_string(some.atoms[0].left) == "28");
  CHECK(some.atoms[1].left.origin == 129);
  CHECK(world.explain("dossier.members.all(m, m.age < 0)").atoms.size() == 20);
}

TEST_CASE("exists is told by its range, and by its only element") {
  Told world;
  const auto none = world.explain("dossier.members.exists(m, m.age > 100)");
  REQUIRE(none.atoms.size() == 1);
  CHECK(none.atoms[0].operation == "exists");
  CHECK(none.atoms[0].left.origin == 7);
  CHECK(none.atoms[0].left_type == world.dossier);
  CHECK(world.texts("[n].exists(x, x > 4)") == Texts{"[n].exists(x, x > 4)", "x > 4"});
  CHECK(world.texts("{'beds': n}.exists(k, k == 'staff')") ==
        Texts{"{'beds': n}.exists(k, k == 'staff')", "k == 'staff'"});
  CHECK(world.texts("!dossier.members.exists(m, m.age == 4)") == Texts{"not m.age == 4"});
  CHECK(world.texts("dossier.members.exists_one(m, m.age > 4)") ==
        Texts{"dossier.members.exists_one(m, m.age > 4)"});
}

TEST_CASE("has, fields, calls and constants are told as they are") {
  Told world;
  const auto absent = world.explain("has(member.unit)");
  REQUIRE(absent.atoms.size() == 1);
  CHECK(absent.atoms[0].operation == "has");
  CHECK(absent.atoms[0].left_text == "member.unit");
  CHECK(absent.atoms[0].left_type == world.member);
  CHECK(absent.atoms[0].left_field == 1);
  CHECK(absent.atoms[0].left.is(Kind::null));
  CHECK(absent.atoms[0].left.origin == 5);  // the record that lacks it

  const auto field = world.explain("member.consent");
  REQUIRE(field.atoms.size() == 1);
  CHECK(field.atoms[0].operation.empty());
  CHECK(field.atoms[0].left_field == 3);

  const auto call = world.explain("member.name.startsWith('乙')");
  REQUIRE(call.atoms.size() == 1);
  CHECK(call.atoms[0].operation == "startsWith");
  CHECK(to_string(call.atoms[0].left) == "\"甲\"");
  CHECK(to_string(call.atoms[0].right) == "\"乙\"");

  const auto pattern = world.explain("member.name.matches('^乙')");
  REQUIRE(pattern.atoms.size() == 1);
  CHECK(pattern.atoms[0].operation == "matches");
  CHECK(to_string(pattern.atoms[0].left) == "\"甲\"");
  CHECK(to_string(pattern.atoms[0].right) == "\"^乙\"");

  CHECK(world.texts("cel.bind(a, n + 1, a > 9)") == Texts{"a > 9"});
  CHECK(world.texts("false") == Texts{"false"});
  CHECK(world.texts("member.age in [1, 2]") == Texts{"member.age in [1, 2]"});
}

TEST_CASE("a condition without a value is told by what is missing") {
  Told world;
  const auto explanation = world.explain("member.unit.beds > 3 && has(member.unit)");
  CHECK(explanation.atoms.size() == 1);  // `has` is false, and decides
  const auto unknown = world.explain("member.unit.beds > 3 && dossier.filed > date('2024-01-01')");
  CHECK(unknown.atoms.empty());
  REQUIRE(unknown.missing.size() == 2);
  CHECK(unknown.missing[0]->path == "member.unit");
  CHECK(unknown.missing[1]->path == "dossier.filed");
}

TEST_CASE("a condition that holds has nothing to explain") {
  Told world;
  CHECK(world.explain("n == 3").atoms.empty());
}

}  // namespace
}  // namespace guiju::cel
