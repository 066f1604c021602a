#include "audit/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>

namespace guiju {
namespace {

using Type = FolderEntry::Type;

Type type_of_mode(mode_t mode) {
  if (S_ISDIR(mode)) return Type::folder;
  return S_ISLNK(mode) ? Type::link : Type::file;
}

/// Some file systems leave the type to whoever asks.
Type type_of(DIR* folder, const dirent& entry) {
  if (entry.d_type != DT_UNKNOWN) return type_of_mode(DTTOIF(entry.d_type));
  struct stat status {};
  const int failed = ::fstatat(::dirfd(folder), entry.d_name, &status, AT_SYMLINK_NOFOLLOW);
  return failed == 0 ? type_of_mode(status.st_mode) : Type::file;
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

}  // namespace

int list_folder(const std::string& path, std::vector<FolderEntry>& entries) {
  const std::unique_ptr<DIR, CloseFolder> folder(::opendir(path.c_str()));
  if (!folder) return errno;
  errno = 0;
  while (const dirent* entry = ::readdir(folder.get())) {
    if (entry->d_name[0] != '.') entries.push_back({entry->d_name, type_of(folder.get(), *entry)});
    errno = 0;
  }
  if (errno != 0) return errno;
  std::sort(entries.begin(), entries.end(),
            [](const auto& left, const auto& right) { return left.name < right.name; });
  return 0;
}

}  // namespace guiju
