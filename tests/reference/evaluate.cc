#include "evaluate.h"

#include <stdexcept>

namespace reference {
namespace {

Value failure() {
  Value value;
  value.failed = true;
  return value;
}

/// The parts of a strict operator: if any of them is missing, so is the whole, with all fields.
/// An error is told before a missing field.
std::optional<Value> first_missing(const std::vector<Value>& parts) {
  std::set<std::string> fields;
  bool any = false;
  for (const auto& part : parts) {
    if (part.failed) return failure();
    if (part.known()) continue;
    any = true;
    fields.insert(part.missing.begin(), part.missing.end());
  }
  if (!any) return std::nullopt;
  return missing(std::move(fields));
}

Value text_value(const std::string& content) {
  Value made;
  made.kind = Value::Kind::text;
  made.text = content;
  return made;
}

Value texts(const std::vector<std::string>& all) {
  Value list;
  list.kind = Value::Kind::list;
  for (const auto& one : all) list.list.push_back(text_value(one));
  return list;
}

Value row_value(const Town& row, std::string path) {
  Value made;
  made.path = std::move(path);
  made.kind = Value::Kind::row;
  made.row = &row;
  return made;
}

/// A cell that a row lacks is called as if it were the dossier's.
Value cell_of(const Value& holder, const std::string& name) {
  const Town& row = *holder.row;
  if (name == "remote" && row.remote) return truth(*row.remote);
  const std::string text = name == "code"   ? row.code
                         : name == "name"   ? row.name
                         : name == "level"  ? row.level
                         : name == "parent" ? row.parent
                                            : "";
  return text.empty() ? missing({holder.path + "." + name}) : text_value(text);
}

Value field_of(const Value& holder, const std::string& name) {
  if (!holder.known()) return holder;
  if (holder.kind == Value::Kind::row) return cell_of(holder, name);
  const std::string& place = holder.record->path;
  const std::string path = place.ends_with(':') ? place + name : place + "." + name;
  if (!is_there(*holder.record, name)) return missing({path});
  const Datum& datum = holder.record->fields.at(name);
  if (datum.kind == Datum::Kind::row) return row_value(*town_meant(*holder.record, name), path);
  return value_of(datum);
}

Value parameter(const std::string& name, const Scope& scope) {
  const Datum* now = nullptr;
  for (const auto& [from, datum] : scope.pack->parameters.at(name).versions) {
    if (now == nullptr || from <= scope.as_of) now = &datum;
  }
  return value_of(*now);
}

/// Whatever the rest says, one value of `deciding` decides; without it, what is missing is missing.
Value decide(const std::vector<Value>& parts, bool deciding) {
  for (const auto& part : parts) {
    if (part.known() && part.truth == deciding) return truth(deciding);
  }
  if (auto lacking = first_missing(parts)) return *lacking;
  return truth(!deciding);
}

bool contains(const Value& list, const Value& element) {
  for (const auto& one : list.list) {
    if (same(one, element)) return true;
  }
  return false;
}

int order(const Value& a, const Value& b) {
  if (a.kind == Value::Kind::text) return a.text.compare(b.text);
  return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
}

Value joined(Value a, const Value& b) {
  if (a.kind == Value::Kind::list) {
    a.list.insert(a.list.end(), b.list.begin(), b.list.end());
  } else if (a.kind == Value::Kind::text) {
    a.text += b.text;
  } else {
    a.number += b.number;
  }
  return a;
}

Value day(std::int64_t number) {
  Value value;
  value.kind = Value::Kind::day;
  value.number = number;
  return value;
}

Value operate(Op op, const std::vector<Value>& of) {
  const Value& a = of[0];
  const Value& b = of.size() > 1 ? of[1] : of[0];
  switch (op) {
    case Op::negate: return truth(!a.truth);
    case Op::equal: return truth(same(a, b));
    case Op::unequal: return truth(!same(a, b));
    case Op::less: return truth(order(a, b) < 0);
    case Op::at_most: return truth(order(a, b) <= 0);
    case Op::more: return truth(order(a, b) > 0);
    case Op::at_least: return truth(order(a, b) >= 0);
    case Op::in: return truth(contains(b, a));
    case Op::add: return joined(a, b);
    case Op::subtract: return integer(a.number - b.number);
    case Op::multiply: return integer(a.number * b.number);
    case Op::divide: return b.number == 0 ? failure() : integer(a.number / b.number);
    case Op::modulo: return b.number == 0 ? failure() : integer(a.number % b.number);
    case Op::size: return integer(static_cast<std::int64_t>(a.list.size()));
    case Op::add_days: return day(a.number + b.number);
    case Op::days_between: return integer(b.number - a.number);
    default: throw std::logic_error("no strict operator");
  }
}

Value evaluate_has(const Expression& expression, const Scope& scope) {
  const Value holder = evaluate(expression.of[0], scope);
  return truth(holder.known() && field_of(holder, expression.name).known());
}

Value evaluate_over(const Expression& expression, const Scope& scope) {
  const Value list = evaluate(expression.of[0], scope);
  if (!list.known()) return list;
  std::vector<Value> bodies;
  Scope inner = scope;
  for (const auto& element : list.list) {
    inner.variables[expression.name] = element;
    bodies.push_back(evaluate(expression.of[1], inner));
  }
  if (expression.op == Op::all) return decide(bodies, false);
  if (expression.op == Op::exists) return decide(bodies, true);
  if (auto lacking = first_missing(bodies)) return *lacking;
  Value made;
  made.kind = Value::Kind::list;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (expression.op == Op::map) {
      made.list.push_back(bodies[i]);
    } else if (bodies[i].truth) {
      made.list.push_back(list.list[i]);
    }
  }
  return expression.op == Op::exists_one ? truth(made.list.size() == 1) : made;
}

}  // namespace

