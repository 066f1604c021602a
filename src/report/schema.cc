#include "report/schema.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "assess/names.h"
#include "pack/value.h"
#include "report/json_values.h"
#include "report/spelling_pattern.h"
#include "text/unicode.h"

namespace guiju {

namespace {

using Base = FieldType::Base;
using Spellings = std::vector<std::string>;

/// Longer lists of names help nobody who types, and are left to `check`.
constexpr std::size_t most_names = 5000;

// ---------------------------------------------------------------- words

/// Both languages in one line; once where they are the same.
std::string both(const Localized& words) {
  const auto& zh = words.in(Language::zh);
  const auto& en = words.in(Language::en);
  return zh == en ? zh : zh + " · " + en;
}

void add_once(Spellings& all, const std::string& spelling) {
  if (spelling.empty() || std::find(all.begin(), all.end(), spelling) != all.end()) return;
  all.push_back(spelling);
}

/// The ways to write a field or a value, as the pack writes them.
template <typename Item>
Spellings spellings_of(const Item& item) {
  Spellings all;
  add_once(all, item.name);
  add_once(all, item.label.zh);
  add_once(all, item.label.en);
  for (const auto& other : item.also) add_once(all, other);
  return all;
}

std::string description_of(const FieldShape& field) {
  Localized words = expected_for(*field.type);
  if (field.required) words = {"必填。" + words.zh, "required; " + words.en};
  if (!field.says.empty()) {
    words = {field.says.in(Language::zh) + "。" + words.zh,
             field.says.in(Language::en) + "; " + words.en};
  }
  return both(words);
}

// ---------------------------------------------------------------- building blocks

Json either(Json condition, Json then, Json otherwise) {
  return {{"if", std::move(condition)},
          {"then", std::move(then)},
          {"else", std::move(otherwise)}};
}

Json or_empty(const Json& value) {
  return {{"anyOf", Json::array({value, Json{{"type", "null"}}})}};
}

const Json any_scalar{{"type", {"string", "number", "boolean"}}};

/// What a YAML loader may make of a text without quotes, beside the text.
std::optional<Json> as_number(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || std::to_string(number) != text) return std::nullopt;
  return number;
}

/// One of `exact`, which editors offer, or of their other spellings.
Json one_of(const Spellings& spellings, const Json& exact, const Spellings& loose) {
  const Json other{{"type", "string"}, {"pattern", spellings_pattern(loose, spellings)}};
  return {{"anyOf", Json::array({Json{{"enum", exact}}, other})}};
}

Json texts_and_numbers(const Spellings& spellings) {
  Json all = Json::array();
  for (const auto& spelling : spellings) {
    all.push_back(spelling);
    if (const auto number = as_number(spelling)) all.push_back(*number);
  }
  return all;
}

// ---------------------------------------------------------------- scalars

/// Digits in both widths; `digit("12")` is one of them.
std::string digit(std::string_view digits = "0123456789") { return width_class(digits); }

/// The days of the months, with a mark between, in a year that is written before: a pattern for
/// each length of month. The numbers may have one digit.
std::string days_of_months(const std::string& mark) {
  const std::string zero = digit("0") + "?";
  const std::string to_28 = "(?:" + zero + digit("123456789") + "|" + digit("1") + digit() + "|" +
                            digit("2") + digit("012345678") + ")";
  const std::string to_30 = "(?:" + to_28 + "|" + digit("2") + digit("9") + "|" + digit("3") +
                            digit("0") + ")";
  const std::string to_31 = "(?:" + to_30 + "|" + digit("3") + digit("1") + ")";
  const std::string long_month =
      "(?:" + zero + digit("13578") + "|" + digit("1") + digit("02") + ")";
  const std::string month_of_30 = "(?:" + zero + digit("469") + "|" + digit("1") + digit("1") + ")";
  return "(?:" + long_month + mark + to_31 + "|" + month_of_30 + mark + to_30 + "|" + zero +
         digit("2") + mark + to_28 + ")";
}

std::string leap_year() {
  const std::string four = "(?:" + digit("0") + digit("48") + "|" + digit("2468") + digit("048") +
                           "|" + digit("13579") + digit("26") + ")";
  const std::string nought = digit("0");
  return "(?:" + digit() + digit() + four + "|" + four + nought + nought + ")";
}

/// A mark of a date, with the spaces that say nothing beside Chinese characters.
std::string mark_pattern(std::string_view mark) {
  if (mark.empty()) return {};
  const bool chinese = static_cast<unsigned char>(mark[0]) >= 0x80;
  return chinese ? "\\s*" + std::string(mark) + "\\s*" : width_class(mark);
}

/// A date of the calendar from year 1, written with these marks.
std::string date_pattern(const DateMarks& marks) {
  const auto after_year = mark_pattern(marks.after_year);
  const auto after_month = mark_pattern(marks.after_month);
  const std::string nought = digit("0");
  const std::string year = "(?!" + nought + "{4})" + digit() + "{4}";
  const std::string leap_day = "(?!" + nought + "{4})" + leap_year() + after_year + nought + "?" +
                               digit("2") + after_month + digit("2") + digit("9");
  return "(?:" + year + after_year + days_of_months(after_month) + "|" + leap_day + ")" +
         mark_pattern(marks.after_day);
}

/// A date in any of the ways to write one; with `slashes`, also 2024/10/31.
std::string date_pattern(bool slashes) {
  std::string all;
  for (const auto& marks : date_marks()) {
    if (!slashes && marks.after_year == "/") continue;
    (all += all.empty() ? "" : "|") += date_pattern(marks);
  }
  return "\\s*(?:" + all + ")\\s*";
}

/// `patternErrorMessage` is what editors show in place of a pattern that nobody would read.
Json with_words(Json schema, const FieldType::Base base) {
  FieldType type;
  type.base = base;
  schema["patternErrorMessage"] = both(expected_for(type));
  return schema;
}

Json date_schema() {
  const Json schema{{"type", "string"},
                    {"pattern", "^" + date_pattern(true) + "$"},
                    {"description", "2024-10-31、2024/10/31、2024年10月31日"}};
  return with_words(schema, Base::date);
}

Json period_text_schema() {
  return {{"type", "string"},
          {"pattern", "^" + date_pattern(false) + "/" + date_pattern(true) + "$"},
          {"patternErrorMessage", "2024-01-01/2024-12-31"},
          {"description", "2024-01-01/2024-12-31"}};
}

Json integer_schema() {
  const Json schema{
      {"type", {"integer", "string"}},
      {"pattern", "^ *(?:\\+|-)?0*[0-9]{1,18} *$"},
      {"minimum", std::numeric_limits<std::int64_t>::min()},
      {"maximum", std::numeric_limits<std::int64_t>::max()}};
  return with_words(schema, Base::integer);
}

Json number_schema() {
  const Json schema{
      {"type", {"number", "string"}},
      {"pattern", "^ *[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})? *$"},
      {"minimum", std::numeric_limits<double>::lowest()},
      {"maximum", std::numeric_limits<double>::max()}};
  return with_words(schema, Base::number);
}

Json bool_schema() {
  Spellings words;
  Json exact{true, false};
  for (const auto& row : bool_words()) {
    words.emplace_back(row.word);
    exact.push_back(row.word);
  }
  return one_of(words, exact, words);
}

Json enum_schema(const EnumShape& shape) {
  Spellings all;
  Json descriptions = Json::array();
  for (const auto& value : shape.values) {
    for (const auto& spelling : spellings_of(value)) {
      all.push_back(spelling);
      descriptions.push_back(both(value.label));
      if (as_number(spelling)) descriptions.push_back(both(value.label));
    }
  }
  Json schema = one_of(all, texts_and_numbers(all), all);
  schema["anyOf"][0]["enumDescriptions"] = std::move(descriptions);
  schema["title"] = both(shape.label);
  return schema;
}

// ---------------------------------------------------------------- names in tables

/// What a reference may say: names and codes that mean one row, and names that several rows share.
struct TableNames {
  Spellings sure;
  std::map<std::string, std::vector<std::uint32_t>> shared;  ///< with the rows they may mean
};

bool keeps_where(const FieldShape& field, std::uint32_t row) {
  return std::all_of(field.where.begin(), field.where.end(), [&](const auto& condition) {
    return field.type->table->text(row, condition.first) == condition.second;
  });
}

/// All that `look_up` might take for a row, in the order of the table; stems last.
Spellings candidates_of(const FieldShape& field) {
  const Table& table = *field.type->table;
  Spellings all;
  std::set<std::string> stems;
  for (std::uint32_t row = 0; row < table.rows.size(); ++row) {
    if (!keeps_where(field, row)) continue;
    for (const std::uint32_t column : table.names) all.emplace_back(table.text(row, column));
    all.emplace_back(table.text(row, table.key));
  }
  for (const auto& [stem, rows] : table.by_stem) {
    const bool fits = std::any_of(rows.begin(), rows.end(),
                                  [&](std::uint32_t row) { return keeps_where(field, row); });
    if (fits) stems.insert(stem);
  }
  all.insert(all.end(), stems.begin(), stems.end());
  std::erase(all, std::string());
  return all;
}

TableNames names_for(const FieldShape& field) {
  TableNames names;
  std::set<std::string> seen;
  for (const auto& candidate : candidates_of(field)) {
    if (!seen.insert(candidate).second) continue;
    const NameLookup found = look_up(field, candidate, std::nullopt);
    if (found.row) names.sure.push_back(candidate);
    if (!found.candidates.empty()) names.shared[candidate] = found.candidates;
  }
  return names;
}

Json names_schema(const FieldShape& field, const TableNames& names, bool with_shared) {
  auto all = names.sure;
  if (with_shared) {
    for (const auto& [name, rows] : names.shared) all.push_back(name);
  }
  const auto words = both(field.type->table->label);
  if (all.size() > most_names) {
    return {{"title", words}, {"type", {"string", "number"}}, {"description", words}};
  }
  Json schema = one_of(all, texts_and_numbers(all), all);
  schema["title"] = words;
  return schema;
}

// ---------------------------------------------------------------- records

/// An object has one of these keys, letter by letter or in another spelling.
Json has_any(const Spellings& spellings) {
  Json ways = Json::array();
  for (const auto& spelling : spellings) ways.push_back({{"required", {spelling}}});
  const Json none{{"propertyNames", {{"not", {{"pattern", spellings_pattern(spellings, {})}}}}}};
  ways.push_back({{"not", none}});
  return {{"anyOf", std::move(ways)}};
}

/// The key of one of these spellings, if it is there, holds `value`, and one is there.
Json holds(const Spellings& spellings, const Json& value) {
  Json ways = Json::array();
  for (const auto& spelling : spellings) {
    ways.push_back({{"required", {spelling}}, {"properties", {{spelling, value}}}});
  }
  return {{"anyOf", std::move(ways)}};
}

class SchemaWriter {
 public:
  explicit SchemaWriter(const Packs& packs) : packs_(packs) {}

