#include <fmt/format.h>

#include <array>

#include "cel/dates.h"
#include "cel/library.h"
#include "cel/time.h"

// Timestamps and durations (cel-spec langdef, Timestamps and Durations; Date/Time Functions).

namespace guiju::cel {
namespace {

using Arguments = std::span<const Value>;

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

std::string fraction(std::int32_t nanos) {
  if (nanos == 0) return {};
  std::string digits = fmt::format(".{:09}", nanos);
  digits.erase(digits.find_last_not_of('0') + 1);
  return digits;
}

/// Reads digits and their fraction one after the other.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  bool pass(char c) {
    if (done() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool digit() const { return !done() && text_[at_] >= '0' && text_[at_] <= '9'; }
  std::int64_t next_digit() { return text_[at_++] - '0'; }

  std::optional<std::int64_t> digits(int count) {
    std::int64_t value = 0;
    for (; count > 0; --count) {
      if (!digit()) return std::nullopt;
      value = value * 10 + next_digit();
    }
    return value;
  }
  /// The digits after a point, in billionths; further ones are dropped.
  std::optional<std::int64_t> billionths() {
    if (!digit()) return std::nullopt;
    std::int64_t value = 0;
    std::int64_t unit = nanos_per_second;
    while (digit()) {
      const auto next = next_digit();
      unit /= 10;
      value += next * unit;
    }
    return value;
  }
  std::string_view letters() {
    const auto begin = at_;
    while (!done() && !digit()) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  std::string_view rest() const { return text_.substr(at_); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

struct Unit {
  std::string_view name;
  std::int64_t nanos;
};

constexpr std::array<Unit, 7> units{{{"h", 3600 * std::int64_t{nanos_per_second}},
                                     {"m", 60 * std::int64_t{nanos_per_second}},
                                     {"s", nanos_per_second},
                                     {"ms", 1'000'000},
                                     {"us", 1'000},
                                     {"µs", 1'000},
                                     {"ns", 1}}};

const Unit* find_unit(std::string_view name) {
  for (const auto& unit : units) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

__extension__ typedef __int128 Wide;  // nanoseconds over ten thousand years take 69 bits

std::optional<Wide> scan_duration_part(Scanner& scanner) {
  Wide whole = 0;
  const bool has_whole = scanner.digit();
  while (scanner.digit()) {
    whole = whole * 10 + scanner.next_digit();
    if (whole > Wide{longest_duration} * nanos_per_second * 10) return std::nullopt;
  }
  std::int64_t part = 0;
  if (scanner.pass('.')) {
    const auto billionths = scanner.billionths();
    if (!billionths) return std::nullopt;
    part = *billionths;
  } else if (!has_whole) {
    return std::nullopt;
  }
  const Unit* unit = find_unit(scanner.letters());
  if (!unit) return std::nullopt;
  return whole * unit->nanos + Wide{part} * unit->nanos / nanos_per_second;
}

/// A date as days since 1970. Years of the wrong size are read, as some day out of range, so that
/// the message can say just that.
std::optional<std::int64_t> scan_day(Scanner& scanner) {
  auto year = scanner.digits(4);
  if (year && scanner.digit()) year = *year * 10 + scanner.next_digit();
  if (!year || !scanner.pass('-')) return std::nullopt;
  const auto month = scanner.digits(2);
  if (!month || !scanner.pass('-')) return std::nullopt;
  const auto day = scanner.digits(2);
  if (!day) return std::nullopt;
  if (*year < 1) return first_date - 2;
  if (*year > 9999) return last_date + 2;
  if (!is_civil(*year, *month, *day)) return std::nullopt;
  return days_of({*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day)});
}

std::optional<std::int64_t> scan_second_of_day(Scanner& scanner) {
  const auto hour = scanner.digits(2);
  if (!hour || !scanner.pass(':')) return std::nullopt;
  const auto minute = scanner.digits(2);
  if (!minute || !scanner.pass(':')) return std::nullopt;
  const auto second = scanner.digits(2);
  if (!second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return *hour * 3600 + *minute * 60 + *second;
}

/// `Z` or `+08:00`, and nothing after it.
std::optional<std::int64_t> scan_offset(Scanner& scanner) {
  if (scanner.pass('Z')) return scanner.done() ? std::optional<std::int64_t>(0) : std::nullopt;
  const auto rest = scanner.rest();
  if (rest.size() != 6 || (rest[0] != '+' && rest[0] != '-')) return std::nullopt;
  return utc_offset(rest, 0);
}

Timestamp from_nanos(Wide nanos) {
  return {static_cast<std::int64_t>(nanos / nanos_per_second),
          static_cast<std::int32_t>(nanos % nanos_per_second)};
}

Wide to_nanos(const Timestamp& time) { return Wide{time.seconds} * nanos_per_second + time.nanos; }

Timestamp normal_timestamp(Wide nanos) {
  Timestamp time = from_nanos(nanos);
  if (time.nanos < 0) {
    time.nanos += nanos_per_second;
    --time.seconds;
  }
  return time;
}

Value time_out_of_range(Context& context) { return context.fail(ErrorCode::range, "range"); }

Value checked_timestamp(Context& context, Wide nanos) {
  const Timestamp time = normal_timestamp(nanos);
  return in_timestamp_range(time) ? context.timestamp(time) : time_out_of_range(context);
}

Value checked_duration(Context& context, Wide nanos) {
  const Timestamp time = from_nanos(nanos);
  return in_duration_range(time) ? context.duration(time) : time_out_of_range(context);
}

// --- making them

Value timestamp_of_string(Context& context, Arguments arguments) {
  const auto time = parse_timestamp(arguments[0].text());
  if (!time) return context.fail(ErrorCode::conversion, "invalid timestamp");
  return in_timestamp_range(*time) ? context.timestamp(*time) : time_out_of_range(context);
}

Value timestamp_of_int(Context& context, Arguments arguments) {
  const Timestamp time{arguments[0].integer, 0};
  return in_timestamp_range(time) ? context.timestamp(time) : time_out_of_range(context);
}

Value duration_of_string(Context& context, Arguments arguments) {
  const auto time = parse_duration(arguments[0].text());
  if (!time) return context.fail(ErrorCode::conversion, "invalid duration");
  return in_duration_range(*time) ? context.duration(*time) : time_out_of_range(context);
}

// --- taking them apart

struct LocalTime {
  CivilDate date;
  std::int64_t days;
  std::int64_t second_of_day;
  std::int32_t nanos;
};

std::optional<LocalTime> local_time(Arguments arguments) {
  std::int64_t seconds = arguments[0].time->seconds;
  if (arguments.size() > 1) {
    const auto offset = utc_offset(arguments[1].text(), seconds);
    if (!offset) return std::nullopt;
    seconds += *offset;
  }
  const auto days = floor_divide(seconds, seconds_per_day);
  return LocalTime{civil(days), days, seconds - days * seconds_per_day, arguments[0].time->nanos};
}

using Part = std::int64_t (*)(const LocalTime&);

template <Part part>
Value timestamp_part(Context& context, Arguments arguments) {
  const auto time = local_time(arguments);
  if (!time) return context.fail(ErrorCode::invalid_argument, "unknown time zone");
  return Value::of(part(*time));
}

std::int64_t year_in(const LocalTime& time) { return time.date.year; }
std::int64_t month_in(const LocalTime& time) { return std::int64_t{time.date.month} - 1; }
std::int64_t day_in(const LocalTime& time) { return time.date.day; }
std::int64_t day_from_zero(const LocalTime& time) { return std::int64_t{time.date.day} - 1; }
std::int64_t weekday(const LocalTime& time) { return ((time.days + 4) % 7 + 7) % 7; }
std::int64_t day_of_year(const LocalTime& time) {
  return time.days - days_of({time.date.year, 1, 1});
}
std::int64_t hours(const LocalTime& time) { return time.second_of_day / 3600; }
std::int64_t minutes(const LocalTime& time) { return time.second_of_day / 60 % 60; }
std::int64_t seconds(const LocalTime& time) { return time.second_of_day % 60; }
std::int64_t milliseconds(const LocalTime& time) { return time.nanos / 1'000'000; }

template <std::int64_t unit>
Value duration_in(Context&, Arguments arguments) {
  return Value::of(arguments[0].time->seconds / unit);
}

Value duration_milliseconds(Context&, Arguments arguments) {
  return Value::of(std::int64_t{arguments[0].time->nanos / 1'000'000});
}

}  // namespace

bool in_timestamp_range(const Timestamp& time) {
  return time.seconds >= first_second && time.seconds <= last_second;
}

bool in_duration_range(const Timestamp& duration) {
  return duration.seconds >= -longest_duration && duration.seconds <= longest_duration;
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  Scanner scanner(text);
  const auto day = scan_day(scanner);
  if (!day || !scanner.pass('T')) return std::nullopt;
  const auto second = scan_second_of_day(scanner);
  if (!second) return std::nullopt;
  const auto nanos = scanner.pass('.') ? scanner.billionths() : std::int64_t{0};
  const auto offset = scan_offset(scanner);
  if (!nanos || !offset) return std::nullopt;
  return Timestamp{*day * seconds_per_day + *second - *offset, static_cast<std::int32_t>(*nanos)};
}

std::optional<Timestamp> parse_duration(std::string_view text) {
  Scanner scanner(text);
  const bool negative = scanner.pass('-');
  if (!negative) scanner.pass('+');
  if (scanner.rest() == "0") return Timestamp{0, 0};
  if (scanner.done()) return std::nullopt;
  Wide total = 0;
  while (!scanner.done()) {
    const auto part = scan_duration_part(scanner);
    if (!part) return std::nullopt;
    total += *part;
    // Far out of range already; adding on could leave the 128 bits.
    if (total > Wide{longest_duration} * nanos_per_second * 1000) break;
  }
  total = std::min(total, Wide{longest_duration + 1} * nanos_per_second);
  return from_nanos(negative ? -total : total);
}

Value add_time(Context& context, const Value& left, const Value& right) {
  const Wide sum = to_nanos(*left.time) + to_nanos(*right.time);
  if (left.is(Kind::timestamp) && right.is(Kind::timestamp)) return context.no_overload();
  const bool moment = left.is(Kind::timestamp) || right.is(Kind::timestamp);
  return moment ? checked_timestamp(context, sum) : checked_duration(context, sum);
}

Value subtract_time(Context& context, const Value& left, const Value& right) {
  const Wide difference = to_nanos(*left.time) - to_nanos(*right.time);
  if (left.kind == right.kind) return checked_duration(context, difference);
  if (left.is(Kind::duration)) return context.no_overload();
  return checked_timestamp(context, difference);
}

Order compare_time(const Timestamp& left, const Timestamp& right) {
  const Wide a = to_nanos(left);
  const Wide b = to_nanos(right);
  return a < b ? Order::less : a > b ? Order::greater : Order::equal;
}

std::string print_timestamp(const Timestamp& time) {
  const auto days = floor_divide(time.seconds, seconds_per_day);
  const auto second = time.seconds - days * seconds_per_day;
  return fmt::format("{}T{:02}:{:02}:{:02}{}Z", format_date(days), second / 3600, second / 60 % 60,
                     second % 60, fraction(time.nanos));
}

std::string print_duration(const Timestamp& time) {
  const bool negative = time.seconds < 0 || time.nanos < 0;
  const auto seconds = time.seconds < 0 ? -time.seconds : time.seconds;
  return fmt::format("{}{}{}s", negative ? "-" : "", seconds,
                     fraction(time.nanos < 0 ? -time.nanos : time.nanos));
}

std::span<const Declaration> time_library() {
#define GUIJU_PART(name, part)                                \
  {"(timestamp)." name "(): int", timestamp_part<part>}, {    \
    "(timestamp)." name "(string): int", timestamp_part<part> \
  }
  static constexpr Declaration declarations[] = {
      {"timestamp(timestamp): timestamp", identity},
      {"timestamp(string): timestamp", timestamp_of_string},
      {"timestamp(int): timestamp", timestamp_of_int},
      {"duration(duration): duration", identity},
      {"duration(string): duration", duration_of_string},
      GUIJU_PART("getFullYear", year_in),
      GUIJU_PART("getMonth", month_in),
      GUIJU_PART("getDate", day_in),
      GUIJU_PART("getDayOfMonth", day_from_zero),
      GUIJU_PART("getDayOfWeek", weekday),
      GUIJU_PART("getDayOfYear", day_of_year),
      GUIJU_PART("getHours", hours),
      GUIJU_PART("getMinutes", minutes),
      GUIJU_PART("getSeconds", seconds),
      GUIJU_PART("getMilliseconds", milliseconds),
      {"(duration).getHours(): int", duration_in<3600>},
      {"(duration).getMinutes(): int", duration_in<60>},
      {"(duration).getSeconds(): int", duration_in<1>},
      {"(duration).getMilliseconds(): int", duration_milliseconds},
  };
#undef GUIJU_PART
  return declarations;
}

}  // namespace guiju::cel
