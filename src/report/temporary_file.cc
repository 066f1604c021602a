#include "report/temporary_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>
#include <vector>

namespace guiju {

namespace {

/// As `std::filesystem::temp_directory_path`, which throws where there is no such folder.
std::filesystem::path folder_for_files() {
  const char* named = std::getenv("TMPDIR");
  return named == nullptr || *named == '\0' ? "/tmp" : named;
}

/// A new file of ours.
std::filesystem::path new_file() {
  std::string path = (folder_for_files() / "guiju-XXXXXX").string();
  const int descriptor = ::mkstemp(path.data());
  if (descriptor < 0) throw TemporaryFileError(errno);
  ::close(descriptor);
  return path;
}

}  // namespace

TemporaryFileError::TemporaryFileError(int number)
    : std::system_error(number, std::generic_category()), folder(folder_for_files()) {}

TemporaryFile::TemporaryFile()
    : path_(new_file()), file_(path_, std::ios::in | std::ios::out | std::ios::binary) {
  check();
}

TemporaryFile::~TemporaryFile() {
  std::error_code unheard;  // nothing more can be done
  std::filesystem::remove(path_, unheard);
}

std::ostream& TemporaryFile::stream() {
  if (std::exchange(read_last_, false)) file_.seekp(0, std::ios::end);
  return file_;
}

void TemporaryFile::read(const std::function<void(std::string_view)>& visit) {
  std::vector<char> buffer(1 << 16);
  file_.flush();
  check();
  file_.seekg(0);
  while (file_.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) ||
         file_.gcount() > 0) {
    visit({buffer.data(), static_cast<std::size_t>(file_.gcount())});
  }
  if (file_.bad()) check();
  file_.clear();
  file_.seekp(0, std::ios::end);
}

std::string TemporaryFile::read(std::uint64_t offset, std::size_t size) {
  std::string bytes(size, '\0');
  file_.flush();
  file_.seekg(static_cast<std::streamoff>(offset));
  file_.read(bytes.data(), static_cast<std::streamsize>(size));
  check();
  read_last_ = true;
  return bytes;
}

void TemporaryFile::check() const {
  if (!file_) throw TemporaryFileError(errno != 0 ? errno : EIO);
}

}  // namespace guiju
