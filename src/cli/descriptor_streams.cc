#include "cli/descriptor_streams.h"

#include <unistd.h>

#include <cerrno>

namespace guiju {

namespace {

constexpr std::size_t buffer_bytes = 32768;

}  // namespace

/// Writes what is there. Where that fails, it is lost, and the stream says so.
bool DescriptorOutput::write_out() {
  const char* at = pbase();
  bool written = true;
  while (written && at < pptr()) {
    const auto done = ::write(descriptor_, at, static_cast<std::size_t>(pptr() - at));
    if (done > 0) at += done;
    written = done > 0 || (done < 0 && errno == EINTR);
  }
  if (bytes_ != nullptr) setp(bytes_.get(), bytes_.get() + buffer_bytes);
  return written;
}

DescriptorOutput::int_type DescriptorOutput::overflow(int_type byte) {
  if (!write_out()) return traits_type::eof();
  if (bytes_ == nullptr) {
    bytes_ = std::make_unique_for_overwrite<char[]>(buffer_bytes);
    setp(bytes_.get(), bytes_.get() + buffer_bytes);
  }
  if (!traits_type::eq_int_type(byte, traits_type::eof())) sputc(traits_type::to_char_type(byte));
  return traits_type::not_eof(byte);
}

int DescriptorOutput::sync() { return write_out() ? 0 : -1; }

DescriptorInput::int_type DescriptorInput::underflow() {
  if (bytes_ == nullptr) bytes_ = std::make_unique_for_overwrite<char[]>(buffer_bytes);
  ssize_t got = -1;
  do {
    got = ::read(descriptor_, bytes_.get(), buffer_bytes);
  } while (got < 0 && errno == EINTR);
  if (got <= 0) return traits_type::eof();
  setg(bytes_.get(), bytes_.get(), bytes_.get() + got);
  return traits_type::to_int_type(bytes_[0]);
}

}  // namespace guiju
