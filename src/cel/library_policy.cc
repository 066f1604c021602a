#include <algorithm>
#include <vector>

#include "cel/dates.h"
#include "cel/library.h"

// Dates and periods, for policies. Described with examples in docs/expressions.md.

namespace guiju::cel {
namespace {

using Arguments = std::span<const Value>;

Value date_out_of_range(Context& context) {
  return context.fail(ErrorCode::range, "date out of range");
}

Value checked(Context& context, std::int64_t days) {
  return is_date(days) ? Value::of_date(days) : date_out_of_range(context);
}

Value date_of_string(Context& context, Arguments arguments) {
  const auto days = parse_date(arguments[0].text());
  return days ? Value::of_date(*days) : context.fail(ErrorCode::conversion, "invalid date");
}

Value date_of_parts(Context& context, Arguments arguments) {
  const auto year = arguments[0].integer;
  const auto month = arguments[1].integer;
  const auto day = arguments[2].integer;
  if (!is_civil(year, month, day)) return context.fail(ErrorCode::conversion, "invalid date");
  return Value::of_date(days_of({year, static_cast<unsigned>(month), static_cast<unsigned>(day)}));
}

Value year_of(Context&, Arguments arguments) { return Value::of(civil(arguments[0].days).year); }
Value month_of(Context&, Arguments arguments) {
  return Value::of(std::int64_t{civil(arguments[0].days).month});
}
Value day_of(Context&, Arguments arguments) {
  return Value::of(std::int64_t{civil(arguments[0].days).day});
}

Value add_days(Context& context, Arguments arguments) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(arguments[0].days, arguments[1].integer, &sum)) {
    return date_out_of_range(context);
  }
  return checked(context, sum);
}

Value add_whole_months(Context& context, std::int64_t days, std::int64_t months) {
  const auto date = civil(days);
  std::int64_t sum = 0;
  if (__builtin_add_overflow(date.year * 12 + (date.month - 1), months, &sum)) {
    return date_out_of_range(context);
  }
  if (sum < 12 || sum > 9999 * 12 + 11) return date_out_of_range(context);
  return Value::of_date(add_months(days, months));
}

Value add_months_to(Context& context, Arguments arguments) {
  return add_whole_months(context, arguments[0].days, arguments[1].integer);
}

Value add_years(Context& context, Arguments arguments) {
  std::int64_t months = 0;
  if (__builtin_mul_overflow(arguments[1].integer, 12, &months)) return date_out_of_range(context);
  return add_whole_months(context, arguments[0].days, months);
}

Value days_between(Context&, Arguments arguments) {
  return Value::of(arguments[1].days - arguments[0].days);
}
Value whole_months_between(Context&, Arguments arguments) {
  return Value::of(months_between(arguments[0].days, arguments[1].days));
}
Value years_between(Context&, Arguments arguments) {
  return Value::of(months_between(arguments[0].days, arguments[1].days) / 12);
}

// --- periods

/// Both ends belong to it.
struct Period {
  std::int64_t from, to;
};

/// One end of a period as a host or an expression may write it.
struct End {
  Value value;           ///< null kind where it is open
  bool missing = false;  ///< a record's field that is not there
};

End end_of(const Value& period, std::size_t index, std::string_view name) {
  switch (period.kind) {
    case Kind::record: {
      const int field = period.record->type()->find(name);
      if (field < 0) return {};
      const Value& value = period.record->field(static_cast<std::size_t>(field));
      return {value.is(Kind::absent) ? Value{} : value, value.is(Kind::absent)};
    }
    case Kind::map: {
      const Value* value = find(*period.map, Value::of_string(name));
      return {value ? *value : Value{}};
    }
    case Kind::list:
      return {index < period.list->elements.size() ? period.list->elements[index] : Value{}};
    default:
      return {};
  }
}

/// Reads a list of periods; gathers what is missing from any of them.
class PeriodReader {
 public:
  explicit PeriodReader(Context& context) : context_(context) {}

  std::vector<Period> read(const List& list) {
    std::vector<Period> periods;
    for (const auto& element : list.elements) {
      if (const auto period = read(element)) periods.push_back(*period);
    }
    return periods;
  }
  const Error* error() const { return error_; }

