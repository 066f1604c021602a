// cel_conformance FILE [--skip FILE]: runs conformance vectors against the CEL engine.
// Prints each failure and, last, `passed N of M`. Exit code 0 only if all others are skipped.
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "cel/code.h"
#include "cel/expression.h"
#include "cel/library.h"
#include "cel/parse.h"
#include "cel/print.h"

namespace guiju::cel {
namespace {

using nlohmann::json;

/// What a vector gave: a value, an error of evaluation, or diagnostics.
struct Outcome {
  std::string type;   ///< of the checked expression; empty where it was not checked
  std::string value;  ///< canonical; empty where there is none
  std::string error;  ///< why there is no value
  std::optional<ErrorCode> code;
};

std::string decode_base64(const std::string& text) {
  Arena arena;
  Context context(arena, unlimited);
  const Value argument = Value::of_string(text);
  const auto* decode = find_builtin("base64.decode", false);
  return std::string(decode->overloads[0]->builtin(context, {&argument, 1}).text());
}

double parse_double(const std::string& text) {
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  return std::stod(text);
}

/// Builds values from the vectors' notation, `{"int": "1"}`.
class Reader {
 public:
  Reader(Arena& arena, Types& types) : arena_(arena), types_(types) {}

  Value value(const json& written) {
    const std::string& kind = written.begin().key();
    const json& inner = written.begin().value();
    if (kind == "bool") return Value::of(inner.get<bool>());
    if (kind == "int") return Value::of(std::int64_t{std::stoll(inner.get<std::string>())});
    if (kind == "uint") return Value::of_uint(std::stoull(inner.get<std::string>()));
    if (kind == "double") return Value::of(parse_double(inner.get<std::string>()));
    if (kind == "string") return Value::of_string(arena_.copy(inner.get<std::string>()));
    if (kind == "date") return Value::of_date(parse_date(inner.get<std::string>()).value());
    if (kind == "bytes_base64") {
      return Value::of_bytes(arena_.copy(decode_base64(inner.get<std::string>())));
    }
    if (kind == "list") return list(inner);
    if (kind == "map") return map(inner);
    return Value::of_null();
  }

  const Type* type(const json& written) {
    if (written.is_object()) {
      const std::string& kind = written.begin().key();
      const json& inner = written.begin().value();
      if (kind == "list") return types_.list_of(type(inner));
      if (kind == "optional") return types_.optional_of(type(inner));
      if (kind == "map") return types_.map_of(type(inner.at(0)), type(inner.at(1)));
      throw std::runtime_error("unknown type " + kind);
    }
    static const std::map<std::string, TypeKind> kinds{{"dyn", TypeKind::dyn},
                                                       {"null", TypeKind::null},
                                                       {"bool", TypeKind::boolean},
                                                       {"int", TypeKind::integer},
                                                       {"uint", TypeKind::uinteger},
                                                       {"double", TypeKind::real},
                                                       {"string", TypeKind::string},
                                                       {"bytes", TypeKind::bytes},
                                                       {"timestamp", TypeKind::timestamp},
                                                       {"duration", TypeKind::duration},
                                                       {"date", TypeKind::date}};
    return Types::simple(kinds.at(written.get<std::string>()));
  }

 private:
  Value list(const json& written) {
    auto* elements = arena_.make<Value>(written.size());
    for (std::size_t i = 0; i < written.size(); ++i) elements[i] = value(written[i]);
    auto* list = arena_.make<List>();
    list->elements = {elements, written.size()};
    return Value::of(list);
  }
  Value map(const json& written) {
    auto* entries = arena_.make<Entry>(written.size());
    for (std::size_t i = 0; i < written.size(); ++i) {
      entries[i] = {value(written[i][0]), value(written[i][1])};
    }
    return Value::of(make_map(arena_, {entries, written.size()}));
  }

  Arena& arena_;
  Types& types_;
};

std::string messages(const Diagnostics& diagnostics) {
  std::string all;
  for (const auto& diagnostic : diagnostics.all()) {
    all += (all.empty() ? "" : "; ") + message_of(diagnostic, Language::en);
  }
  return all;
}

class Runner {
 public:
  explicit Runner(const json& test) : test_(test), reader_(arena_, types_), environment_(types_) {
    if (test.contains("container")) {
      environment_.set_container(test["container"].get<std::string>());
    }
    for (const auto& [name, type] : field("type_env").items()) {
      environment_.declare(name, reader_.type(type));
      variables_.push_back(unset());
    }
    for (const auto& [name, value] : field("bindings").items()) bind(name, value);
  }

  std::string failure() {
    const auto outcome = run();
    if (test_.contains("checked_type") && checked() &&
        outcome.type != test_["checked_type"].get<std::string>()) {
      return fmt::format("checked type {}, got {} {}", test_["checked_type"].get<std::string>(),
                         outcome.type.empty() ? "none" : outcome.type, outcome.error);
    }
    if (test_.value("check_only", false)) return {};
    if (test_.contains("error")) return compare_error(outcome);
    return compare_value(outcome);
  }

  /// Printing a parsed expression and parsing it again must give the same tree.
  std::string round_trip() {
    Diagnostics diagnostics;
    const auto tree = parse(expression(), {}, diagnostics);
    if (!tree) return {};
    const auto printed = print(*tree);
    const auto again = parse(printed, {}, diagnostics);
    return again && same_tree(*tree, *again) ? "" : "prints as another tree: " + printed;
  }

