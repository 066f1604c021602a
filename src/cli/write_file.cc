#include "cli/write_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace guiju {

namespace {

namespace fs = std::filesystem;

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

  bool write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor_) == 0;
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

Localized reason(int number) {
  switch (number) {
    case ENOENT:
      return {"没有这个文件夹", "no such folder"};
    case EACCES:
    case EPERM:
      return {"没有写入权限", "permission denied"};
    case ENOTDIR:
      return {"路径中有一段不是文件夹", "a part of the path is not a folder"};
    case EROFS:
      return {"磁盘只读", "the disk is read-only"};
    case ENOSPC:
    case EDQUOT:
      return {"磁盘已满", "no room on the disk"};
    case ENAMETOOLONG:
      return {"文件名或路径太长", "the name or path is too long"};
    default:
      return same(std::generic_category().message(number));
  }
}

bool fail(const std::string& path, int number, Diagnostics& diagnostics) {
  diagnostics.add("run-write-failed", {}, {{"file", same(path)}, {"reason", reason(number)}});
  return false;
}

}  // namespace

bool write_file(const std::string& path, std::string_view bytes, Diagnostics& diagnostics) {
  const auto target = behind_links(path);
  const auto existing = look_at(target);
  if (existing.there && !existing.plain) {
    diagnostics.add("run-not-a-plain-file", {}, {{"file", same(path)}});
    return false;
  }
  const auto name = "." + target.filename().string() + "." + std::to_string(::getpid()) + ".new";
  NewFile file(target.parent_path() / name, existing.mode);
  if (file.is_open() && existing.there) file.set_mode(existing.mode);
  const bool written = file.is_open() && file.write(bytes) && file.rename_to(target);
  return written || fail(path, errno, diagnostics);
}

bool append_to_file(const std::string& path, std::string_view bytes, Diagnostics& diagnostics) {
  std::ofstream file(path, std::ios::binary | std::ios::app);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  return file.good() || fail(path, errno, diagnostics);
}

bool make_folder(const std::string& path, Diagnostics& diagnostics) {
  std::error_code error;
  fs::create_directories(path, error);
  return !error || fail(path, error.value(), diagnostics);
}

}  // namespace guiju