 private:
  std::optional<Period> read(const Value& element) {
    const auto from = end_of(element, 0, "from");
    const auto to = end_of(element, 1, "to");
    if (from.missing) {
      const auto field = static_cast<std::uint32_t>(element.record->type()->find("from"));
      fail(context_.missing(*element.record, field, element.origin, "from"));
      return std::nullopt;
    }
    const bool open = to.value.is(Kind::null) || to.value.is(Kind::optional);
    if (!from.value.is(Kind::date) || !(open || to.value.is(Kind::date))) {
      fail(context_.fail(ErrorCode::invalid_argument,
                         "a period has a date `from` and perhaps `to`"));
      return std::nullopt;
    }
    const Period period{from.value.days, open ? last_date : to.value.days};
    if (period.from > period.to) {
      fail(context_.fail(ErrorCode::invalid_argument, "a period ends before it begins"));
      return std::nullopt;
    }
    return period;
  }
  void fail(const Value& error) { error_ = join_errors(context_.arena, error_, error.error); }

  Context& context_;
  const Error* error_ = nullptr;
};

/// What no period covers of `span`, in order.
std::vector<Period> uncovered(std::vector<Period> periods, Period span) {
  std::sort(periods.begin(), periods.end(),
            [](const Period& a, const Period& b) { return a.from < b.from; });
  std::vector<Period> gaps;
  std::int64_t next = span.from;  // the first day not known to be covered
  for (const auto& period : periods) {
    if (period.from > span.to) break;
    if (period.from > next) gaps.push_back({next, period.from - 1});
    next = std::max(next, period.to + 1);
  }
  if (next <= span.to) gaps.push_back({next, span.to});
  return gaps;
}

/// The gaps that the three arguments ask for; an error value if there is none to be had.
std::optional<Value> find_gaps(Context& context, Arguments arguments, std::vector<Period>& gaps) {
  const auto& list = *arguments[0].list;
  if (!context.spend(8 * list.elements.size())) return context.out_of_steps();
  const Period span{arguments[1].days, arguments[2].days};
  if (span.from > span.to) {
    return context.fail(ErrorCode::invalid_argument, "the span ends before it begins");
  }
  PeriodReader reader(context);
  auto periods = reader.read(list);
  if (reader.error()) return Value::of(reader.error());
  gaps = uncovered(std::move(periods), span);
  return std::nullopt;
}

Value period_value(Context& context, const Period& period) {
  auto* entries = context.arena.make<Entry>(2);
  entries[0] = {Value::of_string("from"), Value::of_date(period.from)};
  entries[1] = {Value::of_string("to"), Value::of_date(period.to)};
  return Value::of(make_map(context.arena, {entries, 2}));
}

Value gaps(Context& context, Arguments arguments) {
  std::vector<Period> found;
  if (const auto error = find_gaps(context, arguments, found)) return *error;
  auto* elements = context.arena.make<Value>(found.size());
  std::transform(found.begin(), found.end(), elements,
                 [&](const Period& period) { return period_value(context, period); });
  return context.list({elements, found.size()});
}

Value covered_days(Context& context, Arguments arguments) {
  std::vector<Period> found;
  if (const auto error = find_gaps(context, arguments, found)) return *error;
  std::int64_t days = arguments[2].days - arguments[1].days + 1;
  for (const auto& gap : found) days -= gap.to - gap.from + 1;
  return Value::of(days);
}

}  // namespace

std::span<const Declaration> policy_library() {
  static constexpr Declaration declarations[] = {
      {"date(date): date", identity},
      {"date(string): date", date_of_string},
      {"date(int, int, int): date", date_of_parts},
      {"(date).year(): int", year_of},
      {"(date).month(): int", month_of},
      {"(date).day(): int", day_of},
      {"add_days(date, int): date", add_days},
      {"add_months(date, int): date", add_months_to},
      {"add_years(date, int): date", add_years},
      {"days_between(date, date): int", days_between},
      {"months_between(date, date): int", whole_months_between},
      {"years_between(date, date): int", years_between},
      {"gaps(list(A), date, date): list(map(string, date))", gaps},
      {"covered_days(list(A), date, date): int", covered_days},
  };
  return declarations;
}

}  // namespace guiju::cel
