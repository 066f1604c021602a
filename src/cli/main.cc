#include <csignal>
#include <iostream>

#include "cli/run.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  // A reader that closed the pipe shows as a failed write, which we can report.
  std::signal(SIGPIPE, SIG_IGN);
  return guiju::run(argc, argv, std::cin, std::cout, std::cerr);
}
