#pragma once
#include <csignal>

namespace guiju {

/// While it lives, the first Ctrl-C (SIGINT) or SIGTERM asks the run to end in good order instead
/// of ending it; the next one ends it. One at a time.
class Interruption {
 public:
  Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption();

  /// Whether the run was asked to end since this was made.
  static bool asked();

 private:
  struct sigaction before_int_, before_term_;
};

}  // namespace guiju
