#pragma once
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>

namespace guiju {

/// A temporary file could not be made, written or read whole.
class TemporaryFileError : public std::system_error {
 public:
  explicit TemporaryFileError(int number);

  const std::filesystem::path folder;  ///< where such files are made
};

/// A file for what is too long to hold in memory; gone when this object is. Its functions throw
/// TemporaryFileError.
class TemporaryFile {
 public:
  TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile();

  const std::filesystem::path& path() const { return path_; }
  /// To write to; at the file's end.
  std::ostream& stream();
  /// Gives all of it, piece by piece.
  void read(const std::function<void(std::string_view)>& visit);
  /// Of the bytes written so far.
  std::string read(std::uint64_t offset, std::size_t size);

 private:
  void check() const;

  std::filesystem::path path_;
  std::fstream file_;
  bool read_last_ = false;  // and not at its end any more
};

}  // namespace guiju
