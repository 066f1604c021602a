#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace guiju {

/// SHA-256 (FIPS 180-4) of `bytes` as 64 hex digits, as sha256sum prints it.
std::string sha256_of(std::string_view bytes);
/// The same in base64, as pages name what they allow to run (Content Security Policy, 2.3).
std::string sha256_base64_of(std::string_view bytes);

/// The same of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();

  void add(std::string_view bytes);
  /// Of all that was added; asked once.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace guiju
