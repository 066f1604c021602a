#include "text/sha256.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>

#include <array>

namespace guiju {

namespace {

using Digest = std::array<std::uint8_t, SHA256_DIGEST_SIZE>;

Digest digest(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  Digest made;
  sha256_digest(&context, made.size(), made.data());
  return made;
}

}  // namespace

std::string sha256_of(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * SHA256_DIGEST_SIZE);
  for (const std::uint8_t byte : digest(bytes)) {
    hex += digits[byte >> 4U];
    hex += digits[byte & 15U];
  }
  return hex;
}

std::string sha256_base64_of(std::string_view bytes) {
  const Digest made = digest(bytes);
  std::string text(BASE64_ENCODE_RAW_LENGTH(made.size()), '\0');
  base64_encode_raw(text.data(), made.size(), made.data());
  return text;
}

}  // namespace guiju
