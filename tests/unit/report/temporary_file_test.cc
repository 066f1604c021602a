#include "report/temporary_file.h"

#include <catch2/catch.hpp>

namespace guiju {

TEST_CASE("a temporary file gives back what was written, and is gone afterwards") {
  std::filesystem::path path;
  {
    TemporaryFile file;
    path = file.path();
    const std::string much(100'000, 'x');
    file.stream() << "begin" << much;
    const auto all = [&] {
      std::string bytes;
      file.read([&](std::string_view piece) { bytes += piece; });
      return bytes;
    };
    CHECK((all() == "begin" + much));
    file.stream() << "end";
    CHECK((all() == "begin" + much + "end"));
    CHECK(file.read(2, 5) == "ginxx");
    file.stream() << "more";  // at the end all the same
    CHECK((all() == "begin" + much + "endmore"));
    CHECK(file.read(2, 5) == "ginxx");
    CHECK_THROWS_AS(file.read(100'009, 10), std::runtime_error);
    CHECK(std::filesystem::exists(path));
  }
  CHECK_FALSE(std::filesystem::exists(path));
}

}  // namespace guiju
