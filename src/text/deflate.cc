#include "text/deflate.h"

#include <zlib.h>

#include <algorithm>
#include <new>

namespace guiju {

namespace {

const Bytef* bytes_of(std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); }

}  // namespace

std::string deflated(std::string_view bytes) {
  std::string made(compressBound(bytes.size()), '\0');
  uLongf size = made.size();
  const int result = compress2(reinterpret_cast<Bytef*>(made.data()), &size, bytes_of(bytes),
                               bytes.size(), Z_BEST_SPEED);
  // Nothing but memory can be lacking: the room is enough for any bytes.
  if (result != Z_OK) throw std::bad_alloc();
  made.resize(size);
  return made;
}

std::optional<std::string> inflated(std::string_view bytes, std::size_t most) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) throw std::bad_alloc();
  stream.next_in = const_cast<Bytef*>(bytes_of(bytes));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string made;
  int result = Z_OK;
  while (result == Z_OK && made.size() <= most) {
    const std::size_t before = made.size();
    made.resize(std::min(std::max<std::size_t>(before * 2, 4096), most + 1));
    stream.next_out = reinterpret_cast<Bytef*>(made.data()) + before;
    stream.avail_out = static_cast<uInt>(made.size() - before);
    result = inflate(&stream, Z_NO_FLUSH);
    made.resize(made.size() - stream.avail_out);
    if (result == Z_OK && made.size() == before) result = Z_BUF_ERROR;
  }
  inflateEnd(&stream);
  if (result != Z_STREAM_END || made.size() > most) return std::nullopt;
  return made;
}

std::uint32_t checksum_of(std::string_view bytes) {
  return static_cast<std::uint32_t>(crc32_z(0, bytes_of(bytes), bytes.size()));
}

}  // namespace guiju
