#pragma once
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "cel/expression.h"

namespace guiju::cel {

/// A small world to write expressions about: a dossier with members, each with a unit.
struct World {
  World() : environment(types) {
    const auto* text = Types::simple(TypeKind::string);
    const auto* number = Types::simple(TypeKind::integer);
    const auto* date = Types::simple(TypeKind::date);
    const auto* flag = Types::simple(TypeKind::boolean);
    const auto* level = types.enumeration("level", {"province", "city", "county"});

    period = types.new_record("Period");
    period->add("from", date);
    period->add("to", date);

    unit = types.new_record("Unit");
    unit->add("name", text);
    unit->add("level", level);
    unit->add("founded", date);
    unit->add("beds", number);

    member = types.new_record("Member");
    member->add("name", text);
    member->add("unit", types.record(unit));
    member->add("age", number);
    member->add("consent", flag);
    member->add("posts", types.list_of(types.record(period)));
    member->add("tags", types.list_of(text));

    dossier = types.new_record("Dossier");
    dossier->add("title", text);
    dossier->add("filed", date);
    dossier->add("lead", types.record(unit));
    dossier->add("members", types.list_of(types.record(member)));
    dossier->add("counts", types.map_of(text, number));

    slot("dossier", types.record(dossier));
    slot("member", types.record(member));
    slot("n", number);
    slot("ratio", Types::simple(TypeKind::real));
    slot("anything", Types::simple(TypeKind::dyn));
  }

  void slot(const std::string& name, const Type* type) {
    slots[name] = environment.declare(name, type);
    values.emplace_back();
  }

  using Fields = std::vector<std::pair<std::string, Value>>;

  /// A record with these fields and no others, written at node `origin`.
  Value record(const RecordType* type, const Fields& fields, std::uint32_t origin = no_origin) {
    std::vector<Value> made(type->fields().size(), Value::absent());
    for (const auto& [name, value] : fields) {
      const int index = type->find(name);
      if (index < 0) throw std::runtime_error("no field " + name);
      made[static_cast<std::size_t>(index)] = value;
    }
    return Value::of(make_record(arena, type, made)).at(origin);
  }
  Value list(const std::vector<Value>& elements, std::uint32_t origin = no_origin) {
    auto* made = arena.make<Value>(elements.size());
    for (std::size_t i = 0; i < elements.size(); ++i) made[i] = elements[i];
    auto* list = arena.make<List>();
    list->elements = {made, elements.size()};
    return Value::of(list).at(origin);
  }
  static Value text(std::string_view text) { return Value::of_string(text); }
  static Value number(std::int64_t number) { return Value::of(number); }
  static Value day(std::string_view written) { return Value::of_date(parse_date(written).value()); }

  void set(const std::string& name, Value value) { values[slots.at(name)] = value; }

  std::optional<Program> compile(std::string_view expression, const Type* expected = nullptr) {
    diagnostics = {};
    const SourceFile file("expression", std::string(expression));
    return cel::compile(
        expression, environment, expected, [&](Span span) { return place_of(file, span); },
        diagnostics);
  }

  /// The value of an expression that compiles; what went wrong, if it does not.
  Value evaluate(std::string_view expression) {
    auto program = compile(expression);
    if (!program) throw std::runtime_error(std::string(expression) + ": " + ids());
    programs.push_back(std::move(*program));
    Budget budget;
    return programs.back().evaluate(values, arena, budget);
  }
  std::string show(std::string_view expression) { return to_string(evaluate(expression)); }

  Explanation explain(std::string_view expression) {
    auto program = compile(expression);
    if (!program) throw std::runtime_error(std::string(expression) + ": " + ids());
    programs.push_back(std::move(*program));
    Budget budget;
    return programs.back().explain(values, arena, budget);
  }

  /// The ids of the diagnostics of the last compilation, with their columns.
  std::string ids() const {
    std::string all;
    for (const auto& diagnostic : diagnostics.all()) {
      if (!all.empty()) all += ", ";
      all += std::string(diagnostic.id) + "@" + std::to_string(diagnostic.place.begin.column);
    }
    return all;
  }
  std::string mistakes(std::string_view expression, const Type* expected = nullptr) {
    compile(expression, expected);
    return ids();
  }

  /// The paths that an evaluation lacked.
  static std::vector<std::string> missing(const Value& value) {
    std::vector<std::string> paths;
    if (!value.is(Kind::error)) return paths;
    for (const auto* field = value.error->missing; field; field = field->next) {
      paths.emplace_back(field->path);
    }
    return paths;
  }

  Types types;
  RecordType* period;
  RecordType* unit;
  RecordType* member;
  RecordType* dossier;
  Environment environment;
  Arena arena;
  std::map<std::string, std::uint32_t> slots;
  std::vector<Value> values;
  std::vector<Program> programs;  // their constants may be part of values
  Diagnostics diagnostics;
};

}  // namespace guiju::cel
