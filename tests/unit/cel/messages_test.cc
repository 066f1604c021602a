#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "fixture.h"

namespace guiju::cel {
namespace {

// messages.txt holds wrong expressions, each after `$ `, and what is said about them. With
// GUIJU_BLESS=1 in the environment what is said is written anew; read the difference.

const std::string file = std::string(GUIJU_SOURCE_DIR) + "/tests/unit/cel/messages.txt";

std::string read(const std::string& path) {
  std::ifstream in(path);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

std::string said(World& world, const std::string& expression) {
  std::string all = "$ " + expression + "\n";
  world.compile(expression, Types::simple(TypeKind::boolean));
  for (const auto& diagnostic : world.diagnostics.all()) {
    const auto& place = diagnostic.place;
    all += std::to_string(place.begin.column) + "-" + std::to_string(place.end.column) + " " +
           std::string(diagnostic.id) + "\n";
    for (const auto language : {Language::zh, Language::en}) {
      all += "  " + message_of(diagnostic, language);
      const auto remedy = remedy_of(diagnostic, language);
      if (!remedy.empty()) all += " = " + remedy;
      all += "\n";
    }
  }
  return all;
}

TEST_CASE("wrong expressions are met with messages that teach") {
  const auto expected = read(file);
  std::istringstream lines(expected);
  std::string actual;
  World world;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("$ ", 0) != 0) continue;
    if (!actual.empty()) actual += "\n";
    actual += said(world, line.substr(2));
    CHECK_FALSE(world.diagnostics.empty());
  }
  if (std::getenv("GUIJU_BLESS")) std::ofstream(file) << actual;
  CHECK(actual == (std::getenv("GUIJU_BLESS") ? actual : expected));
}

}  // namespace
}  // namespace guiju::cel
