// Runs transcripts and the commands of documentation again, and says where they are no longer true.
//   run_transcripts --guiju PROGRAM --repository FOLDER [--bless] FILE…
// Files that end in .md are documentation. `--bless` rewrites a file as it would be true.
// Exits 0 if all were true, 1 if one was not, 2 if one could not be run.
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <stdexcept>

#include "diff.h"
#include "replay.h"
#include "sandbox.h"

namespace guiju::testing {
namespace {

namespace fs = std::filesystem;

struct Options {
  Place place;
  bool bless = false;
  std::vector<fs::path> files;
};

Options parse(const std::vector<std::string>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool has_value = i + 1 < arguments.size();
    if (arguments[i] == "--guiju" && has_value) {
      options.place.guiju = fs::absolute(arguments[++i]);
    } else if (arguments[i] == "--repository" && has_value) {
      options.place.repository = fs::absolute(arguments[++i]);
    } else if (arguments[i] == "--bless") {
      options.bless = true;
    } else if (arguments[i].starts_with("--")) {
      throw std::runtime_error("no such option, or no value: " + arguments[i]);
    } else {
      options.files.emplace_back(arguments[i]);
    }
  }
  if (options.place.guiju.empty() || options.place.repository.empty() || options.files.empty()) {
    throw std::runtime_error("needs --guiju, --repository and a file");
  }
  return options;
}

Replay replay(const fs::path& file, const std::string& text, Place place) {
  if (file.extension() != ".md") {
    Sandbox sandbox(std::move(place));
    return replay_transcript(text, sandbox);
  }
  // A Chinese page shows what a Chinese user sees.
  if (file.stem().extension() == ".zh") place.language = "zh_CN.UTF-8";
  Sandbox sandbox(place);
  for (const char* folder : {"examples", "rules"}) {
    if (fs::exists(place.repository / folder)) sandbox.direct(std::string("@copy ") + folder);
  }
  return replay_markdown(text, sandbox);
}

/// Whether the file was true, or is now.
bool hold(const fs::path& file, const Options& options) {
  const auto text = read_file(file);
  const auto again = replay(file, text, options.place);
  for (const auto& problem : again.problems) {
    fmt::print("{}: {}\n", file.string(), problem);
  }
  if (again.text != text) {
    fmt::print("--- {} says\n+++ and this happened\n{}", file.string(),
               unified_diff(text, again.text));
  }
  if (!again.problems.empty()) return false;
  if (again.text == text) return true;
  if (options.bless) write_file(file, again.text);
  return options.bless;
}

int run_all(const Options& options) {
  int status = 0;
  for (const auto& file : options.files) {
    try {
      if (!hold(file, options)) status = std::max(status, 1);
    } catch (const std::exception& error) {
      fmt::print("{}: {}\n", file.string(), error.what());
      status = 2;
    }
  }
  return status;
}

}  // namespace
}  // namespace guiju::testing

int main(int argc, char** argv) {
  try {
    return guiju::testing::run_all(guiju::testing::parse({argv + 1, argv + argc}));
  } catch (const std::exception& error) {
    fmt::print(stderr, "run_transcripts: {}\n", error.what());
    return 2;
  }
}
