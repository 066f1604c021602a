#include "cli/write_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <streambuf>
#include <system_error>
#include <vector>

#include "diag/reason.h"

namespace guiju {

namespace {

namespace fs = std::filesystem;

/// The bytes of an open file, for a stream that writes, and may go back to what it has written.
class FileBuffer : public std::streambuf {
 public:
  explicit FileBuffer(int descriptor) : descriptor_(descriptor), bytes_(1 << 16) { clear(); }

  /// The number of the first error, as `errno` tells it; 0 where there was none.
  int failed() const { return failed_; }

 protected:
  int_type overflow(int_type character) override {
    if (!put_down()) return traits_type::eof();
    if (!traits_type::eq_int_type(character, traits_type::eof())) {
      sputc(traits_type::to_char_type(character));
    }
    return traits_type::not_eof(character);
  }

  int sync() override { return put_down() ? 0 : -1; }

  pos_type seekoff(off_type offset, std::ios::seekdir from, std::ios::openmode) override {
    if (!put_down()) return pos_type(off_type(-1));
    const int origin = from == std::ios::beg   ? SEEK_SET
                       : from == std::ios::cur ? SEEK_CUR
                                               : SEEK_END;
    const auto at = ::lseek(descriptor_, offset, origin);
    if (at < 0) failed_ = errno;
    return pos_type(at);
  }

  pos_type seekpos(pos_type position, std::ios::openmode mode) override {
    return seekoff(off_type(position), std::ios::beg, mode);
  }

 private:
  void clear() { setp(bytes_.data(), bytes_.data() + bytes_.size()); }

  bool put_down() {
    for (const char* at = pbase(); failed_ == 0 && at < pptr();) {
      const auto written = ::write(descriptor_, at, static_cast<std::size_t>(pptr() - at));
      if (written >= 0) at += written;
      else if (errno != EINTR) failed_ = errno;
    }
    clear();
    return failed_ == 0;
  }

  int descriptor_;
  int failed_ = 0;
  std::vector<char> bytes_;
};

/// A file that goes away unless it is kept.
class NewFile {
 public:
  NewFile(fs::path path, mode_t mode)
      : path_(std::move(path)),
        descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)) {}
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    if (!kept_) ::unlink(path_.c_str());
  }

  bool is_open() const { return descriptor_ >= 0; }
  /// The mode as it is, whatever the umask.
  void set_mode(mode_t mode) { ::fchmod(descriptor_, mode); }

  /// Whether all was written; `errno` says why not.
  bool write(const Write& write) {
    FileBuffer buffer(descriptor_);
    std::ostream out(&buffer);
    write(out);
    out.flush();
    if (out.good()) return ::fsync(descriptor_) == 0;
    errno = buffer.failed() != 0 ? buffer.failed() : EIO;
    return false;
  }

  bool rename_to(const fs::path& target) {
    kept_ = std::rename(path_.c_str(), target.c_str()) == 0;
    return kept_;
  }

 private:
  fs::path path_;
  int descriptor_;
  bool kept_ = false;
};

/// What there is at a path, if anything is.
struct Existing {
  bool there = false;
  bool plain = false;
  mode_t mode = 0666;  // less what the umask takes
};

Existing look_at(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {true, S_ISREG(status.st_mode), static_cast<mode_t>(status.st_mode & 0777)};
}

/// A link is followed, so that the file it leads to is replaced and the link stays.
fs::path behind_links(const std::string& path) {
  std::error_code error;
  const auto target = fs::canonical(path, error);
  return error ? fs::path(path) : target;
}

}  // namespace

namespace {

bool fail(const std::string& path, int number, Diagnostics& diagnostics) {
  diagnostics.add("run-write-failed", {}, {{"file", same(path)}, {"reason", reason_of(number, Doing::writing)}});
  return false;
}

}  // namespace

bool write_file(const std::string& path, const Write& write, Diagnostics& diagnostics) {
  const auto target = behind_links(path);
  const auto existing = look_at(target);
  if (existing.there && !existing.plain) {
    diagnostics.add("run-not-a-plain-file", {}, {{"file", same(path)}});
    return false;
  }
  const auto name = "." + target.filename().string() + "." + std::to_string(::getpid()) + ".new";
  NewFile file(target.parent_path() / name, existing.mode);
  if (file.is_open() && existing.there) file.set_mode(existing.mode);
  const bool written = file.is_open() && file.write(write) && file.rename_to(target);
  return written || fail(path, errno, diagnostics);
}

bool write_file(const std::string& path, std::string_view bytes, Diagnostics& diagnostics) {
  return write_file(path, [&](std::ostream& out) { out << bytes; }, diagnostics);
}

bool append_to_file(const std::string& path, const Write& write, Diagnostics& diagnostics) {
  std::ofstream file(path, std::ios::binary | std::ios::app);
  if (file) write(file);
  file.close();
  return file.good() || fail(path, errno, diagnostics);
}

bool make_folder(const std::string& path, Diagnostics& diagnostics) {
  std::error_code error;
  fs::create_directories(path, error);
  return !error || fail(path, error.value(), diagnostics);
}

}  // namespace guiju
