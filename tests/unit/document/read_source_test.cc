#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "document/read_yaml.h"
#include "reading.h"

namespace guiju {
namespace {

using namespace std::literals;
namespace fs = std::filesystem;

/// A folder of its own for one test, gone at its end.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "guiju-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path_); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  std::string write(const std::string& name, std::string_view bytes) const {
    std::ofstream(file(name), std::ios::binary) << bytes;
    return file(name);
  }

 private:
  fs::path path_;
};

std::string problem(const std::string& path, const ReadLimits& limits = {}) {
  Diagnostics diagnostics;
  const auto source = read_source(path, limits, diagnostics);
  CHECK((source == nullptr) == diagnostics.has_errors());
  return diagnostics.empty() ? "" : std::string(diagnostics.all()[0].id);
}

std::string bytes_problem(std::string bytes) {
  Diagnostics diagnostics;
  const auto source = check_source("x", std::move(bytes), {}, diagnostics);
  CHECK((source == nullptr) == diagnostics.has_errors());
  return diagnostics.empty() ? "" : std::string(diagnostics.all()[0].id);
}

TEST_CASE("a file is read as it is, under the name it was given by") {
  const Folder folder;
  const std::string path = folder.write("甲.yaml", "\xEF\xBB\xBFname: 甲\r\n");
  Diagnostics diagnostics;
  const auto source = read_source(path, {}, diagnostics);
  REQUIRE(source);
  CHECK(source->name() == path);
  CHECK(source->bytes() == "\xEF\xBB\xBFname: 甲\r\n");
  CHECK(problem(folder.write("empty.yaml", "")).empty());
}

TEST_CASE("what is no regular file is refused without waiting") {
  const Folder folder;
  CHECK(problem(folder.file(".")) == "file-is-folder");
  CHECK(problem("/dev/null") == "file-not-regular");
  REQUIRE(::mkfifo(folder.file("fifo").c_str(), 0600) == 0);
  CHECK(problem(folder.file("fifo")) == "file-not-regular");
}

TEST_CASE("why a file cannot be opened is said in plain words") {
  const Folder folder;
  const auto reason = [](const std::string& path, Language language) {
    Diagnostics diagnostics;
    CHECK_FALSE(read_source(path, {}, diagnostics));
    return message_of(diagnostics.all().at(0), language);
  };
  CHECK(reason(folder.file("none"), Language::zh) == "文件打不开：没有这个文件");
  CHECK(reason(folder.file("none"), Language::en) == "cannot read the file: no such file");
  folder.write("plain", "");
  CHECK(reason(folder.file("plain/x"), Language::zh) == "文件打不开：路径中有一段不是文件夹");
  fs::create_symlink("loop", folder.file("loop"));
  CHECK(reason(folder.file("loop"), Language::zh) == "文件打不开：符号链接绕成了圈");
  fs::create_symlink("nowhere", folder.file("dangling"));
  CHECK(reason(folder.file("dangling"), Language::zh) == "文件打不开：没有这个文件");
  CHECK(reason(std::string(5000, 'x'), Language::zh) == "文件打不开：文件名或路径太长");
}

TEST_CASE("a file without permission is refused") {
  const Folder folder;
  const std::string path = folder.write("secret", "a: 1\n");
  REQUIRE(::chmod(path.c_str(), 0) == 0);
  if (::access(path.c_str(), R_OK) == 0) return;  // root may read everything
  CHECK(problem(path) == "file-unreadable");
}

TEST_CASE("a file over the limit is refused before it is read") {
  const Folder folder;
  ReadLimits limits;
  limits.bytes = 10;
  CHECK(problem(folder.write("ten", "a: 345678\n"), limits).empty());
  CHECK(problem(folder.write("eleven", "a: 3456789\n"), limits) == "file-too-large");
}

TEST_CASE("a file whose size is not what it holds counts as changed while read") {
  // The kernel's own files claim to be empty.
  if (!fs::exists("/proc/self/status")) return;
  CHECK(problem("/proc/self/status") == "file-changed");
}

TEST_CASE("a name that is no UTF-8 is shown escaped") {
  Diagnostics diagnostics;
  CHECK_FALSE(read_source("/nowhere/\xFF.yaml", {}, diagnostics));
  CHECK(diagnostics.all().at(0).place.file == "/nowhere/\\x{ff}.yaml");
}

TEST_CASE("bytes at hand are held to the limit as those of a file are") {
  Diagnostics diagnostics;
  ReadLimits limits;
  limits.bytes = 3;
  CHECK(check_source("-", "a: 1", limits, diagnostics) == nullptr);
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all()[0].id == "file-too-large");
  CHECK(check_source("-", "a:1", limits, diagnostics) != nullptr);
}

TEST_CASE("UTF-16 is recognised with and without its byte order mark") {
  CHECK(bytes_problem("\xFF\xFE"
                      "a\0:\0"s) == "file-is-utf16");
  CHECK(bytes_problem("\xFE\xFF\0a"s) == "file-is-utf16");
  CHECK(bytes_problem("n\0a\0m\0e\0"s) == "file-is-utf16");
  CHECK(bytes_problem("\0n\0a\0m\0e"s) == "file-is-utf16");
}

TEST_CASE("GBK is recognised, and other bytes are not taken for it") {
  const std::string gbk = "\xC3\xFB\xB3\xC6: \xD5\xE3\xBD\xAD\xCA\xA1\n";  // 名称: 浙江省
  CHECK(bytes_problem(gbk) == "file-is-gbk");
  CHECK(bytes_problem("# \xBC\xD7\n" + gbk) == "file-is-gbk");
  CHECK(bytes_problem("a: caf\xE9\n") == "file-not-utf8");
  CHECK(bytes_problem("a: \xFF\xFF\n") == "file-not-utf8");
  CHECK(bytes_problem("甲: \xE7\x9F\n") == "file-not-utf8");
}

TEST_CASE("the byte that is no UTF-8 is named by offset and place") {
  Diagnostics diagnostics;
  CHECK_FALSE(check_source("x", "a: 1\n甲: \xFF\n", {}, diagnostics));
  const Diagnostic& diagnostic = diagnostics.all().at(0);
  CHECK(message_of(diagnostic, Language::en) == "byte 10 of the file is not valid UTF-8");
  CHECK(diagnostic.place.begin == Position{2, 4});
  CHECK(diagnostic.place.lines.empty());
}

TEST_CASE("NUL and other control characters are refused with their place") {
  Diagnostics diagnostics;
  CHECK_FALSE(check_source("x", "a: 1\nb: x\0y\n"s, {}, diagnostics));
  CHECK(diagnostics.all().at(0).id == "file-control-character");
  CHECK(diagnostics.all().at(0).place.begin == Position{2, 5});
  CHECK(message_of(diagnostics.all()[0], Language::zh) ==
        "文件第 9 字节处有不可见的控制字符 U+0000，不是正常的文字");
  CHECK(bytes_problem("a: \x04 b\n") == "file-control-character");
  CHECK(bytes_problem("a: \x1b[31m\n") == "file-control-character");
  CHECK(bytes_problem("a: \x7f\n") == "file-control-character");
  CHECK(bytes_problem("a: \u009b\n") == "file-control-character");
  CHECK(bytes_problem("a:\tb\u0085\r\n").empty());
}

TEST_CASE("a lone carriage return is refused, for lines could not be told apart") {
  CHECK(bytes_problem("a: 1\rb: 2\r") == "file-lone-carriage-return");
  CHECK(bytes_problem("a: 1\r\nb: 2\r\n").empty());
}

}  // namespace
}  // namespace guiju
