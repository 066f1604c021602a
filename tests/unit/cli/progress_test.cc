#include "cli/progress.h"

#include <catch2/catch.hpp>
#include <sstream>
#include <thread>

namespace guiju {

TEST_CASE("progress tells files, findings, rate and time left") {
  const Progress progress{.done = 1500, .total = 100000, .found = 37, .seconds = 2};
  CHECK(words_of(progress, Language::zh, 80) ==
        "已审查1500/100000个文件，发现37处，每秒750个，约剩2分12秒");
  CHECK(words_of(progress, Language::en, 80) ==
        "1500 of 100000 files judged, 37 found, 750 a second, about 2 min 12 s left");
}

TEST_CASE("nothing is told of progress that is not known yet") {
  CHECK(words_of({.done = 0, .total = 3, .found = 0, .seconds = 0}, Language::en, 80) ==
        "0 of 3 files judged");
  CHECK(words_of({.done = 2, .total = 3, .found = 0, .seconds = 4}, Language::en, 80) ==
        "2 of 3 files judged, 0.5 a second, about 2 s left");
}

TEST_CASE("hours are told without seconds") {
  CHECK(words_of({.done = 1, .total = 3, .found = 0, .seconds = 3660}, Language::zh, 80) ==
        "已审查1/3个文件，约剩2小时2分");
}

TEST_CASE("when all files are judged the report is being made") {
  CHECK(words_of({.done = 3, .total = 3, .found = 1, .seconds = 4}, Language::zh, 80) ==
        "已审查3/3个文件，发现1处，正在汇总");
}

TEST_CASE("what does not fit is left out, the least wanted first") {
  const Progress progress{.done = 1500, .total = 100000, .found = 37, .seconds = 2};
  CHECK(words_of(progress, Language::zh, 50) == "已审查1500/100000个文件，发现37处，约剩2分12秒");
  CHECK(words_of(progress, Language::zh, 40) == "已审查1500/100000个文件，约剩2分12秒");
  CHECK(words_of(progress, Language::zh, 30) == "已审查1500/100000个文件");
  CHECK(words_of(progress, Language::zh, 10).empty());
}

TEST_CASE("a short run draws nothing, and a long one draws now and then, and erases it") {
  std::ostringstream terminal;
  {
    ProgressLine line(terminal, Language::en, 80);
    line.show(1, 9, 0);
    CHECK(terminal.str().empty());
    std::this_thread::sleep_for(std::chrono::milliseconds(520));
    line.show(2, 9, 0);
    const auto first = terminal.str();
    CHECK(first.find("\r\x1b[K"
                     "2 of 9 files judged") == 0);
    line.show(3, 9, 0);
    CHECK(terminal.str() == first);
    line.show(9, 9, 0);
    CHECK(terminal.str().find("9 of 9 files judged, making the report") != std::string::npos);
  }
  const auto all = terminal.str();
  CHECK(all.substr(all.rfind('\r')) == "\r\x1b[K");
}

}  // namespace guiju
