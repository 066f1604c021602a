#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cel/value.h"
#include "pack/pack.h"

namespace guiju {

/// A scalar's text as a value of `type`; nothing if it is none. What a text means is decided by
/// the type alone: `NO` is a string where a string is wanted and false where a bool is. Not for
/// records, lists and references. The value may borrow `text`.
std::optional<cel::Value> parse_scalar(const FieldType& type, std::string_view text,
                                       cel::Arena& arena);

/// A civil date as people write it: 2024-10-31, 2024/10/31, 2024.10.31, 2024年10月31日. Days since 1970.
std::optional<std::int64_t> parse_written_date(std::string_view text);

/// A word for yes or no.
struct BoolWord {
  std::string_view word;  ///< normalised
  bool value;
};
std::span<const BoolWord> bool_words();

/// Marks around the numbers of a date: 2024年10月31日.
struct DateMarks {
  std::string_view after_year, after_month, after_day;
};
std::span<const DateMarks> date_marks();

/// What to write for a value of `type`, for messages: `a date such as 2024-10-31`.
Localized expected_for(const FieldType& type);

}  // namespace guiju
