#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace guiju {

/// Makes choices of a fuzzer's bytes. Where there are no more, the first of everything is chosen,
/// so that any bytes are choices and short ones are simple.
class Choices {
 public:
  explicit Choices(std::string_view bytes) : rest_(bytes) {}

  bool empty() const { return rest_.empty(); }
  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const auto value = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }
  /// A number below `bound`, which is at most 65536 and not 0.
  std::size_t below(std::size_t bound) {
    std::size_t value = byte();
    if (bound > 256) value = value << 8 | byte();
    return value % bound;
  }
  /// True for as many bytes of 256.
  bool chance(std::size_t of_256) { return 255 - std::size_t{byte()} < of_256; }
  template <typename Items>
  auto pick(const Items& items) -> decltype(items[0]) {
    return items[below(std::size(items))];
  }
  /// As many bytes as the next one says.
  std::string_view bytes() { return take(byte()); }
  std::string_view take(std::size_t size) {
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  std::string_view rest() { return take(rest_.size()); }

  /// The first `numerator` in `denominator` of what is left, as choices of their own: what is
  /// chosen of them does not depend on how many the others take.
  Choices part(std::size_t numerator, std::size_t denominator) {
    return Choices(take(rest_.size() * numerator / denominator));
  }

 private:
  std::string_view rest_;
};

}  // namespace guiju
