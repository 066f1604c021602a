#include "report/json_values.h"

#include <utility>

#include "text/unicode.h"

namespace guiju {

namespace {

Json date_or_null(const std::optional<std::int64_t>& days) {
  return days ? Json(cel::format_date(*days)) : Json(nullptr);
}

void append_escaped(std::string& text, char32_t character) {
  if (character > 0xFFFF) {
    const auto rest = static_cast<std::uint32_t>(character) - 0x10000;
    text += fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
  } else {
    text += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(character));
  }
}

/// JSON leaves C1 controls and direction overrides as they are, and a terminal may obey them.
/// They can only stand inside strings, where an escape means the same; a line break cannot, so that
/// each begins a line, which is indented by as many spaces.
std::string without_controls(std::string_view json, std::size_t indent = 0) {
  std::string text;
  text.reserve(json.size());
  for (std::size_t offset = 0; offset < json.size();) {
    const auto begin = offset;
    const auto character = next_character(json, offset);
    if (character == U'\n') {
      text += '\n';
      text.append(indent, ' ');
    } else if (is_printable(character)) {
      text += json.substr(begin, offset - begin);
    } else {
      append_escaped(text, character);
    }
  }
  return text;
}

constexpr std::size_t indent_step = 2;

std::string indented(const Json& json) {
  return json.dump(indent_step, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string_view name_of(Severity severity) {
  constexpr std::array<std::string_view, 3> names{"error", "warning", "note"};
  return names[static_cast<std::size_t>(severity)];
}

Json json_of(const Localized& words) { return {{"zh", words.zh}, {"en", words.en}}; }

Json json_of(const Place& place) {
  if (!place.known()) return nullptr;
  Json excerpt = Json::array();
  for (const auto& line : place.lines) {
    excerpt.push_back({{"line", line.number}, {"column", line.first_column}, {"text", line.text}});
  }
  return {{"file", place.file},
          {"line", place.begin.line},
          {"column", place.begin.column},
          {"end_line", place.end.line},
          {"end_column", place.end.column},
          {"byte", place.span.begin},
          {"end_byte", place.span.end},
          {"excerpt", std::move(excerpt)}};
}

Json json_of(const std::vector<RelatedPlace>& related) {
  Json array = Json::array();
  for (const auto& entry : related) {
    array.push_back({{"why", json_of(entry.why)}, {"place", json_of(entry.place)}});
  }
  return array;
}

Json json_of(const std::vector<Argument>& arguments) {
  Json object = Json::object();
  for (const auto& argument : arguments) object[argument.name] = json_of(argument.value);
  return object;
}

Json json_of(const Diagnostic& diagnostic) {
  return {
      {"id", diagnostic.id},
      {"severity", name_of(severity_of(diagnostic))},
      {"message", json_localized([&](auto language) { return message_of(diagnostic, language); })},
      {"remedy", json_localized([&](auto language) { return remedy_of(diagnostic, language); })},
      {"place", json_of(diagnostic.place)},
      {"arguments", json_of(diagnostic.arguments)},
      {"related", json_of(diagnostic.related)}};
}

Json json_of(const Rule& rule) {
  Json also = Json::array();
  for (const auto* clause : rule.also) also.push_back(clause->id);
  return {{"address", rule.address},
          {"clause", rule.clause->id},
          {"also", std::move(also)},
          {"strength", name_of(rule.strength)},
          {"disposition", name_of(rule.disposition)},
          {"form", name_of(rule.form)},
          {"kind", rule.select.kind == nullptr ? "" : rule.select.kind->shape.name},
          {"across", rule.across},
          {"reading", json_of(rule.reading)}};
}

Json json_of(const Clause& clause) {
  const auto rules = json_array(clause.rules, [](const auto& rule) { return json_of(*rule); });
  const auto reviews = json_array(clause.reviews, [](const auto& review) {
    return Json{{"id", review->address}, {"ask", json_of(review->ask)}};
  });
  return {
      {"id", clause.id},
      {"section", clause.section},
      {"strength", name_of(clause.strength)},
      {"dispositions",
       json_array(clause.dispositions, [](const auto entry) { return name_of(entry); })},
      {"says", json_of(clause.says)},
      {"reading", json_of(clause.reading)},
      {"info", json_of(clause.info)},
      {"citation", json_localized([&](auto language) { return citation_of(clause, language); })},
      {"rules", rules},
      {"review", reviews}};
}

Json json_of(const Pack& pack) {
  Json sections = Json::object();
  for (const auto& [id, heading] : pack.sections) sections[id] = json_of(heading);
  const auto kinds = json_array(pack.kinds, [](const auto& kind) {
    return Json{{"name", kind->shape.name}, {"label", json_of(kind->shape.label)}};
  });
  return {{"id", pack.id},
          {"version", pack.version},
          {"sha256", digest_of(pack)},
          {"title", json_of(pack.title)},
          {"issuer", json_of(pack.issuer)},
          {"number", pack.number},
          {"issued", date_or_null(pack.issued)},
          {"in_force", {{"from", date_or_null(pack.from)}, {"until", date_or_null(pack.until)}}},
          {"kinds", kinds},
          {"sections", std::move(sections)}};
}

void write(const Json& json, std::ostream& out) {
  out << without_controls(indented(json)) << '\n';
}

void write_line(const Json& json, std::ostream& out) {
  out << without_controls(json.dump(-1, ' ', false, Json::error_handler_t::replace)) << '\n';
}

void JsonWriter::begin_object() {
  if (!levels_.empty()) next();
  out_ << '{';
  levels_.push_back({'}'});
}

void JsonWriter::begin_array(std::string_view name) {
  put_name(name);
  out_ << '[';
  levels_.push_back({']'});
}

void JsonWriter::end() {
  const auto [closing, empty] = levels_.back();
  levels_.pop_back();
  if (!empty) out_ << '\n' << std::string(indent_step * levels_.size(), ' ');
  out_ << closing;
  if (levels_.empty()) out_ << '\n';
}

void JsonWriter::member(std::string_view name, const Json& value) {
  put_name(name);
  put(value);
}

void JsonWriter::members(const Json& object) {
  for (const auto& [name, value] : object.items()) member(name, value);
}

void JsonWriter::element(const Json& value) {
  next();
  put(value);
}

void JsonWriter::next() {
  if (!std::exchange(levels_.back().empty, false)) out_ << ',';
  out_ << '\n' << std::string(indent_step * levels_.size(), ' ');
}

void JsonWriter::put_name(std::string_view name) {
  next();
  out_ << without_controls(indented(Json(name))) << ": ";
}

void JsonWriter::put(const Json& value) {
  out_ << without_controls(indented(value), indent_step * levels_.size());
}

}  // namespace guiju
