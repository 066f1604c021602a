#include "cel/dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "cel/expression.h"

namespace guiju::cel {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

std::optional<int> parse_digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

unsigned last_day(std::int64_t in_year, unsigned in_month) {
  const std::chrono::year_month_day_last last{year(static_cast<int>(in_year)),
                                              std::chrono::month_day_last(month(in_month))};
  return static_cast<unsigned>(last.day());
}

}  // namespace

CivilDate civil(std::int64_t days) {
  const year_month_day date{sys_days(std::chrono::days(std::clamp(days, first_date, last_date)))};
  return {int(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
}

std::int64_t days_of(CivilDate date) {
  return sys_days(year(static_cast<int>(date.year)) / month(date.month) / day(date.day))
      .time_since_epoch()
      .count();
}

bool is_civil(std::int64_t in_year, std::int64_t in_month, std::int64_t in_day) {
  return in_year >= 1 && in_year <= 9999 && in_month >= 1 && in_month <= 12 && in_day >= 1 &&
         in_day <= last_day(in_year, static_cast<unsigned>(in_month));
}

std::optional<std::int64_t> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto in_year = parse_digits(text.substr(0, 4));
  const auto in_month = parse_digits(text.substr(5, 2));
  const auto in_day = parse_digits(text.substr(8, 2));
  if (!in_year || !in_month || !in_day || !is_civil(*in_year, *in_month, *in_day)) {
    return std::nullopt;
  }
  return days_of({*in_year, static_cast<unsigned>(*in_month), static_cast<unsigned>(*in_day)});
}

std::string format_date(std::int64_t days) {
  const auto date = civil(days);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::int64_t add_months(std::int64_t days, std::int64_t months) {
  constexpr std::int64_t all_months = std::int64_t{9999} * 12;
  const auto date = civil(days);
  const auto sum = date.year * 12 + (date.month - 1) + std::clamp(months, -all_months, all_months);
  if (sum < 12) return first_date;
  if (sum > all_months + 11) return last_date;
  const auto in_month = static_cast<unsigned>(sum % 12 + 1);
  return days_of({sum / 12, in_month, std::min(date.day, last_day(sum / 12, in_month))});
}

std::int64_t months_between(std::int64_t from, std::int64_t to) {
  const auto a = civil(from);
  const auto b = civil(to);
  auto months = (b.year - a.year) * 12 + (std::int64_t{b.month} - std::int64_t{a.month});
  if (months > 0 && b.day < a.day) --months;
  if (months < 0 && b.day > a.day) ++months;
  return months;
}

}  // namespace guiju::cel
