#include <catch2/catch.hpp>
#include <fstream>

#include "fixture.h"

namespace guiju::cel {
namespace {

/// The member that docs/expressions.md is about.
struct Page : World {
  Page() {
    const Value home = record(unit, {{"name", text("桐庐县中医院")},
                                     {"level", text("county")},
                                     {"founded", day("2001-05-01")},
                                     {"beds", number(120)}});
    const Value posts =
        list({record(period, {{"from", day("2020-01-01")}, {"to", day("2022-06-30")}}),
              record(period, {{"from", day("2022-09-01")}})});
    set("member", record(member, {{"name", text("桐庐县中医院")},
                                  {"unit", home},
                                  {"age", number(45)},
                                  {"posts", posts},
                                  {"tags", list({text("针灸"), text("推拿")})}}));
  }
};

std::string told(const Value& value) {
  const auto missing = World::missing(value);
  if (missing.empty()) return to_string(value);
  std::string all = "missing";
  for (const auto& path : missing) all += " " + path;
  return all;
}

std::string trimmed(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

TEST_CASE("the examples of docs/expressions.md say what is so") {
  std::ifstream page(std::string(GUIJU_SOURCE_DIR) + "/docs/expressions.md");
  Page world;
  bool inside = false;
  int examples = 0;
  for (std::string line; std::getline(page, line);) {
    if (line.rfind("```", 0) == 0) {
      inside = line == "```cel";
      continue;
    }
    const auto arrow = line.find("// => ");
    if (!inside || line.empty()) continue;
    INFO(line);
    REQUIRE(arrow != std::string::npos);
    CHECK(told(world.evaluate(trimmed(line.substr(0, arrow)))) == line.substr(arrow + 6));
    ++examples;
  }
  CHECK(examples > 100);
}

/// Every function of the library has its place on the page.
TEST_CASE("every function is described in docs/expressions.md") {
  std::ifstream in(std::string(GUIJU_SOURCE_DIR) + "/docs/expressions.md");
  const std::string page((std::istreambuf_iterator<char>(in)), {});
  Types types;
  const Environment environment(types);
  for (const bool member : {false, true}) {
    for (const auto name : function_names(environment, member)) {
      INFO(name);
      CHECK((page.find(std::string(name) + "(") != std::string::npos ||
             page.find("`" + std::string(name) + "`") != std::string::npos));
    }
  }
}

}  // namespace
}  // namespace guiju::cel
