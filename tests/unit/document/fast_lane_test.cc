#include "document/fast_lane.h"

#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "../../bench/alliance.h"
#include "two_lanes.h"

namespace guiju {
namespace {

namespace fs = std::filesystem;

const fs::path root = GUIJU_SOURCE_DIR;

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> yaml_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    const auto extension = entry.path().extension();
    if (extension == ".yaml" || extension == ".yml") files.push_back(entry.path());
  }
  REQUIRE_FALSE(files.empty());
  return files;
}

std::string difference_of(const TwoLanes& both) { return both.difference.value_or(""); }

/// Both readers agree on `bytes`; answers whether the fast lane took them.
bool agrees(const std::string& bytes) {
  const TwoLanes both = read_both(bytes);
  if (both.difference) {
    INFO(bytes);
    CHECK(difference_of(both) == "");
  }
  return both.accepted;
}

bool accepts(const std::string& bytes) {
  INFO(bytes);
  const TwoLanes both = read_both(bytes);
  CHECK(difference_of(both) == "");
  return both.accepted;
}

TEST_CASE("the fast lane reads what people and exports write as yaml-cpp does") {
  CHECK(accepts("名称: 甲院\nlevel: 012\nno: NO # 注\nbeds:   1e3  \n"));
  CHECK(accepts("a:\n  - x\n  - y: 1\n    z: 2\n  -   - p\n      - q\n-\n") == false);
  CHECK(accepts("a:\n- x\n- y: 1\n  z:\n- - 2\n  - 3\nb: {}\nc: []\n"));
  CHECK(accepts("a: ~\nb:\nc: null # 无\nd: 'null'\ne: \"\"\n~: 1\nnull: 2\n"));
  CHECK(accepts("a: 'it''s'\nb: \"x\\t\\\"y\\\" \\\\\"\n'c d' : \"e: # f\"\n\"g\": 'h'\n"));
  CHECK(accepts("a: [p, 'q', \"r\", ~, [], {s: t, u: [v]},]\nb: {w: null, \"x\" : y:z, }\n"));
  CHECK(accepts("a: [ # 一\n  p,\n  q\n  ] # 二\nb: {r:\n  s}\n"));
  CHECK(accepts("a: >-\n  x\n  y\n\n  z\n    more\n  w\nb: |\n    p\n     q\n\n\nc: >\n d\n"));
  CHECK(accepts("a: &x {p: q}\nb: *x\nc: &y\n  d: 1\ne: [*x, *y]\nf: &x [&z 1, *z]\ng: *x\n"));
  CHECK(accepts("a: x#y z:w -1 -- [p] {q} , ?\nb: -5\nc: a,b\nd: http://x/y#z\n"));
  CHECK(accepts("a: 1\n---\n# 注\nb: 2\n...\n---\n---\nc: 3\n"));
  CHECK(accepts(
      "\xEF\xBB\xBF# 注\na: 1\r\nb:\r\n  - c: >\r\n      x\r\n\r\n      y\r\n    d: [1,\r\n 2]"));
  CHECK(accepts("  a: 1\n  b:\n      c: 2\n\n  # 注\n  d: 3\n"));
}

TEST_CASE("the fast lane declines whatever would be reported") {
  for (const char* text : {"",
                           "# 注\n",
                           "a: 1\na: 2\n",
                           "<<: 1\n",
                           "a: [1\n",
                           "a: 'x\n",
                           "a: x: y\n",
                           "a: *x\n",
                           "名称：甲\n",
                           "名称:甲\n",
                           "　a: 1\n",
                           "a:\n\tb: 1\n",
                           "a: 1\n b: 2\n",
                           "text\n",
                           "'': 1\n",
                           "a: &x [*x]\n",
                           "a: !x 1\n",
                           "a\n",
                           "a: 1\nb\n",
                           "- 1\nb: 2\n",
                           "%YAML 1.2\n---\na: 1\n"}) {
    INFO(text);
    CHECK_FALSE(accepts(text));
  }
}

TEST_CASE("the fast lane declines what it does not know") {
  for (const char* text :
       {"a: x\n  y\n",      "a:\n  x\n",      "a:\n  [x]\n",   "- ~\n",          "-\n",
        "a: \"\\u7532\"\n", "a: 'x\n  y'\n",  "? a\n: b\n",    "- &x >\n  y\n",  "[a]: b\n",
        "&x a: b\n",        "a: |+\n  x\n",   "a: |2\n  x\n",  "a: >-\n\n  x\n", "a: >-\n  x",
        "a: [b: c]\n",      "a: {b}\n",       "a: {b:}\n",     "a: [x?]\n",      "a: [,]\n",
        "a: \"x\"# y\n",    "a: &x ~\n",      "a: &x\nb: 1\n", "a: x\ty\n",      "[a]\n",
        "--- a: 1\n",       "a: [x\n---\n]\n"}) {
    INFO(text);
    CHECK_FALSE(accepts(text));
  }
}

