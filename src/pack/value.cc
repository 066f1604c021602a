#include "pack/value.h"

#include <array>
#include <charconv>
#include <cmath>

#include "text/unicode.h"

namespace guiju {
namespace {

constexpr std::array words_for_bools{
    BoolWord{"true", true}, BoolWord{"false", false}, BoolWord{"是", true}, BoolWord{"否", false},
    BoolWord{"yes", true},  BoolWord{"no", false},    BoolWord{"有", true}, BoolWord{"无", false},
};

std::optional<bool> parse_bool(std::string_view text) {
  const auto find = [](std::string_view word) -> std::optional<bool> {
    for (const auto& row : words_for_bools) {
      if (row.word == word) return row.value;
    }
    return std::nullopt;
  };
  // The words are normalised, so one that is there as it stands needs no normalising.
  if (const auto found = find(text)) return found;
  return find(normalized_name(text));
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Takes a run of one to `most` digits off the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
  if (count < least || count > most) return std::nullopt;
  int number = 0;
  std::from_chars(text.data(), text.data() + count, number);
  text.remove_prefix(count);
  return number;
}

bool take(std::string_view& text, std::string_view token) {
  if (!text.starts_with(token)) return false;
  text.remove_prefix(token.size());
  return true;
}

constexpr std::array marks_of_dates{DateMarks{"-", "-", ""}, DateMarks{"/", "/", ""},
                                    DateMarks{".", ".", ""}, DateMarks{"年", "月", "日"}};

std::optional<std::int64_t> parse_date_with(const DateMarks& marks, std::string_view text) {
  const auto year = take_digits(text, 4, 4);
  if (!year || !take(text, marks.after_year)) return std::nullopt;
  const auto month = take_digits(text, 1, 2);
  if (!month || !take(text, marks.after_month)) return std::nullopt;
  const auto day = take_digits(text, 1, 2);
  if (!day || !take(text, marks.after_day) || !text.empty()) return std::nullopt;
  std::array<char, 11> iso{};
  const auto put = [&iso](std::size_t at, int digits, int number) {
    for (int i = digits - 1; i >= 0; --i, number /= 10) {
      iso[at + static_cast<std::size_t>(i)] = static_cast<char>('0' + number % 10);
    }
  };
  put(0, 4, *year);
  iso[4] = '-';
  put(5, 2, *month);
  iso[7] = '-';
  put(8, 2, *day);
  return cel::parse_date({iso.data(), 10});
}

cel::Value name_value(std::string_view text, cel::Arena& arena) {
  if (is_normalized_name(text)) return cel::Value::of_string(text);
  return cel::Value::of_string(arena.copy(normalized_name(text)));
}

std::optional<cel::Value> enum_value(const EnumShape& shape, std::string_view text) {
  const int index = shape.find(text);
  if (index < 0) return std::nullopt;
  return cel::Value::of_string(shape.values[static_cast<std::size_t>(index)].name);
}

}  // namespace

std::span<const BoolWord> bool_words() { return words_for_bools; }
std::span<const DateMarks> date_marks() { return marks_of_dates; }

std::optional<std::int64_t> parse_written_date(std::string_view text) {
  const auto parse = [](std::string_view plain) -> std::optional<std::int64_t> {
    for (const auto& marks : marks_of_dates) {
      if (const auto days = parse_date_with(marks, plain)) return days;
    }
    return std::nullopt;
  };
  // Digits and marks are normalised, so a date that can be read as it stands needs no normalising.
  if (const auto days = parse(text)) return days;
  return is_normalized_name(text) ? std::nullopt : parse(normalized_name(text));
}

std::optional<cel::Value> parse_scalar(const FieldType& type, std::string_view text,
                                       cel::Arena& arena) {
  using Base = FieldType::Base;
  switch (type.base) {
    case Base::string: return cel::Value::of_string(text);
    case Base::name: return name_value(text, arena);
    case Base::integer:
      if (const auto number = parse_number<std::int64_t>(text)) return cel::Value::of(*number);
      return std::nullopt;
    case Base::number:
      if (const auto number = parse_number<double>(text); number && std::isfinite(*number)) {
        return cel::Value::of(*number);
      }
      return std::nullopt;
    case Base::boolean:
      if (const auto truth = parse_bool(text)) return cel::Value::of(*truth);
      return std::nullopt;
    case Base::date:
      if (const auto days = parse_written_date(text)) return cel::Value::of_date(*days);
      return std::nullopt;
    case Base::enumeration: return enum_value(*type.enumeration, text);
    case Base::record:
    case Base::list:
    case Base::reference: return std::nullopt;
  }
  return std::nullopt;
}

Localized expected_for(const FieldType& type) {
  using Base = FieldType::Base;
  switch (type.base) {
    case Base::string:
    case Base::name: return {"文字", "text"};
    case Base::integer: return {"整数，如 12", "a whole number such as 12"};
    case Base::number: return {"数字，如 1.5", "a number such as 1.5"};
    case Base::boolean: return {"“是”或“否”", "`true` or `false`"};
    case Base::date: return {"日期，如 2024-10-31", "a date such as 2024-10-31"};
    case Base::enumeration:
      return {"“" + type.enumeration->label.in(Language::zh) + "”的一个取值",
              "one of the values of `" + type.enumeration->label.in(Language::en) + "`"};
    case Base::record:
      return {"“" + type.record->label.in(Language::zh) + "”的各项内容（键: 值）",
              "the fields of `" + type.record->label.in(Language::en) + "` (key: value)"};
    case Base::list: return {"列表（每项以“- ”开头）", "a list (each item begins with `- `)"};
    case Base::reference:
      return {"“" + type.table->label.in(Language::zh) + "”中的名称或代码",
              "a name or code of `" + type.table->label.in(Language::en) + "`"};
  }
  return {};
}

}  // namespace guiju
