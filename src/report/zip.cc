#include "report/zip.h"

#include <minizip/zip.h>

#include <stdexcept>

namespace guiju {

/// The stream as minizip asks for a file.
struct ZipStream {
  static ZipWriter& writer(void* stream) { return *static_cast<ZipWriter*>(stream); }

  static void* open(void* opaque, const void*, int) { return opaque; }

  /// What is written is never read again.
  static uLong read(void*, void*, void*, uLong) { return 0; }

  static uLong write(void*, void* stream, const void* bytes, uLong size) {
    auto& out = writer(stream).out_;
    out.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(size));
    return out ? size : 0;
  }

  static ZPOS64_T tell(void*, void* stream) {
    auto& zip = writer(stream);
    return static_cast<ZPOS64_T>(zip.out_.tellp() - zip.begin_);
  }

  static long seek(void*, void* stream, ZPOS64_T offset, int origin) {
    auto& zip = writer(stream);
    const auto distance = static_cast<std::streamoff>(offset);
    if (origin == ZLIB_FILEFUNC_SEEK_SET) {
      zip.out_.seekp(zip.begin_ + distance);
    } else {
      zip.out_.seekp(distance, origin == ZLIB_FILEFUNC_SEEK_CUR ? std::ios::cur : std::ios::end);
    }
    return zip.out_ ? 0 : -1;
  }

  static int close(void*, void*) { return 0; }
  static int error(void*, void* stream) { return writer(stream).out_ ? 0 : 1; }
};

/// Whoever gave us the stream asks it whether all was written.
void ZipWriter::check(int result) const {
  if (result == ZIP_OK || !out_) return;
  throw std::runtime_error("zip: error " + std::to_string(result));
}

ZipWriter::ZipWriter(std::ostream& out) : out_(out), begin_(out.tellp()) {
  zlib_filefunc64_def functions{ZipStream::open, ZipStream::read,  ZipStream::write,
                                ZipStream::tell, ZipStream::seek,  ZipStream::close,
                                ZipStream::error, this};
  archive_ = zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &functions);
  if (archive_ == nullptr && out_) throw std::runtime_error("zip: cannot begin");
}

ZipWriter::~ZipWriter() {
  // An archive that was not finished is of no use; only its memory is given back.
  if (archive_ != nullptr) zipClose(archive_, nullptr);
}

void ZipWriter::begin_file(const std::string& path) {
  end_file();
  // Where minizip cannot write the head of a file, it loses the memory for it.
  if (!out_) return;
  zip_fileinfo info{};
  info.dosDate = 1 << 21 | 1 << 16;  // 1980-01-01 00:00, where the calendar of ZIP begins
  check(zipOpenNewFileInZip(archive_, path.c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                            Z_DEFLATED, Z_DEFAULT_COMPRESSION));
  in_file_ = true;
}

void ZipWriter::write(std::string_view bytes) {
  if (!in_file_) return;
  check(zipWriteInFileInZip(archive_, bytes.data(), static_cast<unsigned>(bytes.size())));
}

void ZipWriter::end_file() {
  if (!in_file_) return;
  in_file_ = false;
  check(zipCloseFileInZip(archive_));
}

void ZipWriter::finish() {
  end_file();
  auto* archive = archive_;
  archive_ = nullptr;
  check(zipClose(archive, nullptr));
}

}  // namespace guiju
