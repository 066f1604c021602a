#include "report/spelling_pattern.h"

#include <catch2/catch.hpp>

namespace guiju {

TEST_CASE("a pattern takes the spaces that say nothing, and both cases and widths") {
  CHECK(spelling_pattern("县级") == "县\\s*级");
  CHECK(spelling_pattern("id") == "[iIｉＩ][dDｄＤ]");
  CHECK(spelling_pattern("in use") == "[iIｉＩ][nNｎＮ]\\s+[uUｕＵ][sSｓＳ][eEｅＥ]");
}

TEST_CASE("what means something in a pattern stands for itself") {
  CHECK(spelling_pattern("a-1") == "[aAａＡ][\\-－][1１]");
  const std::vector<std::string> label{"a.b"};
  CHECK(spellings_pattern(label, label) ==
        "^(?!(?:a\\.b)$)\\s*(?:[aAａＡ][.．][bBｂＢ])\\s*$");
}

}  // namespace guiju
