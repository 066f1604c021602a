// Measures guiju beside yaml-cpp's bare event parse and an empty program, in one run, and prints
// the ratios. Times are the best of several runs: the one that others disturbed least.
//   bench GUIJU YAML_EVENTS EMPTY DIVISIONS [--quick|--full]
// --quick does little, to see that all of this works; --full takes 100,000 dossiers.
#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "generate.h"

namespace guiju::bench {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

struct Measured {
  double ms = std::numeric_limits<double>::max();
  double peak_mib = 0;  // not less than that of this program, which starts it
};

struct Size {
  std::size_t few, many;       // dossiers
  std::size_t members, crowd;  // members of one dossier
  int repeat;
};

/// A folder that goes when its owner goes.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    auto pattern = (fs::temp_directory_path() / "guiju-bench-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Measured run_once(Words command) {
  std::vector<char*> arguments;
  for (auto& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  const auto start = std::chrono::steady_clock::now();
  const pid_t child = vfork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_RDWR);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) < 0) throw std::runtime_error("cannot run");
  const auto end = std::chrono::steady_clock::now();
  // guiju exits 1 on findings, of which the dossiers are full.
  if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
    throw std::runtime_error(fmt::format("failed: {}", fmt::join(command, " ")));
  }
  return {std::chrono::duration<double, std::milli>(end - start).count(),
          static_cast<double>(usage.ru_maxrss) / 1024};
}

Measured measure(const Words& command, int repeat) {
  Measured best;
  for (int i = 0; i < repeat; ++i) {
    const auto once = run_once(command);
    best.ms = std::min(best.ms, once.ms);
    best.peak_mib = std::max(best.peak_mib, once.peak_mib);
  }
  return best;
}

void row(const std::string& what, const Measured& measured) {
  fmt::print("{:<58}{:>12.2f}{:>10.1f}\n", what, measured.ms, measured.peak_mib);
}

void ratio(std::string_view what, double value, std::string_view target) {
  fmt::print("{:<58}{:>12.3f}   {}\n", what, value, target);
}

void write(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

void compare(const Words& programs, const Size& size) {
  const auto &guiju = programs[0], &events = programs[1], &empty = programs[2];
  const Generator generator(programs[3]);
  const TemporaryFolder temporary;
  const auto few = (temporary.path() / "few").string();
  const auto many = (temporary.path() / "many").string();
  const auto one = (temporary.path() / "one.yaml").string();
  const auto members = (temporary.path() / "members.yaml").string();
  const auto crowd = (temporary.path() / "crowd.yaml").string();
  const auto bytes = generator.write(few, size.few);
  generator.write(many, size.many);
  write(one, generator.dossier(0));
  write(members, generator.dossier(0, size.members));
  write(crowd, generator.dossier(0, size.crowd));

  const auto check = [&](const std::string& path) {
    return measure({guiju, "check", path}, size.repeat);
  };
  const auto parse = measure({events, few}, size.repeat);
  const auto nothing = measure({empty}, 20 * size.repeat);
  const auto start = measure({guiju, "check", one}, 20 * size.repeat);
  const auto checked_few = check(few);
  const auto checked_many = check(many);
  const auto checked_members = check(members);
  const auto checked_crowd = check(crowd);

  fmt::print("{:<58}{:>12}{:>10}\n", "", "ms", "peak MiB");
  row(fmt::format("yaml-cpp's events, {} dossiers ({:.1f} MB)", size.few,
                  static_cast<double>(bytes) / 1e6),
      parse);
  row("an empty static program", nothing);
  row("guiju check, one dossier", start);
  row(fmt::format("guiju check, {} dossiers", size.few), checked_few);
  row(fmt::format("guiju check, {} dossiers", size.many), checked_many);
  row(fmt::format("guiju check, one dossier of {} members", size.members), checked_members);
  row(fmt::format("guiju check, one dossier of {} members", size.crowd), checked_crowd);

  const auto per = [](const Measured& measured, std::size_t count) {
    return measured.ms / static_cast<double>(count);
  };
  fmt::print("\n{:<58}{:>12}   {}\n", "", "ratio", "aim");
  ratio("a dossier, to yaml-cpp's events", checked_few.ms / parse.ms, "<= 0.06");
  ratio("start-up, to an empty program", start.ms / nothing.ms, "<= 2.5");
  ratio("cost a dossier, many to few", per(checked_many, size.many) / per(checked_few, size.few),
        "<= 1.1");
  ratio("cost a member, many to few",
        per(checked_crowd, size.crowd) / per(checked_members, size.members), "<= 1.2");
}

}  // namespace
}  // namespace guiju::bench

int main(int argc, char** argv) {
  using guiju::bench::Size;
  std::vector<std::string> words(argv + 1, argv + argc);
  Size size{.few = 1000, .many = 10000, .members = 1000, .crowd = 100000, .repeat = 5};
  if (!words.empty() && words.back().starts_with("--")) {
    if (words.back() == "--quick") size = {20, 40, 100, 200, 1};
    if (words.back() == "--full") size.many = 100000;
    words.pop_back();
  }
  if (words.size() != 4) {
    fmt::print(stderr, "bench GUIJU YAML_EVENTS EMPTY DIVISIONS [--quick|--full]\n");
    return 2;
  }
  try {
    guiju::bench::compare(words, size);
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench: {}\n", error.what());
    return 1;
  }
}
