#include "report/zip.h"

#include <minizip/zip.h>

#include <algorithm>
#include <stdexcept>

namespace guiju {

namespace {

/// A file in memory, as minizip asks for one.
struct Memory {
  std::string bytes;
  std::size_t at = 0;
};

Memory& memory_of(void* stream) { return *static_cast<Memory*>(stream); }

void* open_memory(void* opaque, const void*, int) { return opaque; }

uLong read_memory(void*, void* stream, void* buffer, uLong size) {
  auto& memory = memory_of(stream);
  const auto count = std::min<std::size_t>(size, memory.bytes.size() - memory.at);
  std::copy_n(memory.bytes.data() + memory.at, count, static_cast<char*>(buffer));
  memory.at += count;
  return count;
}

uLong write_memory(void*, void* stream, const void* buffer, uLong size) {
  auto& memory = memory_of(stream);
  memory.bytes.resize(std::max<std::size_t>(memory.bytes.size(), memory.at + size));
  std::copy_n(static_cast<const char*>(buffer), size, memory.bytes.data() + memory.at);
  memory.at += size;
  return size;
}

ZPOS64_T tell_memory(void*, void* stream) { return memory_of(stream).at; }

long seek_memory(void*, void* stream, ZPOS64_T offset, int origin) {
  auto& memory = memory_of(stream);
  std::size_t from = 0;
  if (origin == ZLIB_FILEFUNC_SEEK_CUR) from = memory.at;
  if (origin == ZLIB_FILEFUNC_SEEK_END) from = memory.bytes.size();
  if (from + offset > memory.bytes.size()) return -1;
  memory.at = from + offset;
  return 0;
}

int no_error(void*, void*) { return 0; }

void check(int result) {
  if (result != ZIP_OK) throw std::runtime_error("zip: error " + std::to_string(result));
}

void add(zipFile archive, const std::string& path, const std::string& bytes) {
  zip_fileinfo info{};
  info.dosDate = 1 << 21 | 1 << 16;  // 1980-01-01 00:00, where the calendar of ZIP begins
  check(zipOpenNewFileInZip(archive, path.c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                            Z_DEFLATED, Z_DEFAULT_COMPRESSION));
  check(zipWriteInFileInZip(archive, bytes.data(), static_cast<unsigned>(bytes.size())));
  check(zipCloseFileInZip(archive));
}

}  // namespace

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files) {
  Memory memory;
  zlib_filefunc64_def functions{open_memory, read_memory,   write_memory, tell_memory,
                                seek_memory, no_error, no_error,     &memory};
  auto* archive = zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &functions);
  if (archive == nullptr) throw std::runtime_error("zip: cannot begin");
  for (const auto& [path, bytes] : files) add(archive, path, bytes);
  check(zipClose(archive, nullptr));
  return std::move(memory.bytes);
}

}  // namespace guiju