TEST_CASE("the fast lane keeps the limits") {
  const std::string text = "a: [x, [y]]\n---\nb: 1\n";
  ReadLimits limits;
  limits.nodes = 9;
  limits.depth = 3;
  limits.documents = 2;
  limits.key_bytes = 1;
  CHECK(read_both(text, limits).accepted);
  const auto declines = [&](auto ReadLimits::*limit, std::size_t value) {
    ReadLimits stricter = limits;
    stricter.*limit = value;
    return !read_both(text, stricter).accepted;
  };
  CHECK(declines(&ReadLimits::nodes, 8));
  CHECK(declines(&ReadLimits::depth, 2));
  CHECK(declines(&ReadLimits::documents, 1));
  limits.key_bytes = 0;
  CHECK_FALSE(read_both(text, limits).accepted);
}

TEST_CASE("long keys are read alike or declined") {
  for (std::size_t size = 1020; size < 1030; ++size) {
    CHECK(agrees(std::string(size, 'k') + ": 1\n") == (size <= 1024));
    agrees("a: {" + std::string(size, 'k') + ": 1}\n");
    agrees("- \"" + std::string(size, 'k') + "\": 1\n");
  }
}

TEST_CASE("deep nesting is read alike or declined") {
  std::string block;
  for (int depth = 1; depth <= 110; ++depth) {
    agrees("a: " + std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']') + "\n");
    block += "- ";
    agrees(block + "x\n");
  }
}

TEST_CASE("all packs, tables and dossiers of the examples go through the fast lane") {
  for (const auto& path : yaml_files("rules")) {
    INFO(path);
    CHECK(accepts(bytes_of(path)));
  }
  for (const auto& path : yaml_files("examples")) {
    INFO(path);
    const bool broken = path.string().find("/broken/") != std::string::npos;
    CHECK((accepts(bytes_of(path)) || broken));
  }
}

TEST_CASE("all generated dossiers go through the fast lane") {
  const bench::World world(root / "rules/reference/divisions.yaml");
  for (std::size_t number = 0; number < 40; ++number) {
    CHECK(accepts(bench::written(bench::make_alliance(world, number))));
  }
}

TEST_CASE("the readers agree on all inputs of the fuzzers") {
  std::size_t accepted = 0;
  for (const char* folder : {"tests/fuzz/corpus/yaml", "tests/fuzz/corpus/fast_lane"}) {
    for (const auto& path : yaml_files(folder)) {
      INFO(path);
      if (agrees(bytes_of(path))) ++accepted;
    }
  }
  CHECK(accepted > 5);
}

/// YAML made at random of what the fast lane knows, mostly as it should be.
class Writer {
 public:
  explicit Writer(std::mt19937& random) : random_(random) {}

  std::string file() {
    std::string text = one_of("", "", "", "\xEF\xBB\xBF", "# 注\n", "---\n");
    text += collection(pick(3), 0);
    if (chance(8)) text += one_of("---\n", "...\n", "...\n---\n") + collection(0, 0);
    return text;
  }

 private:
  std::size_t pick(std::size_t end) { return random_() % end; }
  bool chance(std::size_t of) { return pick(of) == 0; }
  template <typename... Words>
  std::string one_of(Words... words) {
    const std::array<const char*, sizeof...(words)> all{words...};
    return all[pick(all.size())];
  }

  std::string line_end() {
    return one_of("\n", "\n", "\n", "\n", "\r\n", "  \n", " # 注\n", "\n\n", "\n  # x\n");
  }

  std::string plain() {
    return one_of("甲", "x y", "1", "-1", "a:b", "a#b", "~", "null", "Null", "nullx", "<<", "x,y",
                  "a?", "http://x", "[]x", "it's", "－", "名称：甲", "---", "*", "x  y", "NO", ".",
                  "-");
  }

  std::string scalar() {
    if (chance(5)) return one_of("''", "'a'", "'it''s'", "'x: y'", "' # '", "'''' ", "'甲'");
    if (chance(5))
      return one_of("\"\"", "\"a\"", "\"\\\"\"", "\"\\n\"", "\"\\\\\"", "\"x: [\"", "\"\\u7532\"");
    return plain();
  }

  std::string key() {
    return one_of("a", "b", "c", "名称", "d e", "\"f\"", "'g'", "h ", "null", "i:j", "k#l", "m,n") +
           (chance(6) ? std::to_string(pick(100)) : "");
  }

