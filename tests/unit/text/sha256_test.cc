#include "text/sha256.h"

#include <catch2/catch.hpp>

namespace guiju {

TEST_CASE("the digest of pieces is that of the whole") {
  // FIPS 180-4, and 0 bytes.
  CHECK(sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  Sha256 none;
  CHECK(none.hex() == sha256_of(""));
  Sha256 pieces;
  pieces.add("a");
  pieces.add("");
  pieces.add("bc");
  CHECK(pieces.hex() == sha256_of("abc"));
}

}  // namespace guiju
