#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace guiju::testing {

/// A program to run, all said: nothing is taken over from the environment.
struct Command {
  std::filesystem::path program;
  std::vector<std::string> arguments = {};  ///< without the program's own name
  std::map<std::string, std::string> environment = {};
  std::filesystem::path folder = {};
  std::filesystem::path input = "/dev/null";
  std::filesystem::path output = {};  ///< empty: kept in `Ended::out`
  bool unprivileged = false;          ///< as `nobody`, if we are root
  std::chrono::seconds timeout{120};
};

/// What a program wrote, and how it ended: a number, `signal 11 (…)`, or `timeout`.
struct Ended {
  std::string out = {};
  std::string err = {};
  std::string how = {};
  bool orderly = false;  ///< it returned by itself
};

/// Throws std::system_error where the machine, not the program, is to blame.
Ended run(const Command& command);

}  // namespace guiju::testing
