#include "text/deflate.h"

#include <catch2/catch.hpp>

namespace guiju {

TEST_CASE("deflate: what was made small comes back, and no more than was allowed") {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "成员单位" + std::to_string(i % 7);
  const std::string small = deflated(text);
  CHECK(small.size() * 10 < text.size());
  CHECK(inflated(small, text.size()) == text);
  CHECK_FALSE(inflated(small, text.size() - 1));
  CHECK(inflated(deflated(""), 0) == "");
}

TEST_CASE("deflate: damaged bytes are refused") {
  const std::string small = deflated("申报材料申报材料申报材料申报材料");
  CHECK_FALSE(inflated(small.substr(0, small.size() - 1), 1000));
  CHECK_FALSE(inflated("", 1000));
  std::string broken = small;
  broken[broken.size() - 1] = static_cast<char>(broken.back() ^ 1);
  CHECK_FALSE(inflated(broken, 1000));
}

TEST_CASE("deflate: the checksum is CRC-32") {
  CHECK(checksum_of("123456789") == 0xCBF43926);
}

}  // namespace guiju
