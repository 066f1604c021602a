#include <catch2/catch.hpp>

#include "cli/explain.h"

namespace guiju {
namespace {

const Packs& builtin() {
  static const Packs packs = [] {
    Diagnostics diagnostics;
    return load_packs(builtin_rules(), diagnostics);
  }();
  return packs;
}

std::vector<std::string> found(const std::string& words) {
  std::vector<std::string> names;
  for (const auto& field : find_fields(builtin(), words)) {
    names.push_back(field.shape->name + "." + field.shape->fields[field.field].name);
  }
  return names;
}

TEST_CASE("a field is found by its path, by labels, and with its kind or type before it") {
  const std::vector<std::string> level{"Unit.level"};
  CHECK(found("members.unit.level") == level);
  CHECK(found("SpecialtyAlliance.members.unit.level") == level);
  CHECK(found("Unit.level") == level);
  CHECK(found("专科联盟.成员单位.单位.级别") == level);
  CHECK(found("zhejiang-2024/SpecialtyAlliance.members") ==
        std::vector<std::string>{"SpecialtyAlliance.members"});
  CHECK(found("Consent.by_member") == std::vector<std::string>{"Consent.by_member"});
}

TEST_CASE("the whole path is meant before the end of a longer one") {
  for (const auto& field : find_fields(builtin(), "specialty")) {
    for (const auto& way : field.ways) CHECK(way.path == "specialty");
  }
  CHECK(found("key_specialty") == std::vector<std::string>{"Member.key_specialty"});
}

TEST_CASE("what is no field is none, also under a pack or a kind that is not there") {
  CHECK(found("members.nothing").empty());
  CHECK(found("nowhere/SpecialtyAlliance.members").empty());
  CHECK(found("Nothing.members").empty());
  CHECK(found("").empty());
}

TEST_CASE("a field of one name in two packs is two fields") {
  CHECK(found("SpecialtyAlliance.members").size() == 2);
}

}  // namespace
}  // namespace guiju