  Json kind(const Kind& kind);

 private:
  Json record(const RecordShape& shape);
  Json field(const RecordShape& shape, const FieldShape& field);
  Json type(const FieldShape& field, const FieldType& type);
  Json reference(const FieldShape& field, const FieldType& type);
  Json nested(const RecordShape& shape);
  void limit_shared_names(const RecordShape& shape, const FieldShape& field, Json& all);
  Json kind_name(const Kind& kind);
  Json policies();
  /// What is defined is known by its address in the pack; where it has none, by its name.
  using Identity = std::pair<const void*, std::string>;
  Json define(const Identity& what, const std::string& name, const auto& make);
  std::string free_name(const std::string& name);

  const Packs& packs_;
  Json definitions_ = Json::object();
  std::map<Identity, std::string> names_;
};

std::string SchemaWriter::free_name(const std::string& name) {
  std::string free = name;
  for (int i = 2; definitions_.contains(free); ++i) free = name + "-" + std::to_string(i);
  definitions_[free] = nullptr;
  return free;
}

Json reference_to(const std::string& name) { return {{"$ref", "#/$defs/" + name}}; }

/// A reference to the definition of `what`, which is made at its first use.
Json SchemaWriter::define(const Identity& what, const std::string& name, const auto& make) {
  const auto known = names_.find(what);
  if (known != names_.end()) return reference_to(known->second);
  const auto fresh = free_name(name);
  names_[what] = fresh;
  auto made = make();
  definitions_[fresh] = std::move(made);
  return reference_to(fresh);
}

Json SchemaWriter::reference(const FieldShape& field, const FieldType& type) {
  // A list of references: the element's type, with the field's conditions.
  FieldShape wanted = field;
  wanted.type = &type;
  std::string name = type.table->name;
  for (const auto& [column, value] : wanted.where) {
    name += "." + type.table->row.fields[column].name + "." + value;
  }
  const bool has_parent = wanted.within >= 0;
  if (has_parent) name += ".within";
  return define({type.table, name}, name,
                [&] { return names_schema(wanted, names_for(wanted), has_parent); });
}

Json SchemaWriter::nested(const RecordShape& shape) {
  auto mapping = define({&shape, {}}, shape.name, [&] { return record(shape); });
  switch (shape.builtin) {
    case RecordShape::Builtin::document:
      return either({{"type", "object"}}, mapping, any_scalar);
    case RecordShape::Builtin::period:
      return either({{"type", "object"}}, mapping, period_text_schema());
    case RecordShape::Builtin::none:
      break;
  }
  return mapping;
}

Json SchemaWriter::type(const FieldShape& field, const FieldType& type) {
  switch (type.base) {
    case Base::string:
    case Base::name:
      return any_scalar;
    case Base::integer:
      return integer_schema();
    case Base::number:
      return number_schema();
    case Base::boolean:
      return bool_schema();
    case Base::date:
      return define({nullptr, "date"}, "date", date_schema);
    case Base::enumeration:
      return define({type.enumeration, {}}, type.enumeration->name,
                    [&] { return enum_schema(*type.enumeration); });
    case Base::record:
      return nested(*type.record);
    case Base::reference:
      return reference(field, type);
    case Base::list:
      break;
  }
  const auto element = this->type(field, *type.element);
  return either({{"type", "array"}}, {{"items", element}}, element);
}

Json SchemaWriter::field(const RecordShape& shape, const FieldShape& field) {
  return define({&field, {}}, shape.name + "." + field.name, [&] {
    Json schema{{"title", both(field.label)}, {"description", description_of(field)}};
    const auto value = type(field, *field.type);
    // What is left empty counts as missing.
    schema.update(field.required ? value : or_empty(value));
    return schema;
  });
}

/// A name that several rows share says which only beside its parent.
void SchemaWriter::limit_shared_names(const RecordShape& shape, const FieldShape& field,
                                      Json& all) {
  const auto& parent = shape.fields[static_cast<std::size_t>(field.within)];
  const auto own = spellings_of(field);
  const Table& table = *field.type->table;
  for (const auto& [name, rows] : names_for(field).shared) {
    std::set<std::string_view> keys;
    for (const std::uint32_t row : rows) {
      keys.insert(table.text(row, static_cast<std::uint32_t>(table.parent)));
    }
    Spellings parents;
    for (const auto& spelling : names_for(parent).sure) {
      const auto found = look_up(parent, spelling, std::nullopt);
      if (keys.contains(table.text(*found.row, table.key))) parents.push_back(spelling);
    }
    const Json value{{"pattern", spellings_pattern({&name, 1}, {})}, {"type", "string"}};
    all.push_back({{"if", holds(own, value)},
                   {"then", holds(spellings_of(parent), one_of(parents, texts_and_numbers(parents),
                                                               parents))}});
  }
}

Json SchemaWriter::record(const RecordShape& shape) {
  Json properties = Json::object();
  Json patterns = Json::object();
  Json rules = Json::array();
  for (const auto& field : shape.fields) {
    const auto value = this->field(shape, field);
    auto rest = spellings_of(field);
    const auto others = spellings_pattern(rest, rest);
    patterns[others] = value;
    if (field.required) rules.push_back(has_any(rest));
    while (!rest.empty()) {
      const auto spelling = rest.front();
      properties[spelling] = value;
      rest.erase(rest.begin());
      Json then{{"patternProperties", {{others, false}}}};
      for (const auto& other : rest) then["properties"][other] = false;
      rules.push_back({{"if", {{"required", {spelling}}}}, {"then", then}});
    }
    if (field.within >= 0) limit_shared_names(shape, field, rules);
  }
  return {{"title", both(shape.label)},
          {"type", "object"},
          {"properties", properties},
          {"patternProperties", patterns},
          {"additionalProperties", false},
          {"allOf", rules}};
}

/// The names by which a dossier may say that it is of this kind.
Json SchemaWriter::kind_name(const Kind& kind) {
  const auto& [name, label] = std::tie(kind.shape.name, kind.shape.label);
  Spellings labels;
  add_once(labels, label.zh);
  add_once(labels, label.en);
  Spellings all{name};
  for (const auto& one : labels) add_once(all, one);
  return one_of(all, texts_and_numbers(all), labels);
}

Json SchemaWriter::policies() {
  Json ids = Json::array();
  for (const auto& pack : packs_.all()) ids.push_back(pack->id);
  const Json policy{{"enum", ids}};
  return either({{"type", "array"}}, {{"items", policy}},
                or_empty(policy));
}

/// What a dossier is and by which packs it is judged is read before its shape is known, under
/// these very keys, and must be right.
Json SchemaWriter::kind(const Kind& kind) {
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}};
  schema.update(record(kind.shape));
  const auto put = [&](std::string_view key, const Json& value) {
    auto& property = schema["properties"][std::string(key)];
    const auto& field = kind.shape.fields[static_cast<std::size_t>(kind.shape.find(key))];
    property = {{"title", both(field.label)}};
    property.update(value);
  };
  Json ways = Json::array();
  for (const auto key : kind_keys) {
    put(key, kind_name(kind));
    ways.push_back({{"required", {key}}});
  }
  for (const auto key : policy_keys) put(key, policies());
  schema["allOf"].push_back({{"anyOf", ways}});
  schema["$defs"] = definitions_;
  return schema;
}

}  // namespace

void write_schema(const Packs& packs, const Kind& kind, std::ostream& out) {
  write(SchemaWriter(packs).kind(kind), out);
}

}  // namespace guiju
