#pragma once
#include <string>
#include <string_view>

namespace guiju {

/// SHA-256 (FIPS 180-4) of `bytes` as 64 hex digits, as sha256sum prints it.
std::string sha256_of(std::string_view bytes);

}  // namespace guiju
