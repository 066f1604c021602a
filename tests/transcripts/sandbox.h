#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "process.h"

namespace guiju::testing {

/// What the sandbox runs and knows of the world outside.
struct Place {
  std::filesystem::path guiju;       ///< the program
  std::filesystem::path repository;  ///< where `@copy` copies from
  std::string language = "C.UTF-8";  ///< LANG
};

/// The words of a command line, split as a shell splits them: blanks, quotes, backslashes.
/// Throws std::runtime_error for a quote that is not closed.
std::vector<std::string> words_of(std::string_view line);

/// A folder of its own in which commands run, always with the same environment; removed at the end.
/// What commands write is masked: the folder is `{tmp}`, the version `guiju {version}`, and bytes
/// that cannot be shown are `<0x1B>`.
class Sandbox {
 public:
  explicit Sandbox(Place place);
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  /// Makes or replaces a file, and the folders it stands in.
  void write(std::string_view path, std::string_view content);
  /// The content of a file. Throws std::system_error where there is none.
  std::string read(std::string_view path) const;
  /// Carries out `@copy FROM [TO]` and its like. Throws std::runtime_error for what is none.
  void direct(std::string_view line);
  /// Runs `[NAME=VALUE…] [guiju] ARGUMENT… [< FILE] [> FILE]`; and, without a program, `cat FILE…`,
  /// `cmp FILE FILE`, `cp -r FROM TO`, `ls [FOLDER]` and `echo $?`.
  Ended command(std::string_view line);

 private:
  std::filesystem::path inside(std::string_view path) const;
  Ended list(const std::filesystem::path& folder) const;
  Ended copy(const std::string& from, const std::string& to) const;
  Ended compare(const std::string& one, const std::string& other) const;
  Ended show(const std::vector<std::string>& files) const;
  std::string masked(std::string text) const;

  Place place_;
  std::filesystem::path top_;
  std::filesystem::path folder_;
  std::map<std::string, std::string> environment_;
  std::chrono::seconds timeout_{120};
  bool unprivileged_ = false;
  std::string last_end_ = "0";
};

/// The whole content of a file. Throws std::system_error.
std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, std::string_view content);

}  // namespace guiju::testing
