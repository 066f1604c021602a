#include "audit/path_pattern.h"

#include <catch2/catch.hpp>

namespace guiju {
namespace {

bool matches(std::string_view pattern, std::string_view path) {
  return PathPattern(pattern).matches(path);
}

bool excludes(std::string_view lines, std::string_view path, bool is_folder = false) {
  Exclusions exclusions;
  exclusions.add_lines(lines);
  return exclusions.exclude_within(path, is_folder);
}

}  // namespace

TEST_CASE("a star stays within a name, two stars pass folders, none included") {
  CHECK(matches("材料/*.yaml", "材料/甲.yaml"));
  CHECK(matches("材料/*.yaml", "./材料//甲.yaml"));
  CHECK_FALSE(matches("材料/*.yaml", "材料/浙江/甲.yaml"));
  CHECK(matches("材料/**/联盟-*.yaml", "材料/联盟-甲.yaml"));
  CHECK(matches("材料/**/联盟-*.yaml", "材料/浙江/杭州/联盟-甲.yaml"));
  CHECK_FALSE(matches("材料/**/联盟-*.yaml", "材料/浙江/推荐-甲.yaml"));
  CHECK(matches("**/a/**/b", "x/a/c/a/d/b"));
  CHECK_FALSE(matches("**/a/**/b", "x/a/c/a/d/b/e"));
  CHECK(matches("材料/**", "材料/浙江/甲.yaml"));
  CHECK_FALSE(matches("材料/**", "材料"));
  CHECK_FALSE(matches("a**b", "a/b"));
}

TEST_CASE("a question mark and a set stand for one character, Chinese or not") {
  CHECK(matches("联盟?.yaml", "联盟甲.yaml"));
  CHECK_FALSE(matches("联盟?.yaml", "联盟.yaml"));
  CHECK(matches("[甲乙].yaml", "乙.yaml"));
  CHECK_FALSE(matches("[甲乙].yaml", "丙.yaml"));
  CHECK(matches("[!甲乙].yaml", "丙.yaml"));
  CHECK(matches("[^0-9]", "a"));
  CHECK_FALSE(matches("[^0-9]", "7"));
  CHECK(matches("[]a]", "]"));
  CHECK(matches("[a", "[a"));
  CHECK(matches("\\[a\\]\\*", "[a]*"));
  CHECK_FALSE(matches("\\*", "a"));
  CHECK(matches("?.yaml", "\xFF.yaml"));
}

TEST_CASE("a star that took too little is tried again") {
  CHECK(matches("*ab*ba", "xabyabba"));
  CHECK(matches("*.ya*ml", "a.yaml.ya.ml"));
  CHECK_FALSE(matches("*ab", "aba"));
  CHECK(matches("**", "a/b"));
}

TEST_CASE("a folder is entered only where something below it may match") {
  const PathPattern plain("浙江/*/联盟.yaml");
  CHECK(plain.may_match_below(""));
  CHECK(plain.may_match_below("浙江"));
  CHECK(plain.may_match_below("浙江/杭州"));
  CHECK_FALSE(plain.may_match_below("甘肃"));
  CHECK_FALSE(plain.may_match_below("浙江/杭州/西湖"));
  CHECK(PathPattern("浙江/**/联盟.yaml").may_match_below("浙江/杭州/西湖"));
}

TEST_CASE("a pattern without a slash excludes a name anywhere, one with a slash a path") {
  CHECK(excludes("草稿*", "材料/浙江/草稿-1.yaml"));
  CHECK(excludes("旧", "材料/旧/甲.yaml"));
  CHECK(excludes("材料/旧", "材料/旧/甲.yaml"));
  CHECK_FALSE(excludes("材料/旧", "别处/材料/旧/甲.yaml"));
  CHECK(excludes("/材料", "材料/甲.yaml"));
  CHECK_FALSE(excludes("/旧", "材料/旧/甲.yaml"));
  CHECK(excludes("/data/旧", "/data/旧/甲.yaml"));
}

TEST_CASE("a slash at the end excludes folders only") {
  CHECK(excludes("旧/", "材料/旧/甲.yaml"));
  CHECK(excludes("旧/", "材料/旧", true));
  CHECK_FALSE(excludes("旧/", "材料/旧"));
}

TEST_CASE("the last pattern that matches decides, but not within a folder left out") {
  CHECK_FALSE(excludes("*.yaml\n!甲.yaml\n", "材料/甲.yaml"));
  CHECK(excludes("!甲.yaml\n*.yaml\n", "材料/甲.yaml"));
  CHECK(excludes("材料/\n!甲.yaml\n", "材料/甲.yaml"));
}

TEST_CASE("comments, empty lines and what Windows adds are no patterns") {
  CHECK_FALSE(excludes("# 甲.yaml\r\n\r\n  \n/\n!\n", "甲.yaml"));
  CHECK(excludes("\xEF\xBB\xBF甲.yaml \r\n", "甲.yaml"));
  CHECK(excludes("\\#甲.yaml", "#甲.yaml"));
}

}  // namespace guiju
