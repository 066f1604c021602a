#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <istream>
#include <ostream>

#include "cli/descriptor_streams.h"
#include "cli/run.h"
#ifdef GUIJU_IMAGE
#include "cli/image.h"
#include "cli/rules.h"
#endif

int main(int argc, char** argv) {
#ifdef GUIJU_IMAGE
  guiju::Packs* const packs = guiju::packs_in_image();
  if (packs == nullptr) return argc == 2 && guiju::write_image(argv[1]) ? 0 : 2;
  guiju::have_builtin_packs(*packs);
#endif
  guiju::DescriptorInput input(STDIN_FILENO);
  guiju::DescriptorOutput output(STDOUT_FILENO);
  guiju::DescriptorOutput errors(STDERR_FILENO);
  std::istream in(&input);
  std::ostream out(&output);
  std::ostream err(&errors);
  err.tie(&out);  // what was said before stands before
  err.setf(std::ios::unitbuf);
  // A reader that closed the pipe shows as a failed write, which we can report.
  std::signal(SIGPIPE, SIG_IGN);
  // So does a file that reached the size that `ulimit -f` allows.
  std::signal(SIGXFSZ, SIG_IGN);
  const int code = guiju::run(argc, argv, in, out, err);
  out.flush();
#ifdef GUIJU_IMAGE
  // `run` has answered for what was written; to take down what lasts as long as the program would
  // only cost time.
  std::_Exit(code);
#endif
  return code;
}
