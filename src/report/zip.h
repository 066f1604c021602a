#pragma once
#include <ostream>
#include <string>
#include <string_view>

namespace guiju {

/// Writes a ZIP archive to a stream, file after file; it goes back in the stream to put down the
/// size of each. The same files give the same bytes: no file carries the time at which it was made.
/// Of a stream that takes no more nothing is said here: it is not good any more. Throws
/// std::runtime_error where the archive cannot be made for another reason.
class ZipWriter {
 public:
  /// The archive begins where the stream stands.
  explicit ZipWriter(std::ostream& out);
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;
  ~ZipWriter();

  /// Ends the file before it.
  void begin_file(const std::string& path);
  void write(std::string_view bytes);
  /// Ends the archive, which is none before that.
  void finish();

 private:
  void end_file();
  void check(int result) const;

  std::ostream& out_;
  std::ostream::pos_type begin_;
  void* archive_ = nullptr;
  bool in_file_ = false;

  friend struct ZipStream;
};

}  // namespace guiju
