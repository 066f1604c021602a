#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sandbox.h"

namespace guiju::testing {

/// A text with its commands run again: the same text if every command did what the text says, and
/// else the text that would be true.
struct Replay {
  std::string text;
  std::vector<std::string> problems;  ///< what no rewriting mends: crashes, commands not understood
};

/// A transcript; README.md in this folder describes the form. Throws std::runtime_error for what
/// is no transcript.
Replay replay_transcript(std::string_view text, Sandbox& sandbox);

/// A page of documentation: in its ```console blocks, each line `$ guiju …` is run and the lines
/// after it are its output. A line `…` in the output stands for any lines. A block ```yaml
/// file=PATH is written to that file, ```yaml append=PATH is added to it, and ```diff file=PATH
/// changes lines of it, which must stand there just once. Other text, other blocks and other
/// commands stay as they are.
Replay replay_markdown(std::string_view text, Sandbox& sandbox);

}  // namespace guiju::testing
