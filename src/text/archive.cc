#include "text/archive.h"

#include <functional>

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
  if (known_.size() * 2 >= slots_.size()) grow();
  const std::size_t hash = std::hash<std::string_view>()(text);
  std::uint32_t& slot = slot_of(text, hash);
  if (slot != 0) return number(slot + 1);
  number(1);
  whole(text);
  known_.push_back({hash, bytes_.size() - text.size(), text.size()});
  slot = static_cast<std::uint32_t>(known_.size());
}

std::uint32_t& ByteWriter::slot_of(std::string_view text, std::size_t hash) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
    if (slots_[i] == 0) return slots_[i];
    const Known& known = known_[slots_[i] - 1];
    if (known.hash != hash || known.size != text.size()) continue;
    if (std::string_view(bytes_).substr(known.offset, known.size) == text) return slots_[i];
  }
}

void ByteWriter::grow() {
  constexpr std::size_t first = 64;
  const std::size_t mask = std::max(first, slots_.size() * 4) - 1;
  slots_.assign(mask + 1, 0);
  for (std::size_t i = 0; i < known_.size(); ++i) {
    std::size_t at = known_[i].hash & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = static_cast<std::uint32_t>(i + 1);
  }
}

// ---- reading ----

std::uint64_t ByteReader::long_number() {
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

void ByteReader::get(std::string_view& text) {
  text = {};
  const std::uint64_t which = number();
  if (which == 0) return;
  if (which == 1) known_.push_back(whole());
  const std::uint64_t known = which == 1 ? known_.size() - 1 : which - 2;
  if (known >= known_.size()) return fail();
  text = known_[known];
}

}  // namespace guiju