Value truth(bool held) {
  Value value;
  value.kind = Value::Kind::boolean;
  value.truth = held;
  return value;
}

Value integer(std::int64_t number) {
  Value value;
  value.kind = Value::Kind::integer;
  value.number = number;
  return value;
}

Value missing(std::set<std::string> fields) {
  Value value;
  value.missing = std::move(fields);
  return value;
}

bool same(const Value& a, const Value& b) {
  if (a.kind != b.kind || a.truth != b.truth || a.number != b.number || a.text != b.text) {
    return false;
  }
  if (a.record != b.record || a.row != b.row || a.list.size() != b.list.size()) return false;
  for (std::size_t i = 0; i < a.list.size(); ++i) {
    if (!same(a.list[i], b.list[i])) return false;
  }
  return true;
}

std::string words_of(const Value& value) {
  switch (value.kind) {
    case Value::Kind::boolean: return value.truth ? "true" : "false";
    case Value::Kind::integer: return std::to_string(value.number);
    case Value::Kind::text: return value.text;
    case Value::Kind::day: return text_of(Day{value.number});
    case Value::Kind::list: {
      std::string words;
      for (const auto& element : value.list) {
        words += (words.empty() ? "" : "·") + words_of(element);
      }
      return words;
    }
    case Value::Kind::row: return value.row->name;
    default: throw std::logic_error("no words");
  }
}

std::string text_apart(const Value& value) {
  if (value.kind == Value::Kind::row) return value.row->code;
  if (value.kind != Value::Kind::list) return words_of(value);
  std::string text;
  for (const auto& element : value.list) text += text_apart(element) + "\n";
  return text;
}

Value value_of(const Datum& datum) {
  Value value;
  const auto record = [](const Record& content) {
    Value made;
    made.kind = Value::Kind::record;
    made.record = &content;
    return made;
  };
  switch (datum.kind) {
    case Datum::Kind::integer: return integer(datum.integer);
    case Datum::Kind::boolean: return truth(datum.boolean);
    case Datum::Kind::text: return text_value(datum.text);
    case Datum::Kind::day: return day(datum.day.number);
    case Datum::Kind::record: return record(datum.records.front());
    case Datum::Kind::texts: return texts(datum.texts);
    case Datum::Kind::records:
      value.kind = Value::Kind::list;
      for (const auto& one : datum.records) value.list.push_back(record(one));
      return value;
    case Datum::Kind::row:
    case Datum::Kind::unreadable: break;
  }
  throw std::logic_error("these have no value of their own");
}

Value all_towns() {
  Value all;
  all.kind = Value::Kind::list;
  for (const auto& town : towns()) all.list.push_back(row_value(town, "towns"));
  return all;
}

Value evaluate(const Expression& expression, const Scope& scope) {
  Value value;
  switch (expression.op) {
    case Op::truth: return truth(expression.number != 0);
    case Op::integer: return integer(expression.number);
    case Op::text: return text_value(expression.name);
    case Op::day: return day(expression.number);
    case Op::as_of: return day(scope.as_of.number);
    case Op::favoured: return texts(favoured(scope.of_lists));
    case Op::parameter: return parameter(expression.name, scope);
    case Op::variable: return scope.variables.at(expression.name);
    case Op::field: return field_of(evaluate(expression.of[0], scope), expression.name);
    case Op::has: return evaluate_has(expression, scope);
    case Op::or_value:
      value = evaluate(expression.of[0], scope);
      return value.known() ? value : evaluate(expression.of[1], scope);
    case Op::choose:
      value = evaluate(expression.of[0], scope);
      if (!value.known()) return value;
      return evaluate(expression.of[value.truth ? 1 : 2], scope);
    case Op::all:
    case Op::exists:
    case Op::exists_one:
    case Op::filter:
    case Op::map: return evaluate_over(expression, scope);
    default: break;
  }
  std::vector<Value> parts;
  for (const auto& part : expression.of) parts.push_back(evaluate(part, scope));
  if (expression.op == Op::both) return decide(parts, false);
  if (expression.op == Op::either) return decide(parts, true);
  if (auto lacking = first_missing(parts)) return *lacking;
  if (expression.op == Op::list) {
    value.kind = Value::Kind::list;
    value.list = std::move(parts);
    return value;
  }
  return operate(expression.op, parts);
}

}  // namespace reference
