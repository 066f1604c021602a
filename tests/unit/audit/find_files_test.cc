#include "audit/find_files.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "audit/recognise.h"
#include "world.h"

namespace guiju {
namespace {

namespace fs = std::filesystem;

/// The current folder for as long as this lives, with the files that a test wants.
class Here {
 public:
  explicit Here(const std::vector<std::string>& files) : before_(fs::current_path()) {
    auto pattern = (fs::temp_directory_path() / "guiju-find-XXXXXX").string();
    here_ = ::mkdtemp(pattern.data());
    fs::current_path(here_);
    for (const auto& file : files) write(file, "kind: Alliance\n");
  }
  Here(const Here&) = delete;
  Here& operator=(const Here&) = delete;
  ~Here() {
    fs::current_path(before_);
    fs::remove_all(here_);
  }
  void write(const std::string& file, const std::string& text) const {
    if (fs::path(file).has_parent_path()) fs::create_directories(fs::path(file).parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }

 private:
  fs::path before_, here_;
};

using Words = std::vector<std::string>;

/// What was found, and the ids of what was said.
struct Found {
  std::vector<std::string> files, named, said;
};

Found find(const FileSelection& selection, const std::string& standard_input = {}) {
  std::istringstream in(standard_input);
  Diagnostics diagnostics;
  Found found;
  for (const auto& file : find_files(selection, in, diagnostics)) {
    found.files.push_back(file.path);
    if (file.named) found.named.push_back(file.path);
  }
  for (const auto& diagnostic : diagnostics.all()) found.said.emplace_back(diagnostic.id);
  return found;
}

Found find_in(const Words& paths) { return find({.paths = paths}); }

}  // namespace

TEST_CASE("a folder stands for its dossier files at all levels, in order of name") {
  const Here here({"d/b.yaml", "d/a/z.yml", "d/c.JSON", "d/a.txt", "d/.b.yaml", "d/.git/x.yaml",
                   "d/yaml", "d/e.yaml.bak"});
  const auto found = find_in({"d"});
  CHECK(found.files == Words{"d/a/z.yml", "d/b.yaml", "d/c.JSON"});
  CHECK(found.named.empty());
  CHECK(found.said.empty());
  CHECK(find_in({"d/"}).files == found.files);
}

TEST_CASE("a file that is named stands for itself, whatever its ending") {
  const Here here({"a.txt"});
  CHECK(find_in({"a.txt"}).named == Words{"a.txt"});
}

TEST_CASE("a file is judged once, and is named if it is named anywhere") {
  const Here here({"d/a.yaml", "d/b.yaml"});
  const auto found = find_in({"d", "./d/../d/b.yaml", "d/a.yaml", "d"});
  CHECK(found.files == Words{"d/a.yaml", "d/b.yaml"});
  CHECK(found.named == Words{"d/a.yaml", "d/b.yaml"});
}

TEST_CASE("links within a folder are followed once, and a loop of links ends") {
  const Here here({"d/one/a.yaml", "d/.hidden/b.yaml"});
  fs::create_directory_symlink("..", "d/one/up");
  fs::create_directory_symlink(".hidden", "d/beside");
  fs::create_directory_symlink("one", "d/another");
  fs::create_symlink("one/a.yaml", "d/0.yaml");
  fs::create_symlink("nowhere", "d/broken.yaml");
  fs::create_symlink("self", "d/self");
  const auto found = find_in({"d"});
  CHECK(found.files == Words{"d/broken.yaml", "d/one/a.yaml", "d/beside/b.yaml"});
  CHECK(found.said.empty());
}

TEST_CASE("links out of a folder are told and not followed, and one that is named is") {
  const Here here({"d/a.yaml", "d-elsewhere/b.yaml"});
  fs::create_directory_symlink("../d-elsewhere", "d/out");
  fs::create_symlink("../d-elsewhere/b.yaml", "d/b.yaml");
  const auto found = find_in({"d"});
  CHECK(found.files == Words{"d/a.yaml"});
  CHECK(found.said == Words{"audit-link-outside"});
  CHECK(find_in({"d/b.yaml"}).files == Words{"d/b.yaml"});
  CHECK(find_in({"d/out"}).files == Words{"d/out/b.yaml"});
}

TEST_CASE("a pattern takes what it matches, without an ending only ours") {
  const Here here(
      {"d/x/联盟-1.yaml", "d/联盟-2.yml", "d/联盟-3.txt", "d/推荐-1.yaml", "联盟.yaml"});
  CHECK(find_in({"d/**/联盟-*"}).files == Words{"d/x/联盟-1.yaml", "d/联盟-2.yml"});
  CHECK(find_in({"d/*.txt"}).files == Words{"d/联盟-3.txt"});
  CHECK(find_in({"*.yaml"}).files == Words{"联盟.yaml"});
  CHECK(find_in({"d/**/联盟-*"}).named.empty());
  CHECK(find_in({"e/*.yaml"}).said == Words{"audit-pattern-matches-nothing"});
  CHECK(find_in({"d/*.json", "联盟.yaml"}).said == Words{"audit-pattern-matches-nothing"});
}

TEST_CASE("a file whose name looks like a pattern is that file") {
  const Here here({"a[1].yaml", "a1.yaml"});
  CHECK(find_in({"a[1].yaml"}).files == Words{"a[1].yaml"});
}

TEST_CASE("what is not there is an error, and the others are found all the same") {
  const Here here({"a.yaml"});
  const auto found = find_in({"b.yaml", "a.yaml"});
  CHECK(found.files == Words{"a.yaml"});
  CHECK(found.said == Words{"audit-no-such-path"});
}

TEST_CASE("nothing found is an error, and a folder with nothing beside others a warning") {
  const Here here({"a.yaml", "empty/readme.txt"});
  CHECK(find_in({"empty"}).said == Words{"audit-nothing-found"});
  CHECK(find_in({"empty", "a.yaml"}).said == Words{"audit-folder-empty"});
}

TEST_CASE("what is excluded is left out, also when named, and its number is told") {
  const Here here({"d/a.yaml", "d/old/b.yaml", "d/old/c.yaml", "d/draft-1.yaml"});
  const auto found = find({.paths = {"d"}, .exclude = {"old/", "draft*"}});
  CHECK(found.files == Words{"d/a.yaml"});
  CHECK(found.said == Words{"audit-left-out"});
  CHECK(find({.paths = {"d/old/b.yaml", "d/a.yaml"}, .exclude = {"old/"}}).files ==
        Words{"d/a.yaml"});
  CHECK(find({.paths = {"d"}, .exclude = {"d"}}).said ==
        Words{"audit-nothing-found", "audit-left-out"});
}

TEST_CASE("the ignore file of the current folder holds for what is met, no other does") {
  const Here here({"d/a.yaml", "d/old/b.yaml"});
  here.write("d/.guijuignore", "*\n");
  CHECK(find_in({"d"}).files == Words{"d/a.yaml", "d/old/b.yaml"});
  here.write(".guijuignore", "# last year's\nold/\n");
  CHECK(find_in({"d"}).files == Words{"d/a.yaml"});
  CHECK(find_in({"d/old/b.yaml"}).files == Words{"d/old/b.yaml"});
  CHECK(find({.paths = {"d"}, .use_ignore_file = false}).files ==
        Words{"d/a.yaml", "d/old/b.yaml"});
}

TEST_CASE("a list names files and folders, one a line, as Windows or Unix write lines") {
  const Here here({"d/a.yaml", "b.yaml", "-"});
  const auto found = find({.list = "-"},
                          "\xEF\xBB\xBF"
                          "b.yaml\r\n\r\nd\r\nREADME.md\n");
  CHECK(found.files == Words{"b.yaml", "d/a.yaml"});
  CHECK(found.named.empty());
  CHECK(found.said == Words{"audit-no-such-path"});
}

TEST_CASE("names parted by NUL may hold line breaks, and a list of them asks for --null") {
  const Here here({"a\nb.yaml", "c.yaml"});
  const std::string list("a\nb.yaml\0c.yaml\0", 16);
  CHECK(find({.list = "-", .list_parted_by_nul = true}, list).files ==
        Words{"a\nb.yaml", "c.yaml"});
  CHECK(find({.list = "-"}, list).said.back() == "audit-list-has-nul");
}

TEST_CASE("files of a list that are no dossiers by their ending are told in one line") {
  const Here here({"a.yaml", "README.md", "x.cc"});
  const auto found = find({.list = "-"}, "a.yaml\nREADME.md\nx.cc\n");
  CHECK(found.files == Words{"a.yaml"});
  CHECK(found.said == Words{"audit-list-other-files"});
}

TEST_CASE("a name that git has quoted is told as such") {
  const Here here({});
  CHECK(find({.list = "-"}, "\"d/\\347\\224\\262.yaml\"\n").said ==
        Words{"audit-list-quoted-name"});
}

TEST_CASE("a list that cannot be read is an error") {
  const Here here({"d/a.yaml"});
  CHECK(find({.list = "none"}).said == Words{"audit-list-unreadable"});
  CHECK(find({.list = "d"}).said == Words{"audit-list-unreadable"});
}

TEST_CASE("what may have been meant as a dossier is never passed over") {
  World world("    info: {zh: 说明, en: information}\n");
  REQUIRE(world.diagnostics.empty());
  const auto may_be = [&](const std::string& text) {
    const SourceFile source("a.yaml", text);
    Diagnostics reading;
    return may_be_dossier(world.packs, read_yaml(source, {}, reading));
  };
  CHECK(may_be("kind: Alliance\n"));
  CHECK(may_be("kind: Aliance\n"));
  CHECK(may_be("kind: 联盟\n"));
  CHECK(may_be("类型: 什么\n"));
  CHECK(may_be("policy: trial\nx: 1\n"));
  CHECK(may_be("name: 甲联盟\nmembers: []\nlead: []\nx: 1\n"));
  CHECK(may_be("- {name: 甲联盟, members: []}\n"));
  CHECK(may_be("a: 1\n---\nkind: Alliance\n"));
  CHECK_FALSE(may_be("version: 3\nservices: {web: {image: a}}\n"));
  CHECK_FALSE(may_be("kind: Deployment\napiVersion: apps/v1\nmetadata: {name: a}\n"));
  CHECK_FALSE(may_be("name: build\non: push\njobs: {}\n"));
  CHECK_FALSE(may_be("- 1\n- 2\n"));
  CHECK_FALSE(may_be("[]\n"));
  CHECK_FALSE(may_be("text\n"));
}

}  // namespace guiju
