#include "text/sha256.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>

#include <array>

namespace guiju {

namespace {

using Digest = std::array<std::uint8_t, SHA256_DIGEST_SIZE>;

void add(std::string_view bytes, sha256_ctx& context) {
  sha256_update(&context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

Digest digest(sha256_ctx& context) {
  Digest made;
  sha256_digest(&context, made.size(), made.data());
  return made;
}

Digest digest(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  add(bytes, context);
  return digest(context);
}

std::string hex_of(const Digest& digest) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * digest.size());
  for (const std::uint8_t byte : digest) {
    hex += digits[byte >> 4U];
    hex += digits[byte & 15U];
  }
  return hex;
}

}  // namespace

struct Sha256::State {
  sha256_ctx context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) { sha256_init(&state_->context); }
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) { guiju::add(bytes, state_->context); }

std::string Sha256::hex() { return hex_of(digest(state_->context)); }

std::string sha256_of(std::string_view bytes) { return hex_of(digest(bytes)); }

std::string sha256_base64_of(std::string_view bytes) {
  const Digest made = digest(bytes);
  std::string text(BASE64_ENCODE_RAW_LENGTH(made.size()), '\0');
  base64_encode_raw(text.data(), made.size(), made.data());
  return text;
}

}  // namespace guiju
