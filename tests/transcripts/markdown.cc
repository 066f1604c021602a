#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "lines.h"
#include "replay.h"

namespace guiju::testing {
namespace {

using Lines = std::vector<std::string_view>;
using Tail = std::span<const std::string_view>;

constexpr std::string_view any_lines = "…";

/// Whether the sandbox can run it: `guiju …`, `NAME=VALUE guiju …`, `cat …`, `echo $?`.
bool is_ours(std::string_view command) {
  const auto words = words_of(command);
  const auto first = std::find_if(words.begin(), words.end(), [](const std::string& word) {
    return word.find('=') == std::string::npos;
  });
  return first != words.end() && (*first == "guiju" || *first == "cat" || *first == "echo");
}

bool needs_shell(std::string_view command) {
  const auto words = words_of(command);
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return word == "|" || word == "&&" || word == "||" || word == ";" || word == "2>&1";
  });
}

/// Whether `actual` is `expected`, where `…` stands for any lines.
bool matches(Tail expected, Tail actual) {
  if (expected.empty()) return actual.empty();
  if (expected.front() == any_lines) {
    for (std::size_t skipped = 0; skipped <= actual.size(); ++skipped) {
      if (matches(expected.subspan(1), actual.subspan(skipped))) return true;
    }
    return false;
  }
  return !actual.empty() && expected.front() == actual.front() &&
         matches(expected.subspan(1), actual.subspan(1));
}

class Page {
 public:
  Page(std::string_view text, Sandbox& sandbox) : lines_(lines_of(text)), sandbox_(sandbox) {}

  Replay play() {
    bool in_console = false;
    while (at_ < lines_.size()) {
      const auto line = keep();
      if (line.starts_with("```")) {
        in_console = !in_console && line.starts_with("```console");
      } else if (in_console && line.starts_with("$ ") && is_ours(line.substr(2))) {
        command(line.substr(2));
      }
    }
    return std::move(replay_);
  }

 private:
  void command(std::string_view line) {
    const auto number = at_;
    if (needs_shell(line)) {
      replay_.problems.push_back(
          fmt::format("line {}: a pipe or a list of commands; make it one command", number));
      return;
    }
    Lines expected;
    while (at_ < lines_.size() && !lines_[at_].starts_with("$ ") && lines_[at_] != "```") {
      expected.push_back(lines_[at_++]);
    }
    const auto ended = sandbox_.command(line);
    if (!ended.orderly) {
      replay_.problems.push_back(fmt::format("line {}: ended by {}", number, ended.how));
    }
    auto actual = lines_of(ended.out);
    const auto errors = lines_of(ended.err);
    actual.insert(actual.end(), errors.begin(), errors.end());
    for (const auto told : matches(expected, actual) ? expected : actual) {
      replay_.text += fmt::format("{}\n", told);
    }
  }

  std::string_view keep() {
    replay_.text += fmt::format("{}\n", lines_[at_]);
    return lines_[at_++];
  }

  Lines lines_;
  std::size_t at_ = 0;
  Sandbox& sandbox_;
  Replay replay_;
};

}  // namespace

Replay replay_markdown(std::string_view text, Sandbox& sandbox) {
  return Page(text, sandbox).play();
}

}  // namespace guiju::testing
