#include "text/excerpt.h"

#include <catch2/catch.hpp>

#include "text/unicode.h"

namespace guiju {
namespace {

Place place_in(const std::string& bytes, std::string_view words) {
  const SourceFile file("浙江/a.yaml", bytes);
  const auto at = static_cast<std::uint32_t>(bytes.find(words));
  return place_of(file, {at, at + static_cast<std::uint32_t>(words.size())});
}

TEST_CASE("an excerpt shows the place, the line and carets with the note") {
  CHECK(draw_excerpt(place_in("a: 1\nmembers:\n  - x\n", "members"), "现有6家") ==
        "  ┌─ 浙江/a.yaml:2:1\n"
        " 2│ members:\n"
        "  │ ^^^^^^^ 现有6家\n");
}

TEST_CASE("carets stand under the cells of wide characters") {
  CHECK(draw_excerpt(place_in("名称: 甲院\n", "甲院"), "") ==
        "  ┌─ 浙江/a.yaml:1:5\n"
        " 1│ 名称: 甲院\n"
        "  │       ^^^^\n");
}

TEST_CASE("tabs are expanded and control characters shown") {
  CHECK(draw_excerpt(place_in("\ta\x1b: b\n", "b"), "!") ==
        "  ┌─ 浙江/a.yaml:1:6\n"
        " 1│     a\\u{1b}: b\n"
        "  │              ^ !\n");
}

TEST_CASE("an empty place still gets a caret") {
  const SourceFile file("a", "ab\n");
  CHECK(excerpt_of(place_of(file, {2, 2})).carets == "^");
  CHECK(excerpt_of(place_of(file, {2, 2})).indent == "  ");
}

TEST_CASE("of a place of several lines the first is shown, with carets to its end") {
  const Excerpt excerpt = excerpt_of(place_in("a:\n  - x y\n  - z\n", "- x y\n  - z"));
  CHECK(excerpt.line == "  - x y");
  CHECK(excerpt.indent == "  ");
  CHECK(excerpt.carets == "^^^^^");
}

TEST_CASE("the gutter grows with the line number") {
  const std::string bytes = std::string(12344, '\n') + "x\n";
  const Excerpt excerpt = excerpt_of(place_in(bytes, "x"));
  CHECK(excerpt.number == "12345");
  CHECK(excerpt.margin == "     ");
}

TEST_CASE("a long line is shortened around the place and fits the width") {
  std::string bytes;
  for (int i = 0; i < 40; ++i) bytes += "甲乙丙";
  bytes += "名称";
  for (int i = 0; i < 40; ++i) bytes += "丁戊己";
  for (const std::size_t width : {30U, 60U, 61U, 100U}) {
    const Excerpt excerpt = excerpt_of(place_in(bytes, "名称"), {.width = width});
    CAPTURE(width, excerpt.line);
    CHECK(display_width(excerpt.line) + 4 <= width);
    CHECK(excerpt.line.starts_with("…"));
    CHECK(excerpt.line.ends_with("…"));
    const auto before = excerpt.line.find("名称");
    REQUIRE(before != std::string::npos);
    CHECK(excerpt.indent.size() == display_width(excerpt.line.substr(0, before)));
    CHECK(excerpt.carets == "^^^^");
  }
}

TEST_CASE("a line shortened at one side has one ellipsis") {
  const std::string bytes = "name: " + std::string(200, 'x');
  const Excerpt start = excerpt_of(place_in(bytes, "name"), {.width = 40});
  CHECK(start.line.starts_with("name: x"));
  CHECK(start.line.ends_with("x…"));
  const Excerpt end = excerpt_of(place_in(std::string(200, 'x') + " end", " end"), {.width = 40});
  CHECK(end.line.starts_with("…x"));
  CHECK(end.line.ends_with(" end"));
  CHECK(display_width(end.line) <= 36);
}

TEST_CASE("carets of a place longer than the line shown end with the line") {
  const Excerpt excerpt =
      excerpt_of(place_in(std::string(500, 'x'), std::string(400, 'x')), {.width = 50});
  CHECK(excerpt.indent.size() + excerpt.carets.size() <= 46);
}

TEST_CASE("a part of a huge line is drawn with ellipses where the line was cut") {
  std::string bytes(100'000, 'x');
  bytes.replace(50'000, 4, "HERE");
  const Excerpt excerpt = excerpt_of(place_in(bytes, "HERE"), {.width = 60});
  CHECK(excerpt.line.starts_with("…"));
  CHECK(excerpt.line.ends_with("…"));
  CHECK(excerpt.line.find("HERE") != std::string::npos);
  CHECK(excerpt.where == "浙江/a.yaml:1:50001");
}

TEST_CASE("without a line the file alone is named") {
  Place place;
  place.file = "a\x1b.yaml";
  CHECK(draw_excerpt(place, "") == "  ┌─ a\\u{1b}.yaml\n");
  CHECK(draw_excerpt(place, "note") == "  ┌─ a\\u{1b}.yaml\n  │ note\n");
  CHECK(draw_excerpt(Place{}, "note").empty());
}

}  // namespace
}  // namespace guiju
