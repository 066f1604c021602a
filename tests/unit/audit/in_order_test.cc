#include "audit/in_order.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <future>
#include <stdexcept>

namespace guiju {
namespace {

using Numbers = std::vector<std::size_t>;

/// Work that takes longer for some than for others.
std::size_t work(std::size_t i) {
  volatile std::size_t sum = 0;
  for (std::size_t n = 0; n < (i % 7) * 20000; ++n) sum = sum + n;
  return i * i;
}

}  // namespace

TEST_CASE("things come in order, whatever the threads") {
  for (const std::size_t threads : {0U, 1U, 2U, 8U}) {
    for (const std::size_t count : {0U, 1U, 2U, 500U}) {
      for (const std::size_t ahead : {3 * threads, 64 * threads}) {
        Numbers taken;
        InOrder<std::size_t>::run(count, threads, ahead, work, [&](std::size_t i, std::size_t made) {
          CHECK(made == i * i);
          taken.push_back(i);
          return true;
        });
        Numbers wanted(count);
        for (std::size_t i = 0; i < count; ++i) wanted[i] = i;
        CHECK(taken == wanted);
      }
    }
  }
}

TEST_CASE("what is there is taken, however long the rest of its batch takes") {
  std::promise<void> first_taken;
  const auto seen = first_taken.get_future().share();
  const auto make = [&](std::size_t i) {
    if (i > 0) seen.wait();
    return i;
  };
  std::size_t taken = 0;
  const auto take = [&](std::size_t i, std::size_t) {
    if (i == 0) first_taken.set_value();
    ++taken;
    return true;
  };
  InOrder<std::size_t>::run(200, 2, 128, make, take);
  CHECK(taken == 200);
}

TEST_CASE("no more is made ahead than was allowed") {
  std::atomic<std::size_t> taken{0};
  std::atomic<bool> too_far{false};
  const auto make = [&](std::size_t i) {
    if (i > taken + 1 + 8) too_far = true;
    return i;
  };
  const auto take = [&](std::size_t i, std::size_t) {
    taken = i;
    // Time enough for threads that nothing holds back to make all the rest.
    if (i == 0) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    return true;
  };
  InOrder<std::size_t>::run(2000, 4, 8, make, take);
  CHECK_FALSE(too_far);
}

TEST_CASE("a taker that has enough ends it") {
  for (const std::size_t threads : {0U, 1U, 4U}) {
    std::atomic<std::size_t> made{0};
    std::size_t taken = 0;
    InOrder<std::size_t>::run(
        1'000'000, threads, 8,
        [&](std::size_t i) {
          ++made;
          return i;
        },
        [&](std::size_t, std::size_t) { return ++taken < 10; });
    CHECK(taken == 10);
    CHECK(made < 1000);
  }
}

TEST_CASE("what is thrown is thrown in its turn, after what came before it") {
  for (const std::size_t threads : {0U, 1U, 4U}) {
    Numbers taken;
    const auto make = [](std::size_t i) {
      if (i == 5 || i == 9) throw std::runtime_error(std::to_string(i));
      return i;
    };
    const auto take = [&](std::size_t i, std::size_t) {
      taken.push_back(i);
      return true;
    };
    CHECK_THROWS_WITH(InOrder<std::size_t>::run(100, threads, 8, make, take), "5");
    CHECK(taken == Numbers{0, 1, 2, 3, 4});
  }
}

}  // namespace guiju
