#pragma once
#include <istream>
#include <ostream>

namespace guiju {

/// The whole program. Answers the exit code: 0 nothing at or above the threshold, 1 findings,
/// 2 the run cannot be trusted (the call, the packs, input and output, ourselves).
int run(int argc, const char* const* argv, std::istream& in, std::ostream& out, std::ostream& err);

}  // namespace guiju
