#include "model.h"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

namespace reference {

Day day_of(int year, int month, int day) {
  // Days from the civil calendar, in years that begin in March.
  const int shifted = month <= 2 ? year - 1 : year;
  const int era = shifted / 400;
  const int of_era = shifted - era * 400;
  const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return {std::int64_t{era} * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
          719468};
}

std::string text_of(Day day) {
  for (int year = 1990; year < 2100; ++year) {
    for (int month = 1; month <= 12; ++month) {
      const Day next = month == 12 ? day_of(year + 1, 1, 1) : day_of(year, month + 1, 1);
      if (day >= next) continue;
      return fmt::format("{:04}-{:02}-{:02}", year, month,
                         day.number - day_of(year, month, 1).number + 1);
    }
  }
  throw std::logic_error("a day that no dossier has");
}

const std::vector<Town>& towns() {
  static const std::vector<Town> all{
      {"10", "东原市", "city", "", {}},        {"20", "西原市", "city", "", false},
      {"11", "清河县", "county", "10", true},  {"12", "白河县", "county", "10", false},
      {"21", "清河县", "county", "20", {}},    {"22", "黑河县", "county", "20", true},
  };
  return all;
}

const Town* town_meant(const Record& record, const std::string& field) {
  const auto datum = record.fields.find(field);
  if (datum == record.fields.end() || datum->second.kind != Datum::Kind::row) return nullptr;
  const std::string& written = datum->second.text;
  const std::string suffix = field == "city" ? "市" : "县";
  std::vector<const Town*> named;
  for (const auto& town : towns()) {
    if (town.level != field) continue;
    if (town.code == written) return &town;
    if (town.name == written || town.name == written + suffix) named.push_back(&town);
  }
  if (named.size() > 1) {
    const Town* city = town_meant(record, "city");
    std::erase_if(named, [&](const Town* town) {
      return city == nullptr || town->parent != city->code;
    });
  }
  return named.size() == 1 ? named.front() : nullptr;
}

bool is_there(const Record& record, const std::string& field) {
  const auto found = record.fields.find(field);
  if (found == record.fields.end() || found->second.kind == Datum::Kind::unreadable) return false;
  return found->second.kind != Datum::Kind::row || town_meant(record, field) != nullptr;
}

Day favoured_change() { return day_of(2024, 1, 4); }

std::vector<std::string> favoured(Day day) {
  if (day < favoured_change()) return {"11", "12"};
  return {"12", "21"};
}

namespace {

void place(Record& record, const std::string& path) {
  record.path = path;
  const std::string before = path.ends_with(':') ? path : path + ".";
  for (auto& [name, datum] : record.fields) {
    for (std::size_t i = 0; i < datum.records.size(); ++i) {
      const bool one = datum.kind == Datum::Kind::record;
      place(datum.records[i], before + name + (one ? "" : "[" + std::to_string(i) + "]"));
    }
  }
}

}  // namespace

void place_records(Dossier& dossier) { place(dossier.root, dossier.file + ":"); }

std::vector<Maybe*> parts_of(Rule& rule) {
  std::vector<Maybe*> parts{&rule.when,       &rule.select.where, &rule.select.each,
                            &rule.distinct,   &rule.bounds.min,   &rule.bounds.max,
                            &rule.bounds.exactly, &rule.require,  &rule.match.condition,
                            &rule.match.partner.where, &rule.match.partner.each};
  for (auto& part : rule.group) parts.push_back(&part.universe);
  return parts;
}

bool mentions(const Expression& expression, const std::set<Op>& ops) {
  if (ops.contains(expression.op)) return true;
  for (const auto& part : expression.of) {
    if (mentions(part, ops)) return true;
  }
  return false;
}

bool mentions(const Rule& rule, const std::set<Op>& ops) {
  Rule copy = rule;
  for (const Maybe* part : parts_of(copy)) {
    if (*part && mentions(**part, ops)) return true;
  }
  return false;
}

std::string text_of(Outcome outcome) {
  static constexpr std::array names{"not_applicable", "satisfied", "departed", "undecided",
                                    "violated"};
  return names.at(static_cast<std::size_t>(outcome));
}

std::string text_of(const Answer& answer) {
  std::string text = answer.rule + (answer.file.empty() ? "" : " " + answer.file) + ": " +
                     text_of(answer.gravest) + "\n";
  for (const auto& verdict : answer.findings) {
    text += "    " + text_of(verdict.outcome) + " [" + verdict.file + "] '" + verdict.subject + "'";
    if (verdict.found) {
      text += " found " + std::to_string(verdict.found->least) + ".." +
              std::to_string(verdict.found->most);
    }
    if (verdict.gap) text += " gap " + std::to_string(*verdict.gap);
    for (const auto& field : verdict.missing) text += " ?" + field;
    text += "\n";
  }
  return text;
}

}  // namespace reference