  std::string flow(int depth) {
    if (depth > 2 || chance(3)) return chance(9) ? one_of("*x", "*y", "&x 1") : scalar();
    const bool mapping = chance(2);
    std::string text = mapping ? "{" : "[";
    for (std::size_t i = 0, count = pick(4); i < count; ++i) {
      if (i > 0) text += one_of(", ", ",", ",\n  ", " ,", ", # x\n ");
      if (mapping) text += key() + one_of(": ", ": ", ": ", " : ", ":\n ", ":");
      text += flow(depth + 1);
    }
    if (chance(8)) text += one_of(",", " ", "\n", "\n ");
    return text + (mapping ? "}" : "]");
  }

  std::string block_text(std::size_t indent) {
    std::string text =
        one_of(">-", ">", "|", "|-", ">", ">+", "|1") + one_of("\n", "\n", "\n", "\r\n", "\n\n");
    indent += 1 + pick(3);
    for (std::size_t i = 0, count = 1 + pick(5); i < count; ++i) {
      if (chance(4)) text += one_of("\n", " \n", "\r\n");
      text += std::string(indent + (chance(5) ? pick(3) : 0), ' ') +
              one_of("x", "甲 乙", "a: b", "# c", "- d", "e ", "'", "f # g") +
              one_of("\n", "\n", "\n", "\r\n");
    }
    return text;
  }

  /// The value of an entry or element whose collection stands at `indent`, from the space on.
  std::string value(std::size_t indent, int depth, bool in_list) {
    const std::string property = chance(12) ? one_of(" &x", " &y") : std::string();
    switch (pick(8)) {
      case 0:
        return property + one_of("", " ", " # 注") + "\n";
      case 1:
        return property + " " + flow(0) + line_end();
      case 2:
        return property + " " + block_text(indent);
      case 3:
      case 4:
        if (depth < 4) {
          const std::size_t deeper = indent + (in_list || chance(3) ? 1 + pick(3)
                                               : chance(5)          ? 0
                                                                    : 2);
          return property + line_end() + collection(deeper, depth + 1);
        }
        break;
      case 5:
        if (chance(3)) return one_of(" *x", " *y") + line_end();
        break;
      default:
        break;
    }
    return property + " " + scalar() + line_end();
  }

  std::string collection(std::size_t indent, int depth) {
    const bool list = chance(3);
    const std::string margin(indent, ' ');
    std::string text;
    for (std::size_t i = 0, count = 1 + pick(4); i < count; ++i) {
      const std::string at = chance(40) ? std::string(pick(5), ' ') : margin;
      if (!list) {
        text += at + key() + one_of(":", ":", ":", " :") + value(indent, depth, false);
      } else if (depth < 4 && chance(2)) {
        const std::string dash = one_of("- ", "- ", "-  ");
        const std::string inner = collection(indent + dash.size(), depth + 1);
        text += at + dash + inner.substr(std::min(inner.size(), indent + dash.size()));
      } else {
        text += at + "-" + value(indent, depth, true);
      }
    }
    return text;
  }

  std::mt19937& random_;
};

/// One byte less, more or other, or a piece twice.
void mutate(std::string& text, std::mt19937& random) {
  constexpr std::string_view signs = ":-#,[]{}&*!|>'\"%@`?~.\n\r\t \\ax0";
  const std::size_t at = random() % (text.size() + 1);
  const std::string piece = text.substr(at, random() % 6);
  switch (random() % 4) {
    case 0:
      text.erase(at, 1 + random() % 3);
      break;
    case 1:
      text.insert(at, 1, signs[random() % signs.size()]);
      break;
    case 2:
      if (at < text.size()) text[at] = signs[random() % signs.size()];
      break;
    default:
      text.insert(random() % (text.size() + 1), piece);
  }
}

TEST_CASE("the readers agree on YAML made at random, and on what is left of it after mistakes") {
  std::mt19937 random(20241012);
  std::size_t accepted = 0;
  std::size_t accepted_mutants = 0;
  constexpr std::size_t files = 40000;
  constexpr std::size_t mutants = 16;
  for (std::size_t i = 0; i < files; ++i) {
    const std::string file = Writer(random).file();
    if (!agrees(file)) continue;
    ++accepted;
    for (std::size_t j = 0; j < mutants; ++j) {
      std::string mutant = file;
      mutate(mutant, random);
      if (j % 4 == 3) mutate(mutant, random);
      if (agrees(mutant)) ++accepted_mutants;
    }
  }
  // Files that are all declined would compare nothing.
  CHECK(accepted > files / 8);
  CHECK(accepted_mutants > accepted * mutants / 4);
}

}  // namespace
}  // namespace guiju
