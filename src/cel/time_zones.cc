#include <algorithm>
#include <array>

#include "cel/dates.h"
#include "cel/time.h"

namespace guiju::cel {
namespace {

/// A moment of every year: the `week`-th `weekday` of `month` (5: the last), so many seconds after
/// its midnight, in the local time before the change.
struct Change {
  int month, week, weekday, second;
};

struct Rule {
  Change start, end;
};

/// Offsets in minutes. `rule` says when summer time holds: a row of `rules`, from 1; 0 for never.
struct Zone {
  std::string_view name;
  int standard, summer;
  std::size_t rule;
};

#define GUIJU_RULES
constexpr Rule rules[] = {
#include "cel/time_zones.inc"
};
#undef GUIJU_RULES

constexpr Zone zones[] = {
#include "cel/time_zones.inc"
};

static_assert(std::is_sorted(std::begin(zones), std::end(zones),
                             [](const Zone& a, const Zone& b) { return a.name < b.name; }));

std::int64_t floor_day(std::int64_t seconds) {
  return (seconds >= 0 ? seconds : seconds - seconds_per_day + 1) / seconds_per_day;
}

std::int64_t weekday_of(std::int64_t days) { return ((days + 4) % 7 + 7) % 7; }

/// The change of one year in seconds of the local time it is stated in.
std::int64_t moment(const Change& change, std::int64_t year) {
  const auto first = days_of({year, static_cast<unsigned>(change.month), 1});
  auto day = first + (change.weekday - weekday_of(first) + 7) % 7 + (change.week - std::int64_t{1}) * 7;
  while (civil(day).month != static_cast<unsigned>(change.month)) day -= 7;
  return day * seconds_per_day + change.second;
}

bool is_summer(const Zone& zone, std::int64_t seconds) {
  const Rule& rule = rules[zone.rule - 1];
  const std::int64_t standard = seconds + std::int64_t{zone.standard} * 60;
  const std::int64_t summer = seconds + std::int64_t{zone.summer} * 60;
  const auto year = civil(floor_day(standard)).year;
  const auto start = moment(rule.start, year);
  const auto end = moment(rule.end, year);
  // South of the equator summer spans the new year.
  if (start < end) return standard >= start && summer < end;
  return standard >= start || summer < end;
}

std::optional<std::int64_t> parse_offset(std::string_view text) {
  std::int64_t sign = 1;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    if (text[0] == '-') sign = -1;
    text.remove_prefix(1);
  }
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0u, 1u, 3u, 4u}) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  }
  const int hours = (text[0] - '0') * 10 + (text[1] - '0');
  const int minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (hours > 23 || minutes > 59) return std::nullopt;
  return sign * (hours * 3600 + minutes * 60);
}

}  // namespace

std::optional<std::int64_t> utc_offset(std::string_view zone, std::int64_t seconds) {
  if (const auto offset = parse_offset(zone)) return offset;
  const auto* found =
      std::lower_bound(std::begin(zones), std::end(zones), zone,
                       [](const Zone& a, std::string_view b) { return a.name < b; });
  if (found == std::end(zones) || found->name != zone) return std::nullopt;
  const bool summer = found->rule != 0 && is_summer(*found, seconds);
  return std::int64_t{summer ? found->summer : found->standard} * 60;
}

}  // namespace guiju::cel
