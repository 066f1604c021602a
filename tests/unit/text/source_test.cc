#include "text/source.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

namespace guiju {
namespace {

TEST_CASE("columns count characters, not bytes") {
  const SourceFile file("a.yaml", "名称: 甲\nb: c\n");
  CHECK(file.position(0) == Position{1, 1});
  CHECK(file.position(6) == Position{1, 3});
  CHECK(file.position(8) == Position{1, 5});
  CHECK(file.position(12) == Position{2, 1});
}

TEST_CASE("an offset inside a character answers the character") {
  const SourceFile file("a.yaml", "甲乙");
  CHECK(file.position(1) == Position{1, 1});
  CHECK(file.position(4) == Position{1, 2});
}

TEST_CASE("an offset past the end answers the end") {
  const SourceFile file("a.yaml", "ab");
  CHECK(file.position(2) == Position{1, 3});
  CHECK(file.position(99) == Position{1, 3});
  CHECK(SourceFile("empty", "").position(5) == Position{1, 1});
}

TEST_CASE("lines end at LF, CRLF and a lone CR") {
  const SourceFile file("a.yaml", "a\r\nb\rc\nd");
  REQUIRE(file.line_count() == 4);
  CHECK(file.line(1) == "a");
  CHECK(file.line(2) == "b");
  CHECK(file.line(3) == "c");
  CHECK(file.line(4) == "d");
  CHECK(file.line(0).empty());
  CHECK(file.line(5).empty());
  CHECK(file.position(3) == Position{2, 1});
}

TEST_CASE("a last line break does not begin another line") {
  CHECK(SourceFile("a", "x\ny\n").line_count() == 2);
  CHECK(SourceFile("a", "\n").line_count() == 1);
  CHECK(SourceFile("a", "").line_count() == 1);
}

TEST_CASE("a byte order mark is no column of the first line") {
  const SourceFile file("a.yaml", "\xEF\xBB\xBFname: x\n");
  CHECK(file.line(1) == "name: x");
  CHECK(file.position(0) == Position{1, 1});
  CHECK(file.position(3) == Position{1, 1});
  CHECK(file.position(7) == Position{1, 5});
}

TEST_CASE("columns are right far into a very long line") {
  std::string bytes;
  for (int i = 0; i < 5000; ++i) bytes += "甲a";
  const SourceFile file("a.yaml", bytes);
  for (std::uint32_t pair : {0U, 1U, 255U, 256U, 257U, 3000U, 4999U}) {
    CHECK(file.position(pair * 4) == Position{1, pair * 2 + 1});
    CHECK(file.position(pair * 4 + 3) == Position{1, pair * 2 + 2});
  }
}

TEST_CASE("positions agree with a plain count at every offset around block borders") {
  std::string bytes;
  while (bytes.size() < 4096) bytes += bytes.size() % 7 == 0 ? "规\n" : "x矩";
  const SourceFile file("a.yaml", bytes);
  Position expected{1, 1};
  for (std::uint32_t at = 0; at < bytes.size(); ++at) {
    const bool starts = (static_cast<unsigned char>(bytes[at]) & 0xC0) != 0x80;
    if (starts) {
      REQUIRE(file.position(at) == expected);
      expected = bytes[at] == '\n' ? Position{expected.line + 1, 1}
                                   : Position{expected.line, expected.column + 1};
    }
  }
}

namespace {

/// Lines of a file as anybody would find them.
std::vector<std::string> lines_of(const std::string& bytes) {
  std::vector<std::string> lines(1);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const bool pair = bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n';
    if (pair) ++i;
    if (bytes[i] == '\n' || bytes[i] == '\r') lines.emplace_back();
    else lines.back() += bytes[i];
  }
  return lines;
}

/// Lines of all lengths, some of them much longer than what the index takes for one.
std::string some_lines(std::mt19937& random, const std::string& breaks) {
  std::string bytes;
  while (bytes.size() < 20'000) {
    const auto size = random() % 8 == 0 ? random() % 3000 : random() % 60;
    bytes.append(size, 'x');
    bytes += breaks.substr(random() % breaks.size(), 1 + random() % 2);
  }
  return bytes;
}

}  // namespace

TEST_CASE("lines are the same in whatever order they are asked for") {
  std::mt19937 random(20'240'901);
  for (const std::string breaks : {"\n", "\r\n", "\r\n\r"}) {
    const std::string bytes = some_lines(random, breaks);
    const auto lines = lines_of(bytes);
    const SourceFile file("a.yaml", bytes);
    const SourceFile counted("b.yaml", bytes);
    CHECK(counted.line_count() == lines.size() - (lines.back().empty() ? 1 : 0));
    for (int i = 0; i < 2000; ++i) {
      const auto number = random() % (lines.size() + 3);
      const bool there = number > 0 && number <= lines.size();
      REQUIRE(file.line(static_cast<std::uint32_t>(number)) ==
              (there ? lines[number - 1] : std::string()));
      const auto at = static_cast<std::uint32_t>(random() % bytes.size());
      const auto end = at + static_cast<std::uint32_t>(random() % 40);
      const Place place = place_of(file, {at, end});
      REQUIRE(place.begin == file.position(at));
      REQUIRE(place.end == file.position(end));
      REQUIRE(place.lines.size() == (place.end.line > place.begin.line ? 2 : 1));
      if (file.line(place.begin.line).size() <= 1000) {
        REQUIRE(place.lines.front() ==
                ExcerptLine{place.begin.line, std::string(file.line(place.begin.line)), 1, false});
      }
      if (bytes[at] != 'x') continue;
      const auto before = lines_of(bytes.substr(0, at));
      REQUIRE(file.position(at) ==
              Position{static_cast<std::uint32_t>(before.size()),
                       static_cast<std::uint32_t>(before.back().size() + 1)});
    }
  }
}

TEST_CASE("a place keeps its first line, and two where it spans lines") {
  const SourceFile file("a.yaml", "a: 1\nb:\n  - x\n  - y\n");
  const Place one = place_of(file, {0, 1});
  CHECK(one.begin == Position{1, 1});
  CHECK(one.end == Position{1, 2});
  REQUIRE(one.lines.size() == 1);
  CHECK(one.lines[0] == ExcerptLine{1, "a: 1"});

  const Place more = place_of(file, {10, 19});
  CHECK(more.begin == Position{3, 3});
  CHECK(more.end == Position{4, 6});
  REQUIRE(more.lines.size() == 2);
  CHECK(more.lines[1] == ExcerptLine{4, "  - y"});
}

TEST_CASE("a place in a file of one huge line keeps only a part of it") {
  std::string bytes(100'000, 'x');
  bytes.replace(50'000, 3, "甲");
  const SourceFile file("a.yaml", bytes);
  const Place place = place_of(file, {50'000, 50'003});
  REQUIRE(place.lines.size() == 1);
  CHECK(place.lines[0].text.size() <= 1024);
  CHECK(place.lines[0].cut_off);
  const auto index = place.begin.column - place.lines[0].first_column;
  CHECK(place.lines[0].text.substr(index, 3) == "甲");
}

TEST_CASE("a place without a file is unknown") { CHECK_FALSE(Place{}.known()); }

}  // namespace
}  // namespace guiju
