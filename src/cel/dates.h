#pragma once
#include <cstdint>

namespace guiju::cel {

/// A civil date taken apart.
struct CivilDate {
  std::int64_t year;
  unsigned month;  ///< 1 to 12
  unsigned day;    ///< 1 to 31
};

/// Days of 0001-01-01 and 9999-12-31, the first and the last date there is.
inline constexpr std::int64_t first_date = -719162;
inline constexpr std::int64_t last_date = 2932896;

inline bool is_date(std::int64_t days) { return days >= first_date && days <= last_date; }

CivilDate civil(std::int64_t days);
/// Days since 1970-01-01; the parts must be a date (`is_civil`).
std::int64_t days_of(CivilDate date);
bool is_civil(std::int64_t year, std::int64_t month, std::int64_t day);

/// Whole calendar months from one date to the other, rounded towards zero: a month is whole when
/// the day of the month is reached again (from 31 January to 29 February is none).
std::int64_t months_between(std::int64_t from, std::int64_t to);

}  // namespace guiju::cel
