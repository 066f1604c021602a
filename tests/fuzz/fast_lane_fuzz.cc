// What the fast lane accepts is what yaml-cpp reads, node for node and place for place.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "../unit/document/two_lanes.h"
#include "target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  guiju::ReadLimits limits;
  limits.nodes = 50'000;
  const auto both =
      guiju::read_both(std::string(reinterpret_cast<const char*>(data), size), limits);
  if (both.difference) {
    std::fprintf(stderr, "the readers differ: %s\n", both.difference->c_str());
    std::abort();
  }
  return 0;
}
