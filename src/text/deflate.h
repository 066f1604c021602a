#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guiju {

/// `bytes` made small (RFC 1950), in favour of speed.
std::string deflated(std::string_view bytes);
/// The other way round; nothing where `bytes` are damaged, or come to more than `most` bytes.
std::optional<std::string> inflated(std::string_view bytes, std::size_t most);

/// CRC-32 (ISO 3309), which tells bytes that were damaged by accident.
std::uint32_t checksum_of(std::string_view bytes);

}  // namespace guiju
