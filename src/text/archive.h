#pragma once
#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace guiju {

// Data as bytes and back. What a struct is made of is written once, as
//
//   template <typename Io, Coded<Place> T>
//   void code(Io& io, T& place) { io(place.file, place.begin); … }
//
// and serves both directions. Numbers take as many bytes as they need; a text that was there before
// takes a number. The bytes are the same on every machine.

/// A struct of this type, or a const one where it is written.
template <typename T, typename Wanted>
concept Coded = std::same_as<std::remove_const_t<T>, Wanted>;

/// How many values a coded enumeration has, counted from 0; to be given for each.
template <typename T>
inline constexpr std::uint64_t values_of = 0;

class ByteWriter {
 public:
  static constexpr bool reads = false;

  template <typename... Items>
  void operator()(const Items&... items) {
    (put(items), ...);
  }
  /// A text of which there is no other like it.
  void whole(std::string_view text);
  void count(std::uint64_t items) { number(items); }

  const std::string& bytes() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  void number(std::uint64_t value);
  void put(std::string_view text);
  void put(bool value) { number(value ? 1 : 0); }
  template <std::unsigned_integral T>
  void put(T value) {
    number(value);
  }
  template <std::signed_integral T>
  void put(T value) {
    const auto wide = static_cast<std::int64_t>(value);
    number((static_cast<std::uint64_t>(wide) << 1) ^ static_cast<std::uint64_t>(wide >> 63));
  }
  template <typename T>
    requires std::is_enum_v<T>
  void put(T value) {
    number(static_cast<std::uint64_t>(value));
  }
  template <typename T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <typename T>
  void put(const std::vector<T>& items) {
    number(items.size());
    for (const auto& item : items) put(static_cast<const T&>(item));
  }
  template <typename T, std::size_t size>
  void put(const std::array<T, size>& items) {
    for (const auto& item : items) put(item);
  }
  template <typename T>
    requires(std::is_class_v<T> && !std::convertible_to<const T&, std::string_view>)
  void put(const T& item) {
    code(*this, item);
  }

  /// A text that was written.
  struct Known {
    std::size_t hash = 0;
    std::size_t offset = 0;  ///< in the bytes
    std::size_t size = 0;
  };
  /// The slot of the text, or the free one where it belongs.
  std::uint32_t& slot_of(std::string_view text, std::size_t hash);
  void grow();

  std::string bytes_;
  std::vector<Known> known_;
  std::vector<std::uint32_t> slots_;  // of a hash table: 0, or 1 + the index of a known text
};

/// Reads what a ByteWriter wrote, in the same order. Of other bytes it makes what it can, within
/// their length, and is not `whole` in the end: for bytes that may be damaged, no attack on memory
/// or time follows from them.
class ByteReader {
 public:
  static constexpr bool reads = true;

  /// `bytes` must outlive the reader.
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  template <typename... Items>
  void operator()(Items&... items) {
    (get(items), ...);
  }
  /// The bytes of a text that `ByteWriter::whole` wrote.
  std::string_view whole();
  /// How many items follow, of which each takes a byte at least.
  std::uint64_t count() {
    const std::uint64_t items = number();
    if (items <= rest_.size()) return items;
    fail();
    return 0;
  }

  void fail() { failed_ = true; rest_ = {}; }
  bool failed() const { return failed_; }
  /// Takes what is left for read, unless it failed.
  void leave_rest() { rest_ = {}; }
  /// True if everything was read, and nothing is left.
  bool done() const { return !failed_ && rest_.empty(); }

 private:
  std::uint64_t number() {
    if (rest_.empty() || static_cast<unsigned char>(rest_.front()) >= 0x80) return long_number();
    const auto value = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }
  std::uint64_t long_number();
  void get(std::string& text) {
    std::string_view view;
    get(view);
    if (view.empty()) text.clear();
    else text = view;
  }
  /// A view into the bytes.
  void get(std::string_view& text);
  void get(bool& value) { value = below(2) != 0; }
  template <std::unsigned_integral T>
  void get(T& value) {
    const std::uint64_t wide = number();
    value = static_cast<T>(wide);
    if (value != wide) fail();
  }
  template <std::signed_integral T>
  void get(T& value) {
    const std::uint64_t wide = number();
    const auto whole = static_cast<std::int64_t>((wide >> 1) ^ (0 - (wide & 1)));
    value = static_cast<T>(whole);
    if (value != whole) fail();
  }
  template <typename T>
    requires std::is_enum_v<T>
  void get(T& value) {
    static_assert(values_of<T> > 0, "say how many values it has");
    value = static_cast<T>(below(values_of<T>));
  }
  template <typename T>
  void get(std::optional<T>& value) {
    bool there = false;
    get(there);
    if (there) get(value.emplace());
    else value.reset();
  }
  template <typename T>
  void get(std::vector<T>& items) {
    const std::uint64_t size = count();
    items.clear();
    items.reserve(std::min<std::uint64_t>(size, 1024));
    for (std::uint64_t i = 0; i < size && !failed_; ++i) {
      if constexpr (std::same_as<T, bool>) {
        bool item = false;
        get(item);
        items.push_back(item);
      } else {
        get(items.emplace_back());
      }
    }
  }
  template <typename T, std::size_t size>
  void get(std::array<T, size>& items) {
    for (auto& item : items) get(item);
  }
  template <typename T>
    requires std::is_class_v<T>
  void get(T& item) {
    code(*this, item);
  }
  std::uint64_t below(std::uint64_t bound);

  std::string_view rest_;
  std::vector<std::string_view> known_;
  bool failed_ = false;
};

}  // namespace guiju
