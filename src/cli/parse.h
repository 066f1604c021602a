#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.h"

namespace guiju {

/// What the command line asks for.
struct Request {
  const Command* command = nullptr;  ///< null: the program itself
  Arguments arguments;
  bool help = false;
  bool version = false;
};

/// Reads the words after the program's name. Trouble is a `usage-…` diagnostic; nothing then.
std::optional<Request> parse(const std::vector<std::string>& words, Diagnostics& diagnostics);

}  // namespace guiju
