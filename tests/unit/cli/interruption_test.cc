#include "cli/interruption.h"

#include <catch2/catch.hpp>
#include <csignal>

namespace guiju {
namespace {

volatile std::sig_atomic_t others = 0;
void count(int) { others = others + 1; }

}  // namespace

TEST_CASE("a signal asks the run to end, and afterwards is whose it was before") {
  for (const int number : {SIGINT, SIGTERM}) {
    others = 0;
    const auto before = std::signal(number, count);
    {
      const Interruption interruption;
      CHECK_FALSE(Interruption::asked());
      std::raise(number);
      CHECK(Interruption::asked());
    }
    CHECK(others == 0);
    std::raise(number);
    CHECK(others == 1);
    std::signal(number, before);
  }
}

}  // namespace guiju
