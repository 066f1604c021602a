#include "audit/lint.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

namespace guiju {
namespace {

/// The files that a transcript begins with.
std::vector<RulesFile> files_of(const std::string& transcript) {
  std::ifstream in(std::string(GUIJU_SOURCE_DIR) + "/tests/transcripts/cli/" + transcript);
  std::vector<RulesFile> files;
  for (std::string line; std::getline(in, line) && !line.starts_with("$ ");) {
    if (line.starts_with("--- ")) {
      const std::string path = line.substr(4);
      files.push_back({path.substr(path.find('/') + 1), "", path});
    } else if (!files.empty()) {
      files.back().bytes += line + "\n";
    }
  }
  return files;
}

using Line = std::pair<std::string, std::uint32_t>;

/// Where the mistakes are that comments such as `# 17` mark, by number.
std::map<int, Line> marks_in(const std::vector<RulesFile>& files) {
  static const std::regex mark(R"( # (\d+)$)");
  std::map<int, Line> marks;
  for (const auto& file : files) {
    std::istringstream in(file.bytes);
    std::uint32_t number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      std::smatch match;
      if (std::regex_search(line, match, mark)) marks[std::stoi(match[1])] = {file.name, number};
    }
  }
  return marks;
}

}  // namespace

TEST_CASE("a pack with forty mistakes gives forty diagnostics, each at its mistake") {
  auto files = files_of("lint-forty.transcript");
  REQUIRE(files.size() == 3);
  const auto marks = marks_in(files);
  REQUIRE(marks.size() == 40);
  CHECK(marks.begin()->first == 1);
  CHECK(marks.rbegin()->first == 40);

  for (auto& file : builtin_rules()) {
    if (file.path.starts_with("reference/")) files.push_back(std::move(file));
  }
  std::map<Line, std::vector<std::string>> found;
  std::size_t count = 0;
  for (const auto& diagnostic : lint_packs(files, {"forty"})) {
    found[{diagnostic.place.file, diagnostic.place.begin.line}].emplace_back(diagnostic.id);
    ++count;
  }
  CHECK(count == 40);
  for (const auto& [number, line] : marks) {
    INFO(number);
    CHECK(found[line].size() == 1);
  }
}

TEST_CASE("the mistakes of other packs are not told") {
  const std::vector<RulesFile> files{{"one/pack.yaml", "pack: [", "one"},
                                     {"two/pack.yaml", "pack: {", "two"}};
  for (const auto& diagnostic : lint_packs(files, {"two"})) CHECK(diagnostic.place.file == "two");
  CHECK_FALSE(lint_packs(files, {"two"}).empty());
}

}  // namespace guiju