 private:
  const json& field(const char* name) const {
    static const json none = json::object();
    return test_.contains(name) ? test_[name] : none;
  }
  std::string expression() const { return test_["expr"].get<std::string>(); }
  bool checked() const { return !test_.value("disable_check", false); }

  Value unset() {
    Context context(arena_, unlimited);
    return context.fail(ErrorCode::undeclared, "unset");
  }
  void bind(const std::string& name, const json& value) {
    const auto* known = environment_.impl().find_variable(name);
    const auto slot =
        known ? known->slot : environment_.declare(name, Types::simple(TypeKind::dyn));
    if (slot >= variables_.size()) variables_.resize(slot + 1, unset());
    variables_[slot] = reader_.value(value);
  }

  Outcome run() {
    Outcome outcome;
    Diagnostics diagnostics;
    const auto tree = parse(expression(), {}, diagnostics);
    program_ = tree ? compile(*tree, expression(), environment_, nullptr,
                              checked() ? Checking::full : Checking::names_only, {}, diagnostics)
                    : std::nullopt;
    if (!program_) {
      outcome.error = "not compiled: " + messages(diagnostics);
      return outcome;
    }
    outcome.type = program_->type()->to_string();
    Budget budget;
    const Value value = program_->evaluate(variables_, arena_, budget);
    if (value.is(Kind::error)) {
      outcome.error = value.error->message;
      outcome.code = value.error->code;
    } else {
      outcome.value = to_string(value);
      result_ = value;
    }
    return outcome;
  }

  std::string compare_value(const Outcome& outcome) {
    const auto& wanted = test_["value"];
    const std::string shown = wanted.dump();
    if (!outcome.error.empty()) return "wanted " + shown + ", got the error " + outcome.error;
    if (wanted.contains("type")) {
      const auto name = result_.is(Kind::type) ? runtime_type_name(result_.type) : outcome.value;
      return name == wanted["type"].get<std::string>() ? "" : "wanted " + shown + ", got " + name;
    }
    const Value value = reader_.value(wanted);
    const bool both_nan = value.is(Kind::real) && result_.is(Kind::real) &&
                          value.real != value.real && result_.real != result_.real;
    // CEL calls 1 and 1u equal; a vector does not.
    const bool same = to_string(value) == outcome.value || value.is(Kind::map) || both_nan ||
                      (value.is(Kind::real) && value.kind == result_.kind);
    if (same && (both_nan || equal(value, result_))) return {};
    return "wanted " + shown + ", got " + outcome.value;
  }

  /// The suite's messages are those of several engines; where one names a kind of error that we
  /// tell apart, ours must be of that kind.
  std::string compare_error(const Outcome& outcome) {
    const auto wanted = test_["error"].get<std::string>();
    if (outcome.error.empty()) return "wanted the error " + wanted + ", got " + outcome.value;
    if (!outcome.code) return {};
    static const std::vector<std::pair<std::string, std::set<ErrorCode>>> kinds{
        {"divide by zero", {ErrorCode::divide_by_zero}},
        {"modulus by zero", {ErrorCode::modulus_by_zero}},
        {"overflow", {ErrorCode::overflow}},
        {"index out of range", {ErrorCode::index_out_of_range}},
        {"range",
         {ErrorCode::range, ErrorCode::overflow, ErrorCode::index_out_of_range,
          ErrorCode::invalid_argument}},
        {"missing", {ErrorCode::missing_field}},
    };
    for (const auto& [words, codes] : kinds) {
      if (wanted.find(words) == std::string::npos) continue;
      return codes.count(*outcome.code) ? ""
                                        : "wanted the error " + wanted + ", got " + outcome.error;
    }
    return {};
  }

  const json& test_;
  Arena arena_;
  Types types_;
  Reader reader_;
  Environment environment_;
  std::vector<Value> variables_;
  std::optional<Program> program_;  // its constants may be part of the result
  Value result_;
};

/// Paths to leave out, one a line; what follows `#` is the reason.
std::set<std::string> read_skips(const std::string& file) {
  std::set<std::string> skips;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const auto end = line.find_last_not_of(" \t", line.find('#') - 1);
    if (!line.empty() && line[0] != '#') skips.insert(line.substr(0, end + 1));
  }
  return skips;
}

std::string failure_of(const json& test) {
  try {
    Runner runner(test);
    const auto failure = runner.failure();
    return failure.empty() ? runner.round_trip() : failure;
  } catch (const std::exception& error) {
    return fmt::format("vector cannot be read: {}", error.what());
  }
}

int run(const std::string& file, const std::set<std::string>& skips) {
  std::ifstream in(file);
  if (!in) {
    std::cout << "skipped: " << file << " absent\n";
    return 0;
  }
  const json suite = json::parse(in);
  std::size_t passed = 0;
  std::size_t failed = 0;
  for (const auto& test : suite["tests"]) {
    const auto path = test["path"].get<std::string>();
    if (skips.count(path)) continue;
    const auto failure = failure_of(test);
    if (failure.empty()) {
      ++passed;
      continue;
    }
    ++failed;
    std::cout << path << ": " << test["expr"].get<std::string>() << "\n    " << failure << "\n";
  }
  std::cout << "passed " << passed << " of " << suite["tests"].size() << "\n";
  return failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace guiju::cel

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 1) return guiju::cel::run(arguments[0], {});
  if (arguments.size() == 3 && arguments[1] == "--skip") {
    return guiju::cel::run(arguments[0], guiju::cel::read_skips(arguments[2]));
  }
  std::cerr << "usage: cel_conformance FILE [--skip FILE]\n";
  return 2;
}
