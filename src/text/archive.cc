#include "text/archive.h"

namespace guiju {

// ---- writing: numbers seven bits a byte, the lowest first ----

void ByteWriter::number(std::uint64_t value) {
  while (value >= 0x80) {
    bytes_ += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  bytes_ += static_cast<char>(value);
}

void ByteWriter::whole(std::string_view text) {
  number(text.size());
  bytes_ += text;
}

void ByteWriter::put(std::string_view text) {
  // 0: the empty text; 1: one that follows; from 2 on: one that was there.
  if (text.empty()) return number(0);
  const auto known = known_.find(text);
  if (known != known_.end()) return number(known->second);
  known_.emplace(text, known_.size() + 2);
  number(1);
  whole(text);
}

// ---- reading ----

std::uint64_t ByteReader::number() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (rest_.empty()) break;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
  fail();
  return 0;
}

std::uint64_t ByteReader::below(std::uint64_t bound) {
  const std::uint64_t value = number();
  if (value < bound) return value;
  fail();
  return 0;
}

std::string_view ByteReader::whole() {
  const std::uint64_t size = number();
  if (size > rest_.size()) {
    fail();
    return {};
  }
  const auto text = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return text;
}

void ByteReader::get(std::string& text) {
  const std::uint64_t which = number();
  if (which == 0) {
    text.clear();
  } else if (which == 1) {
    known_.push_back(whole());
    text = known_.back();
  } else if (which - 2 < known_.size()) {
    text = known_[which - 2];
  } else {
    fail();
  }
}

}  // namespace guiju
