#include <array>

#include "cel/library.h"

// Base64 (RFC 4648). Padding may be left out when decoding.

namespace guiju::cel {
namespace {

using Arguments = std::span<const Value>;

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Value encode(Context& context, Arguments arguments) {
  const auto bytes = arguments[0].text();
  if (!context.spend_bytes(bytes.size())) return context.out_of_steps();
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      group = group << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u);
    }
    const std::size_t used = std::min<std::size_t>(bytes.size() - at, 3) + 1;
    for (std::size_t i = 0; i < 4; ++i) {
      out += i < used ? alphabet[group >> (18 - 6 * i) & 63] : '=';
    }
  }
  return context.string(out);
}

Value decode(Context& context, Arguments arguments) {
  auto text = arguments[0].text();
  if (!context.spend_bytes(text.size())) return context.out_of_steps();
  const auto invalid = [&] { return context.fail(ErrorCode::invalid_argument, "invalid base64"); };
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  if (text.size() % 4 == 1) return invalid();
  std::string out;
  std::uint32_t group = 0;
  unsigned bits = 0;
  for (const char c : text) {
    const auto digit = alphabet.find(c);
    if (digit == std::string_view::npos) return invalid();
    group = (group << 6 | static_cast<std::uint32_t>(digit)) & 0xFFFFFF;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>(group >> bits & 0xFF);
  }
  return Value::of_bytes(context.arena.copy(out));
}

}  // namespace

std::span<const Declaration> encoder_library() {
  static constexpr Declaration declarations[] = {
      {"base64.encode(bytes): string", encode},
      {"base64.decode(string): bytes", decode},
  };
  return declarations;
}

}  // namespace guiju::cel
