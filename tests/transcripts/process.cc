#include "process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace guiju::testing {
namespace {

constexpr uid_t nobody = 65534;
constexpr int not_started = 127;

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

/// A file descriptor that is closed when its owner goes.
class Handle {
 public:
  explicit Handle(int number = -1) : number_(number) {}
  Handle(Handle&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Handle() { close(); }

  int number() const { return number_; }
  bool open() const { return number_ >= 0; }
  void close() {
    if (open()) ::close(std::exchange(number_, -1));
  }

 private:
  int number_;
};

struct Pipe {
  Handle read, write;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe");
  return {Handle(ends[0]), Handle(ends[1])};
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (auto& string : strings) result.push_back(string.data());
  result.push_back(nullptr);
  return result;
}

void become_nobody() {
  if (setgroups(0, nullptr) != 0 || setgid(nobody) != 0 || setuid(nobody) != 0) _exit(not_started);
}

/// In the child: never returns.
[[noreturn]] void become(const Command& command, int program, int output, int errors) {
  std::vector<std::string> arguments{command.program.filename()};
  arguments.insert(arguments.end(), command.arguments.begin(), command.arguments.end());
  std::vector<std::string> environment;
  for (const auto& [name, value] : command.environment) environment.push_back(name + "=" + value);

  if (chdir(command.folder.c_str()) != 0) _exit(not_started);
  const int input = open(command.input.c_str(), O_RDONLY | O_CLOEXEC);
  if (!command.output.empty()) {
    output = open(command.output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  }
  if (input < 0 || output < 0) {
    dprintf(errors, "cannot redirect: %s\n", std::strerror(errno));
    _exit(not_started);
  }
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(errors, STDERR_FILENO);
  if (command.unprivileged && geteuid() == 0) become_nobody();
  // By descriptor, since `nobody` may not be allowed to walk to the program.
  fexecve(program, pointers(arguments).data(), pointers(environment).data());
  dprintf(STDERR_FILENO, "cannot start: %s\n", std::strerror(errno));
  _exit(not_started);
}

/// Reads what is there; closes the handle at the end of the stream.
void take(Handle& from, std::string& into) {
  std::array<char, 65536> buffer{};
  const auto count = read(from.number(), buffer.data(), buffer.size());
  if (count > 0) {
    into.append(buffer.data(), static_cast<std::size_t>(count));
  } else if (count == 0 || errno != EINTR) {
    from.close();
  }
}

/// Until both streams end; false if that takes longer than the timeout.
bool gather(Handle& out, Handle& err, Ended& ended, std::chrono::seconds timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (out.open() || err.open()) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    std::array<pollfd, 2> streams{pollfd{out.number(), POLLIN, 0}, pollfd{err.number(), POLLIN, 0}};
    if (poll(streams.data(), streams.size(), static_cast<int>(left.count())) < 0) continue;
    if (streams[0].revents != 0) take(out, ended.out);
    if (streams[1].revents != 0) take(err, ended.err);
  }
  return true;
}

}  // namespace

Ended run(const Command& command) {
  // Without O_CLOEXEC: a script's interpreter opens it by its number.
  const Handle program(open(command.program.c_str(), O_RDONLY));
  if (!program.open()) fail(command.program);
  auto out = make_pipe();
  auto err = make_pipe();

  const pid_t child = fork();
  if (child < 0) fail("fork");
  if (child == 0) {
    become(command, program.number(), out.write.number(), err.write.number());
  }
  out.write.close();
  err.write.close();

  Ended ended;
  const bool in_time = gather(out.read, err.read, ended, command.timeout);
  if (!in_time) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) fail("waitpid");
  }

  if (!in_time) {
    ended.how = "timeout";
  } else if (WIFSIGNALED(status)) {
    ended.how = fmt::format("signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
  } else {
    ended.how = fmt::format("{}", WEXITSTATUS(status));
    ended.orderly = true;
  }
  return ended;
}

}  // namespace guiju::testing
