#pragma once
#include <optional>
#include <string_view>

#include "cel/value.h"

namespace guiju::cel {

/// Seconds of 0001-01-01T00:00:00Z and of 9999-12-31T23:59:59Z (cel-spec langdef, Timestamps).
inline constexpr std::int64_t first_second = -62135596800;
inline constexpr std::int64_t last_second = 253402300799;
/// Longest duration either way: some ten thousand years.
inline constexpr std::int64_t longest_duration = 315576000000;

inline constexpr std::int64_t seconds_per_day = 86400;
inline constexpr std::int32_t nanos_per_second = 1'000'000'000;

/// RFC 3339: `2009-02-13T23:31:30.5Z` or with an offset such as `+08:00`. May be out of range.
std::optional<Timestamp> parse_timestamp(std::string_view text);
bool in_timestamp_range(const Timestamp& time);

/// `1h45m`, `-1.5s`, `300ms`: numbers with the units h, m, s, ms, us, ns. May be out of range.
/// Both parts of the result have the same sign.
std::optional<Timestamp> parse_duration(std::string_view text);
bool in_duration_range(const Timestamp& duration);

/// Seconds that local time in `zone` is ahead of UTC at `seconds`; none if there is no such zone.
/// A zone is an offset (`+08:00`, `-02:30`, `02:00`) or a name of the IANA database; a name stands
/// for the rules now in force there, at whatever time.
std::optional<std::int64_t> utc_offset(std::string_view zone, std::int64_t seconds);

}  // namespace guiju::cel
