#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "pack/hint.h"
#include "cli/parse.h"
#include "cli/run.h"
#include "cli/surroundings.h"
#include "cli/write_file.h"

namespace guiju {
namespace {

namespace fs = std::filesystem;

/// The words parsed, or the id of what is wrong with them.
struct Parsed {
  std::optional<Request> request;
  std::string trouble;
};

Parsed parsed(const std::vector<std::string>& words) {
  Diagnostics diagnostics;
  Parsed result{parse(words, diagnostics), {}};
  if (!diagnostics.empty()) result.trouble = diagnostics.all().front().id;
  return result;
}

/// A folder of its own that goes away.
class Folder {
 public:
  Folder() {
    auto pattern = (fs::temp_directory_path() / "guiju-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), {}));
  }

 private:
  fs::path path_;
};

std::string read(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// An environment variable set for as long as this lives.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    const char* old = std::getenv(name);
    if (old != nullptr) old_ = old;
    value == nullptr ? ::unsetenv(name) : ::setenv(name, value, 1);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { old_ ? ::setenv(name_, old_->c_str(), 1) : ::unsetenv(name_); }

 private:
  const char* name_;
  std::optional<std::string> old_;
};

TEST_CASE("options may stand before and after paths, joined to their values or not") {
  const auto request =
      parsed({"check", "--format=json", "a.yaml", "--lang", "en", "b.yaml", "-q"}).request;
  REQUIRE(request);
  CHECK(request->arguments.positional == std::vector<std::string>{"a.yaml", "b.yaml"});
  CHECK(request->arguments.last("--format", "") == "json");
  CHECK(request->arguments.last("--lang", "") == "en");
  CHECK(request->arguments.has("--quiet"));
}

TEST_CASE("common options may stand before the command") {
  const auto request = parsed({"--lang", "en", "check", "a.yaml"}).request;
  REQUIRE(request);
  CHECK(request->arguments.last("--lang", "") == "en");
}

TEST_CASE("a repeatable option keeps every value, another its last") {
  const auto request = parsed({"check", "a", "-o", "json=x", "--output", "text=y", "--format",
                               "text", "--format", "json"})
                           .request;
  REQUIRE(request);
  CHECK(request->arguments.all("--output") == std::vector<std::string>{"json=x", "text=y"});
  CHECK(request->arguments.last("--format", "") == "json");
}

TEST_CASE("after -- every word is a path, and - is standard input") {
  const auto request = parsed({"check", "-", "--", "--format", "-x"}).request;
  REQUIRE(request);
  CHECK(request->arguments.positional == std::vector<std::string>{"-", "--format", "-x"});
}

TEST_CASE("a path may be called like a command") {
  const auto request = parsed({"check", "list", "test"}).request;
  REQUIRE(request);
  CHECK(std::string(request->command->name) == "check");
  CHECK(request->arguments.positional == std::vector<std::string>{"list", "test"});
}

TEST_CASE("what is wrong with a call has an id") {
  CHECK(parsed({"chekc"}).trouble == "usage-unknown-command");
  CHECK(parsed({"check", "--fromat", "json", "a"}).trouble == "usage-unknown-option");
  CHECK(parsed({"--fromat"}).trouble == "usage-unknown-option");
  CHECK(parsed({"check", "a", "--format"}).trouble == "usage-option-value");
  CHECK(parsed({"check", "a", "--quiet=loud"}).trouble == "usage-option-value");
  CHECK(parsed({"check"}).trouble == "usage-too-few");
  CHECK(parsed({"explain", "a", "b"}).trouble == "usage-too-many");
}

TEST_CASE("help needs no path") {
  const auto request = parsed({"check", "--help"}).request;
  REQUIRE(request);
  CHECK(request->help);
}

TEST_CASE("a hint names what was meant, in both languages, or nothing") {
  CHECK(near_hint("fromat", std::vector<std::string>{"format", "lang"}).en == "; did you mean `format`?");
  CHECK(near_hint("xyzzy", std::vector<std::string>{"format", "lang"}).empty());
}

TEST_CASE("the language is the locale's: Chinese where none is named, else English") {
  const auto of = [](const char* all, const char* messages, const char* lang) {
    const Variable a("LC_ALL", all);
    const Variable b("LC_MESSAGES", messages);
    const Variable c("LANG", lang);
    return language_of_locale();
  };
  CHECK(of(nullptr, nullptr, nullptr) == Language::zh);
  CHECK(of(nullptr, nullptr, "C.UTF-8") == Language::zh);
  CHECK(of(nullptr, nullptr, "zh_CN.UTF-8") == Language::zh);
  CHECK(of(nullptr, nullptr, "en_US.UTF-8") == Language::en);
  CHECK(of(nullptr, nullptr, "de_DE@euro") == Language::en);
  CHECK(of(nullptr, "zh_TW", "en_US") == Language::zh);
  CHECK(of("en_GB", "zh_TW", "zh_CN") == Language::en);
  CHECK(of("", "", "en_US") == Language::en);
}

TEST_CASE("the language asked for holds even where the call is wrong") {
  CHECK(language_of({"check", "--lang", "en", "--nonsense"}) == Language::en);
  CHECK(language_of({"--lang=zh"}) == Language::zh);
}

TEST_CASE("colours follow the option, then NO_COLOR") {
  const Variable no_color("NO_COLOR", "1");
  CHECK(wants_colour("always", Stream::out));
  CHECK_FALSE(wants_colour("auto", Stream::out));
  CHECK_FALSE(wants_colour("never", Stream::out));
}

TEST_CASE("a file is written whole, and nothing else is left behind") {
  const Folder folder;
  Diagnostics diagnostics;
  CHECK(write_file(folder.file("a"), "one", diagnostics));
  CHECK(write_file(folder.file("a"), "two", diagnostics));
  CHECK(read(folder.file("a")) == "two");
  CHECK(folder.entries() == 1);
  CHECK(diagnostics.empty());
}

TEST_CASE("a file is written piece by piece, and what was written can be put right") {
  const Folder folder;
  Diagnostics diagnostics;
  const std::string much(200'000, 'x');  // more than is held at once
  const auto write = [&](std::ostream& out) {
    out << "0000" << much;
    const auto end = out.tellp();
    CHECK(end == 200'004);
    out.seekp(0) << "head";
    out.seekp(end) << "tail";
  };
  CHECK(write_file(folder.file("a"), write, diagnostics));
  CHECK((read(folder.file("a")) == "head" + much + "tail"));
  CHECK(diagnostics.empty());
}

TEST_CASE("of a file whose writing fails, nothing is left") {
  const Folder folder;
  Diagnostics diagnostics;
  write_file(folder.file("a"), "one", diagnostics);
  const auto write = [](std::ostream& out) {
    out << "two";
    throw std::runtime_error("in the midst");
  };
  CHECK_THROWS_AS(write_file(folder.file("a"), write, diagnostics), std::runtime_error);
  CHECK(read(folder.file("a")) == "one");
  CHECK(folder.entries() == 1);
  const auto fail = [](std::ostream& out) { out.setstate(std::ios::badbit); };
  CHECK_FALSE(write_file(folder.file("a"), fail, diagnostics));
  CHECK(read(folder.file("a")) == "one");
  CHECK(std::string(diagnostics.all().at(0).id) == "run-write-failed");
}

TEST_CASE("a file keeps its mode, and a link stays a link") {
  const Folder folder;
  Diagnostics diagnostics;
  write_file(folder.file("a"), "one", diagnostics);
  fs::permissions(folder.file("a"), fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("a", folder.file("link"));
  CHECK(write_file(folder.file("link"), "two", diagnostics));
  CHECK(fs::is_symlink(folder.file("link")));
  CHECK(read(folder.file("a")) == "two");
  CHECK(fs::status(folder.file("a")).permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("what is no plain file is not replaced") {
  const Folder folder;
  Diagnostics diagnostics;
  REQUIRE(::mkfifo(folder.file("pipe").c_str(), 0600) == 0);
  CHECK_FALSE(write_file(folder.file("pipe"), "x", diagnostics));
  CHECK_FALSE(write_file(folder.file("."), "x", diagnostics));
  CHECK(std::string(diagnostics.all().at(0).id) == "run-not-a-plain-file");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a folder that is not there is a diagnostic") {
  const Folder folder;
  Diagnostics diagnostics;
  CHECK_FALSE(write_file(folder.file("none/a"), "x", diagnostics));
  CHECK(std::string(diagnostics.all().at(0).id) == "run-write-failed");
}

/// What a call answers and says.
struct Ran {
  int code;
  std::string out, err;
};

Ran ran(std::vector<const char*> words) {
  words.insert(words.begin(), "guiju");
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  const int code = run(static_cast<int>(words.size()), words.data(), in, out, err);
  return {code, out.str(), err.str()};
}

TEST_CASE("a call that cannot be understood exits with 2 and says nothing on standard output") {
  const auto result = ran({"check", "--lang", "en"});
  CHECK(result.code == 2);
  CHECK(result.out.empty());
  CHECK(result.err.find("`check` needs more: PATH…") != std::string::npos);
}

TEST_CASE("the version is one line") {
  const auto result = ran({"--version"});
  CHECK(result.code == 0);
  CHECK(result.out.starts_with("guiju "));
  CHECK(result.err.empty());
}

TEST_CASE("every command has help in both languages, with all its options") {
  for (const auto& command : commands()) {
    CAPTURE(command.name);
    const auto chinese = ran({command.name.data(), "--help", "--lang", "zh"});
    const auto english = ran({command.name.data(), "--help", "--lang", "en"});
    CHECK(chinese.code == 0);
    CHECK(chinese.out.find("用法：guiju ") != std::string::npos);
    CHECK(english.out.find("Usage: guiju ") != std::string::npos);
    for (const auto& option : command.options()) {
      CHECK(chinese.out.find(option.name()) != std::string::npos);
    }
  }
}

TEST_CASE("output that cannot be written makes the run untrustworthy") {
  std::istringstream in;
  std::ostringstream err;
  std::ostream broken(nullptr);
  const char* words[] = {"guiju", "--version"};
  CHECK(run(2, words, in, broken, err) == 2);
  CHECK_FALSE(err.str().empty());
}

}  // namespace
}  // namespace guiju
