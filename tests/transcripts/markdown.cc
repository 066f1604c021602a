#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>

#include "lines.h"
#include "replay.h"

namespace guiju::testing {
namespace {

using Lines = std::vector<std::string_view>;
using Tail = std::span<const std::string_view>;

constexpr std::string_view any_lines = "…";

/// Whether the sandbox can run it: `guiju …`, `NAME=VALUE guiju …`, `cat …`, `cmp …`, `cp …`, `echo $?`.
bool is_ours(std::string_view command) {
  const auto words = words_of(command);
  const auto first = std::find_if(words.begin(), words.end(), [](const std::string& word) {
    return word.find('=') == std::string::npos;
  });
  constexpr std::string_view ours[] = {"guiju", "cat", "cmp", "cp", "echo"};
  return first != words.end() &&
         std::find(std::begin(ours), std::end(ours), *first) != std::end(ours);
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

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

/// What a block has the reader do with a file: ```yaml file=PATH writes it, ```yaml append=PATH adds
/// to it, ```diff file=PATH changes lines of it.
struct FileBlock {
  enum class Act { write, append, change } act;
  std::string path;
};

std::optional<FileBlock> file_block(std::string_view fence) {
  const auto words = words_of(fence.substr(3));
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto equals = words[i].find('=');
    const auto name = words[i].substr(0, equals);
    if (equals == std::string::npos || (name != "file" && name != "append")) continue;
    auto act = words[0] == "diff" ? FileBlock::Act::change : FileBlock::Act::write;
    if (name == "append") act = FileBlock::Act::append;
    return FileBlock{act, words[i].substr(equals + 1)};
  }
  return std::nullopt;
}

/// The lines of a ```diff block: those that are to be there (` ` and `-`), those that then are
/// (` ` and `+`).
struct Change {
  std::vector<std::string> before, after;
};

Change change_of(Tail lines) {
  Change change;
  for (const auto line : lines) {
    const auto rest = std::string(line.substr(std::min<std::size_t>(1, line.size())));
    if (!line.starts_with('+')) change.before.push_back(rest);
    if (!line.starts_with('-')) change.after.push_back(rest);
  }
  return change;
}

class Page {
 public:
  Page(std::string_view text, Sandbox& sandbox) : lines_(lines_of(text)), sandbox_(sandbox) {}

  Replay play() {
    bool in_block = false;
    bool in_console = false;
    while (at_ < lines_.size()) {
      const auto line = keep();
      if (line.starts_with("```")) {
        const auto block = in_block ? std::nullopt : file_block(line);
        if (block) fill(*block);
        in_block = !in_block && !block;
        in_console = in_block && line.starts_with("```console");
      } else if (in_console && line.starts_with("$ ") && is_ours(line.substr(2))) {
        command(line.substr(2));
      }
    }
    return std::move(replay_);
  }

 private:
  /// Does to a file what the block at hand says, up to its end.
  void fill(const FileBlock& block) {
    const auto number = at_;
    Lines content;
    while (at_ < lines_.size() && lines_[at_] != "```") content.push_back(keep());
    if (at_ < lines_.size()) keep();
    if (block.act == FileBlock::Act::change) {
      change(block.path, change_of(content), number);
      return;
    }
    auto text = block.act == FileBlock::Act::append ? sandbox_.read(block.path) : std::string();
    for (const auto line : content) text += fmt::format("{}\n", line);
    sandbox_.write(block.path, text);
  }

  void change(const std::string& path, const Change& change, std::size_t number) {
    const auto text = sandbox_.read(path);
    const auto read = lines_of(text);
    std::vector<std::string> lines(read.begin(), read.end());
    const auto find_from = [&](auto from) {
      return std::search(from, lines.end(), change.before.begin(), change.before.end());
    };
    const auto found = find_from(lines.begin());
    if (found == lines.end() || find_from(found + 1) != lines.end()) {
      replay_.problems.push_back(
          fmt::format("line {}: the lines it changes do not stand once in {}", number, path));
      return;
    }
    const auto end = found + static_cast<std::ptrdiff_t>(change.before.size());
    lines.insert(lines.erase(found, end), change.after.begin(), change.after.end());
    sandbox_.write(path, joined(lines));
  }

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
    // Whoever follows the page is to arrive; that is never blessed away.
    if (line.starts_with("cmp ") && ended.how != "0") {
      replay_.problems.push_back(fmt::format("line {}: {}", number, lines_of(ended.out).front()));
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
