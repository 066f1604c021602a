#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "lines.h"
#include "replay.h"

namespace guiju::testing {
namespace {

constexpr std::string_view no_newline = "\\ no newline at end";

bool is_file(std::string_view line) { return line.starts_with("--- "); }
bool is_command(std::string_view line) { return line.starts_with("$ "); }
bool is_directive(std::string_view line) { return line.starts_with("@"); }
bool is_end(std::string_view line) { return line.starts_with("exit "); }
bool starts_section(std::string_view line) {
  return is_file(line) || is_command(line) || is_directive(line);
}

/// A line of content or output that looks like one of ours has a backslash before it.
std::string escaped(std::string_view line) {
  const bool ours = starts_section(line) || is_end(line) || line.starts_with("! ") || line == "!" ||
                    line.starts_with("\\");
  return fmt::format("{}{}", ours ? "\\" : "", line);
}

std::string_view unescaped(std::string_view line) {
  return line.starts_with("\\") ? line.substr(1) : line;
}

std::string content_of(std::vector<std::string_view> lines) {
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  const bool cut = !lines.empty() && lines.back() == no_newline;
  if (cut) lines.pop_back();

  std::string content;
  for (const auto line : lines) content += fmt::format("{}\n", unescaped(line));
  if (cut && !content.empty()) content.pop_back();
  return content;
}

/// What a command wrote, as a transcript says it.
std::string told(const Ended& ended) {
  std::string text;
  for (const auto line : lines_of(ended.out)) text += escaped(line) + "\n";
  if (!ended.out.empty() && ended.out.back() != '\n') text += fmt::format("{}\n", no_newline);
  for (const auto line : lines_of(ended.err)) {
    text += fmt::format("!{}{}\n", line.empty() ? "" : " ", line);
  }
  return text + fmt::format("exit {}\n", ended.how);
}

class Player {
 public:
  Player(std::string_view text, Sandbox& sandbox) : lines_(lines_of(text)), sandbox_(sandbox) {}

  Replay play() {
    while (at_ < lines_.size()) section();
    return std::move(replay_);
  }

 private:
  void section() {
    const auto line = keep();
    if (is_file(line)) {
      file(line.substr(4));
    } else if (is_directive(line)) {
      sandbox_.direct(line);
    } else if (is_command(line)) {
      command(line.substr(2));
    } else if (!line.empty() && !line.starts_with("#")) {
      throw std::runtime_error(
          fmt::format("line {}: neither a file, a directive, a command nor a comment", at_));
    }
  }

  void file(std::string_view path) {
    std::vector<std::string_view> content;
    while (at_ < lines_.size() && !starts_section(lines_[at_])) content.push_back(keep());
    sandbox_.write(path, content_of(std::move(content)));
  }

  void command(std::string_view line) {
    const auto number = at_;
    skip_expected();
    const auto ended = sandbox_.command(line);
    if (!ended.orderly) {
      replay_.problems.push_back(fmt::format("line {}: ended by {}", number, ended.how));
    }
    replay_.text += told(ended);
  }

  /// Passes what the transcript says of a command, up to its `exit`. A new command says nothing
  /// yet, and what follows it is no output.
  void skip_expected() {
    for (auto end = at_; end < lines_.size() && !starts_section(lines_[end]); ++end) {
      if (is_end(lines_[end])) {
        at_ = end + 1;
        return;
      }
    }
  }

  /// The line at hand goes into the new text as it is.
  std::string_view keep() {
    replay_.text += fmt::format("{}\n", lines_[at_]);
    return lines_[at_++];
  }

  std::vector<std::string_view> lines_;
  std::size_t at_ = 0;
  Sandbox& sandbox_;
  Replay replay_;
};

}  // namespace

Replay replay_transcript(std::string_view text, Sandbox& sandbox) {
  return Player(text, sandbox).play();
}

}  // namespace guiju::testing
