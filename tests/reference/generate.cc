#include "generate.h"

#include <stdexcept>

namespace reference {
namespace {

const std::vector<std::string> names{"甲院", "乙院", "丙院", "丁院"};
const std::vector<std::string> topics{"内科", "外科", "眼科"};
const std::vector<std::string> areas{"东区", "西区"};
const std::vector<std::string> levels{"city", "county", "village"};
const std::vector<std::string> kinds{"Alpha", "Beta"};
const Day first_day = day_of(2024, 1, 1);
constexpr std::size_t days = 6;  // so that equal ones are met
const Day figures_change = day_of(2024, 1, 4);

// ---------------------------------------------------------------- expressions

Expression make(Op op, std::vector<Expression> of = {}, std::string name = {},
                std::int64_t number = 0) {
  return {op, std::move(of), std::move(name), number};
}
Expression variable(const std::string& name) { return make(Op::variable, {}, name); }
Expression field(Expression of, const std::string& name) {
  return make(Op::field, {std::move(of)}, name);
}
Expression has(const Expression& field) { return make(Op::has, field.of, field.name); }
Expression number(std::int64_t of) { return make(Op::integer, {}, {}, of); }
Expression text(const std::string& of) { return make(Op::text, {}, of); }
Expression parameter(const std::string& name) { return make(Op::parameter, {}, name); }
Expression dossier() { return variable("dossier"); }

/// Makes expressions of a type over the dossier and, by name, units; or a text.
class Writer {
 public:
  Writer(Random& random, std::vector<std::string> units, std::string text = {})
      : random_(random), units_(std::move(units)), text_(std::move(text)) {}

  Expression condition(int depth) {
    if (depth <= 0) return atom(depth);
    switch (random_.below(9)) {
      case 0:
      case 1: return make(Op::both, {condition(depth - 1), condition(depth - 1)});
      case 2:
      case 3: return make(Op::either, {condition(depth - 1), condition(depth - 1)});
      case 4: return make(Op::negate, {condition(depth - 1)});
      case 5:
        return make(Op::choose,
                    {condition(depth - 1), condition(depth - 1), condition(depth - 1)});
      case 6: return over_units(depth);
      default: return atom(depth);
    }
  }

  Expression units_list(int depth) {
    const Expression members = field(dossier(), random_.chance(70) ? "members" : "leads");
    if (depth <= 0) return members;
    switch (random_.below(8)) {
      case 0: return make(Op::or_value, {members, make(Op::list)});
      case 1:
        return make(Op::add, {make(Op::or_value, {field(dossier(), "leads"), make(Op::list)}),
                              make(Op::or_value, {field(dossier(), "members"), make(Op::list)})});
      case 2: return make(Op::add, {field(dossier(), "leads"), field(dossier(), "members")});
      case 3: return filtered(depth);
      default: return members;
    }
  }

  /// Something to be told apart by: a text, an enumeration's value, a number, a truth or a day.
  Expression key() {
    if (!text_.empty() && random_.chance(70)) return variable(text_);
    switch (random_.below(units_.empty() ? 5 : 11)) {
      case 4: return town();
      case 9: return town();
      case 10: return field(town(), random_.chance(50) ? "code" : "name");
      case 0: return level();
      case 1: return field(dossier(), "topic");
      case 2: return field(field(dossier(), "site"), "area");
      case 3: return field(dossier(), random_.chance(50) ? "filed" : "topic");
      case 6: return field(unit(), "beds");
      case 5: return field(unit(), random_.chance(50) ? "agreed" : "since");
      default: return name();
    }
  }
  Expression name() {
    if (!text_.empty() && random_.chance(70)) return variable(text_);
    if (units_.empty()) return field(dossier(), "topic");
    if (random_.chance(25)) return field(field(unit(), "site"), "area");
    return field(unit(), "name");
  }
  /// A row of the table.
  Expression town() {
    if (units_.empty() || random_.chance(15)) return field(dossier(), "city");
    return field(unit(), random_.chance(70) ? "county" : "city");
  }
  Expression county_code() {
    return field(units_.empty() ? town() : field(unit(), "county"), "code");
  }
  Expression level() {
    if (units_.empty() || random_.chance(20)) return field(dossier(), "level");
    return field(unit(), "level");
  }
  Expression number_of(int depth) {
    if (depth > 0) {
      switch (random_.below(10)) {
        case 0: return make(Op::add, {number_of(depth - 1), number_of(depth - 1)});
        case 1: return make(Op::subtract, {number_of(depth - 1), number_of(depth - 1)});
        case 2: return make(Op::multiply, {number_of(depth - 1), number(random_int(3))});
        case 3: return make(Op::divide, {number_of(depth - 1), divisor()});
        case 4: return make(Op::modulo, {number_of(depth - 1), divisor()});
        case 5: return make(Op::size, {units_list(depth - 1)});
        case 6:
          return make(Op::choose,
                      {condition(depth - 1), number_of(depth - 1), number_of(depth - 1)});
        case 7: return make(Op::size, {field(holder(), "skills")});
        case 8: return make(Op::days_between, {date(depth - 1), date(depth - 1)});
        default: break;
      }
    }
    if (random_.chance(20)) return number(random_int(6));
    if (random_.chance(20)) return parameter(random_.chance(50) ? "least" : "dated");
    const Expression found = number_field();
    if (random_.chance(15)) return make(Op::or_value, {found, number(random_int(4))});
    return found;
  }

 private:
  std::int64_t random_int(std::size_t end) { return static_cast<std::int64_t>(random_.below(end)); }
  Expression unit() { return variable(random_.pick(units_)); }
  Expression holder() { return units_.empty() || random_.chance(25) ? dossier() : unit(); }
  /// One that is 0 now and then fails.
  Expression divisor() { return random_.chance(75) ? number(2) : number_field(); }
  Expression number_field() {
    if (random_.chance(15)) return field(field(holder(), "site"), "rooms");
    if (units_.empty() || random_.chance(15)) return field(dossier(), "target");
    return field(unit(), random_.chance(60) ? "beds" : "staff");
  }
  Expression date(int depth) {
    if (depth > 0 && random_.chance(20)) {
      return make(Op::add_days, {date(depth - 1), number(random_int(4) - 1)});
    }
    switch (random_.below(6)) {
      case 0: return make(Op::as_of);
      case 1: return make(Op::day, {}, {}, first_day.number + random_int(days));
      case 2: return parameter("deadline");
      case 3: return field(dossier(), "filed");
      default:
        return units_.empty() ? field(dossier(), "filed") : field(unit(), "since");
    }
  }
  Op comparison() {
    return random_.pick(std::vector<Op>{Op::equal, Op::unequal, Op::less, Op::at_most, Op::more,
                                        Op::at_least});
  }
  Op equality() { return random_.chance(70) ? Op::equal : Op::unequal; }

  Expression any_field() {
    if (random_.chance(20)) return field(field(holder(), "site"), "area");
    if (random_.chance(20)) return random_.chance(50) ? town() : cell();
    if (units_.empty() || random_.chance(20)) {
      return field(dossier(), random_.pick(std::vector<std::string>{"topic", "target", "members",
                                                                     "filed", "charter"}));
    }
    return field(unit(), random_.pick(std::vector<std::string>{"name", "level", "beds", "since",
                                                                "site", "paper", "agreed"}));
  }

  Expression cell() {
    return field(town(), random_.pick(std::vector<std::string>{"name", "parent", "remote"}));
  }
  Expression of_towns() {
    switch (random_.below(6)) {
      case 0: return make(Op::in, {county_code(), make(Op::favoured)});
      case 1: return field(town(), "remote");
      case 2: return make(equality(), {field(town(), "code"), field(field(dossier(), "city"), "code")});
      case 3: return make(equality(), {town(), town()});
      case 4: return make(equality(), {field(town(), "name"), text(random_.chance(50) ? "清河县" : "东原市")});
      default: {
        const Expression parent = field(variable("t"), "parent");
        return make(random_.chance(50) ? Op::exists : Op::all,
                    {variable("towns"),
                     make(Op::both, {has(parent), make(equality(), {parent, field(town(), "code")})})},
                    "t");
      }
    }
  }

  Expression atom(int depth) {
    switch (random_.below(15)) {
      case 12:
      case 13:
      case 14: return of_towns();
      case 0:
      case 1:
      case 2: return make(comparison(), {number_of(depth), number_of(depth - 1)});
      case 3: return make(equality(), {level(), text(random_.pick(levels))});
      case 4: return make(Op::in, {level(), parameter("levels")});
      case 5: return make(equality(), {name(), name_constant()});
      case 6: return make(Op::in, {name(), parameter("names")});
      case 7: return make(Op::in, {text(random_.pick(names)), field(holder(), "skills")});
      case 8: return has(any_field());
      case 9: return make(comparison(), {date(depth), date(depth)});
      case 10:
        return make(Op::in, {level(), make(Op::list, {text("city"), text("village")})});
      default: return field(holder(), "agreed");
    }
  }
  Expression name_constant() {
    return text(random_.pick(units_.empty() ? topics : random_.chance(70) ? names : areas));
  }

  std::string fresh() const { return "u" + std::to_string(units_.size()); }
  Expression filtered(int depth) {
    const std::string element = fresh();
    Writer inner(random_, {element});
    return make(Op::filter, {units_list(0), inner.condition(depth - 1)}, element);
  }
  Expression over_units(int depth) {
    const std::string element = fresh();
    const Expression list = units_list(depth - 1);
    auto units = units_;
    units.push_back(element);
    Writer inner(random_, std::move(units), text_);
    switch (random_.below(6)) {
      case 0:
      case 1: return make(Op::all, {list, inner.condition(depth - 1)}, element);
      case 2:
      case 3: return make(Op::exists, {list, inner.condition(depth - 1)}, element);
      case 4: return make(Op::exists_one, {list, inner.condition(depth - 1)}, element);
      default:
        return make(Op::in, {name(), make(Op::map, {list, field(variable(element), "name")},
                                          element)});
    }
  }

  Random& random_;
  std::vector<std::string> units_;
  std::string text_;  // a variable; may be empty
};

// ---------------------------------------------------------------- rules

class RuleMaker {
 public:
  explicit RuleMaker(Random& random) : random_(random) {}

  Rule rule(std::size_t number) {
    rule_ = Rule{};
    rule_.id = "r" + std::to_string(number);
    rule_.form = random_.pick(std::vector<Form>{Form::count, Form::count, Form::require,
                                                Form::require, Form::unique, Form::match,
                                                Form::match, Form::group, Form::group,
                                                Form::evidence});
    rule_.strength = random_.pick(std::vector<Strength>{
        Strength::must, Strength::must, Strength::in_principle, Strength::encouraged});
    rule_.across = rule_.form != Form::require && rule_.form != Form::evidence &&
                   random_.chance(45);
    rule_.select.kind = random_.pick(kinds);
    const bool of_dossier = rule_.form == Form::require || rule_.form == Form::evidence ||
                            (rule_.across && random_.chance(60));
    if (!of_dossier || random_.chance(60)) select(rule_.select, "m");
    if (random_.chance(35)) rule_.select.where = writer().condition(depth());
    if (random_.chance(20)) rule_.when = Writer(random_, {}).condition(1);
    form();
    // Goals are those of all dossiers together.
    if ((rule_.across || rule_.form == Form::require) && random_.chance(10)) {
      rule_.across = true;
      rule_.due = Day{first_day.number + static_cast<std::int64_t>(random_.below(days))};
    }
    return rule_;
  }

 private:
  int depth() { return static_cast<int>(random_.below(3)); }
  void select(Selection& selection, const std::string& as) {
    if (rule_.form != Form::evidence && random_.chance(10)) {
      selection.each = field(dossier(), "skills");
      selection.as = "text_" + as;
      return;
    }
    selection.each = Writer(random_, {}).units_list(depth());
    selection.as = as;
  }
  Writer writer() { return writer(rule_.select); }
  Writer writer(const Selection& selection) {
    if (selection.as.starts_with("text_")) return {random_, {}, selection.as};
    return {random_, selection.each ? std::vector<std::string>{selection.as}
                                    : std::vector<std::string>{}};
  }

  void form() {
    switch (rule_.form) {
      case Form::require: rule_.require = writer().condition(depth()); break;
      case Form::count: count(); break;
      case Form::unique: unique(); break;
      case Form::match: match(); break;
      case Form::group: group(); break;
      case Form::evidence: evidence(); break;
    }
  }

  Maybe bound() {
    if (!rule_.across && random_.chance(25)) return Writer(random_, {}).number_of(0);
    if (random_.chance(40)) return parameter(random_.chance(50) ? "least" : "dated");
    return number(static_cast<std::int64_t>(random_.below(4)));
  }
  void count() {
    switch (random_.below(4)) {
      case 0: rule_.bounds.max = bound(); break;
      case 1: rule_.bounds.exactly = bound(); break;
      case 2:
        rule_.bounds.min = bound();
        rule_.bounds.max =
            make(Op::add, {*rule_.bounds.min, number(static_cast<std::int64_t>(random_.below(3)))});
        break;
      default: rule_.bounds.min = bound();
    }
    if (!random_.chance(50)) return;
    rule_.distinct = random_.chance(70)
                         ? writer().key()
                         : make(Op::list, {writer().name(), field(dossier(), "topic")});
  }
  void unique() {
    rule_.key.push_back(writer().key());
    if (random_.chance(35)) rule_.key.push_back(writer().level());
  }

  /// Two keys of the same types.
  void keys() {
    const auto both = [&](auto make_key) {
      rule_.key.push_back(make_key(writer()));
      rule_.match.key.push_back(make_key(writer(rule_.match.partner)));
    };
    both([](Writer writer) { return writer.name(); });
    if (random_.chance(35)) both([](Writer writer) { return writer.level(); });
    if (random_.chance(20)) both([](Writer) { return field(dossier(), "topic"); });
  }
  void match() {
    Match& match = rule_.match;
    match.same_dossier = !rule_.across;
    match.partner.kind = match.same_dossier ? rule_.select.kind : random_.pick(kinds);
    if (match.same_dossier || random_.chance(60)) select(match.partner, "p");
    if (random_.chance(30)) match.partner.where = writer(match.partner).condition(depth() - 1);
    keys();
    match.none = random_.chance(40);
    match.other_dossiers = !match.same_dossier && random_.chance(40);
    if (!random_.chance(30)) return;
    match.values.emplace_back("then", field(dossier(), "filed"));
    match.values.emplace_back("many", writer(match.partner).number_of(0));
    const Expression early = make(Op::at_most, {field(dossier(), "filed"), variable("then")});
    const Expression fewer = make(Op::less, {writer().number_of(0), variable("many")});
    match.condition = random_.chance(50) ? make(Op::both, {early, fewer})
                                         : make(Op::either, {early, fewer});
  }

  void group() {
    count();
    const bool universe = random_.chance(60);
    if (random_.chance(20)) {
      by_county(universe);
      return;
    }
    const bool first_is_level = random_.chance(50);
    GroupKey first{first_is_level ? "level" : "name",
                   first_is_level ? writer().level() : writer().name(), {}, {}};
    if (universe) {
      first.universe = parameter(first_is_level ? "levels" : "names");
    }
    rule_.group.push_back(std::move(first));
    if (!random_.chance(40)) return;
    GroupKey second{"topic", field(dossier(), "topic"), {}, {}};
    if (universe) {
      second.universe = make(Op::list, {field(dossier(), "topic")});
      if (rule_.across) {
        second.universe_kind = random_.pick(kinds);
      }
    }
    rule_.group.push_back(std::move(second));
  }

  void by_county(bool universe) {
    const bool by_row = random_.chance(40);
    const Expression code = writer().county_code();
    GroupKey county{"county", by_row ? code.of.front() : code, {}, {}};
    if (universe && !by_row && random_.chance(60)) {
      county.universe = make(Op::favoured);
    } else if (universe) {
      const Expression row = variable("t");
      const Expression chosen = make(
          Op::filter, {variable("towns"), make(Op::equal, {field(row, "level"), text("county")})},
          "t");
      county.universe = by_row ? chosen : make(Op::map, {chosen, field(row, "code")}, "t");
    }
    rule_.group.push_back(std::move(county));
  }

  void evidence() {
    const bool of_units = rule_.select.each.has_value();
    const Expression holder = of_units ? variable("m") : dossier();
    const auto fields = of_units ? std::vector<std::string>{"paper", "agreed", "skills", "name"}
                                 : std::vector<std::string>{"charter", "agreed", "skills", "topic"};
    const std::size_t first = random_.below(fields.size());
    rule_.needs.push_back(field(holder, fields[first]));
    if (random_.chance(40)) {
      rule_.needs.push_back(field(holder, fields[(first + 1) % fields.size()]));
    }
  }

  Random& random_;
  Rule rule_;
};

// ---------------------------------------------------------------- dossiers

Datum integer(std::int64_t of) { return {.kind = Datum::Kind::integer, .integer = of}; }
Datum boolean(bool of) { return {.kind = Datum::Kind::boolean, .boolean = of}; }
Datum word(const std::string& of) { return {.kind = Datum::Kind::text, .text = of}; }
Datum date(Day of) { return {.kind = Datum::Kind::day, .day = of}; }
Datum words(std::vector<std::string> of) {
  return {.kind = Datum::Kind::texts, .texts = std::move(of)};
}

class DossierMaker {
 public:
  DossierMaker(Random& random, std::size_t missing, std::size_t unreadable)
      : random_(random), missing_(missing), unreadable_(unreadable) {}

  Dossier dossier(std::size_t index, const Pack& pack) {
    Dossier made;
    made.file = "d" + std::to_string(index) + ".yaml";
    made.kind = random_.pick(kinds);
    tag_ = "d" + std::to_string(index) + "e";
    auto& fields = made.root.fields;
    fields["tag"] = word("d" + std::to_string(index));
    const Day filed = day();
    put(made.root, "filed", date(filed));
    put(made.root, "topic", word(random_.pick(topics)));
    put(made.root, "level", word(random_.pick(levels)), "不详");
    put(made.root, "target", integer(static_cast<std::int64_t>(random_.below(5))), "若干");
    put(made.root, "agreed", boolean(random_.chance(60)), "待定");
    put(made.root, "skills", skills());
    put(made.root, "site", site());
    put(made.root, "city", city(random_.pick(towns())), "不明市");
    put(made.root, "charter", paper());
    put(made.root, "members", units(6));
    put(made.root, "leads", units(3));
    justify(made, pack);
    place_records(made);
    return made;
  }

 private:
  Day day() { return {first_day.number + static_cast<std::int64_t>(random_.below(days))}; }
  void put(Record& record, const std::string& name, Datum datum,
           const std::string& unreadable = {}) {
    if (random_.chance(missing_)) return;
    if (!unreadable.empty() && random_.chance(unreadable_)) {
      datum = {.kind = Datum::Kind::unreadable, .text = unreadable};
    }
    record.fields[name] = std::move(datum);
  }
  Datum skills() {
    std::vector<std::string> some;
    for (const auto& name : names) {
      if (random_.chance(30)) some.push_back(name);
    }
    return words(std::move(some));
  }
  Datum site() {
    Record record;
    put(record, "area", word(random_.pick(areas)));
    put(record, "rooms", integer(static_cast<std::int64_t>(random_.below(4))), "几间");
    // A mapping with nothing in it would be no mapping to a reader.
    if (record.fields.empty()) record.fields["area"] = word(areas.front());
    return {.kind = Datum::Kind::record, .records = {record}};
  }
  /// Some name of a town.
  Datum called(const Town& town, const std::string& suffix) {
    std::string text = town.name;
    switch (random_.below(3)) {
      case 0: text = town.code; break;
      case 1: text.resize(text.size() - suffix.size()); break;
      default: break;
    }
    return {.kind = Datum::Kind::row, .text = std::move(text)};
  }
  /// The city that a town lies in, or nearly always.
  Datum city(const Town& town) {
    const std::string code = town.level == "city"    ? town.code
                             : random_.chance(90) ? town.parent
                                                  : towns().front().code;
    for (const auto& one : towns()) {
      if (one.code == code) return called(one, "市");
    }
    throw std::logic_error("a county of no city");
  }
  Datum paper() {
    Record record;
    if (random_.chance(50)) record.fields["number"] = word("某〔2024〕3号");
    if (random_.chance(30)) record.fields["date"] = date(day());
    if (record.fields.empty() || random_.chance(50)) record.fields["title"] = word("协议");
    return {.kind = Datum::Kind::record, .records = {record}};
  }
  Record unit() { return unit(tag_ + std::to_string(++units_)); }

 public:
  Record unit(const std::string& tag) {
    Record record;
    record.fields["tag"] = word(tag);
    put(record, "name", word(random_.pick(names)));
    put(record, "level", word(random_.pick(levels)), "不详");
    put(record, "beds", integer(static_cast<std::int64_t>(random_.below(6))), "很多");
    put(record, "staff", integer(static_cast<std::int64_t>(random_.below(6))), "足够");
    put(record, "agreed", boolean(random_.chance(60)), "待定");
    put(record, "since", date(day()), "去年");
    put(record, "skills", skills());
    put(record, "site", site());
    const Town& county = random_.pick(towns());
    if (county.level == "county") {
      put(record, "city", city(county), "不明市");
      put(record, "county", called(county, "县"), "不明县");
    } else {
      put(record, "city", city(county), "不明市");
    }
    put(record, "paper", paper());
    return record;
  }

 private:
  Datum units(std::size_t end) {
    Datum list{.kind = Datum::Kind::records};
    const std::size_t many = random_.below(end);
    for (std::size_t i = 0; i < many; ++i) list.records.push_back(unit());
    return list;
  }
  void justify(Dossier& dossier, const Pack& pack) {
    for (const auto& rule : pack.rules) {
      // Who may justify a group of the whole audit, the documents leave open.
      const bool open = rule.across && rule.form == Form::group;
      if (rule.strength != Strength::in_principle || open || !random_.chance(15)) continue;
      Justification one{rule.id, {}, random_.chance(85)};
      if (rule.select.each && random_.chance(40)) one.subject = tag_ + "1";
      dossier.justifications.push_back(std::move(one));
    }
  }

  Random& random_;
  std::size_t missing_, unreadable_;
  std::string tag_;
  std::size_t units_ = 0;
};

}  // namespace

std::uint64_t Random::next() {
  // splitmix64, by Steele, Lea and Flood.
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

Record generate_unit(Random& random, const std::string& tag) {
  return DossierMaker(random, 0, 0).unit(tag);
}

Expression generate_comparison(Random& random, const std::string& as) {
  const auto of_element = [&](const char* name) { return field(variable(as), name); };
  const Op ordered = random.pick(std::vector<Op>{Op::equal, Op::less, Op::at_most, Op::more,
                                                 Op::at_least});
  switch (random.below(4)) {
    case 0: return make(Op::equal, {of_element("level"), text(random.pick(levels))});
    case 1:
      return make(ordered, {of_element("since"),
                            make(Op::day, {}, {}, first_day.number + 2)});
    default:
      return make(ordered, {of_element(random.chance(50) ? "beds" : "staff"),
                            number(static_cast<std::int64_t>(random.below(6)))});
  }
}

Expression generate_plain_condition(Random& random, const std::string& as) {
  const Expression one = generate_comparison(random, as);
  if (random.chance(50)) return one;
  return make(random.chance(50) ? Op::both : Op::either, {one, generate_comparison(random, as)});
}

namespace {

struct Gap {
  Record* record;
  std::string field, path;
  const Datum* filling;
};

/// What `record` lacks that `full`, a record of the same type, has; and what it has and is `asked`.
void find_gaps(Record& record, const Record& full, const std::set<std::string>& asked,
               std::vector<Gap>& gaps) {
  for (const auto& [name, filling] : full.fields) {
    const auto found = record.fields.find(name);
    const bool missing = !is_there(record, name);
    const std::string before = record.path.ends_with(':') ? record.path : record.path + ".";
    if (missing || asked.contains(before + name)) {
      gaps.push_back({&record, name, before + name, &filling});
    } else if (!filling.records.empty()) {
      for (auto& inner : found->second.records) {
        find_gaps(inner, filling.records.front(), asked, gaps);
      }
    }
  }
}

void complete(Record& unit) {
  unit.fields["skills"] = words({names.front()});
  unit.fields["city"] = {.kind = Datum::Kind::row, .text = "10"};
  unit.fields["county"] = {.kind = Datum::Kind::row, .text = "11"};
  unit.fields["paper"].records.front().fields["number"] = word("某〔2024〕3号");
}

/// A dossier with every field.
Dossier full_dossier(Random& random) {
  DossierMaker maker(random, 0, 0);
  Dossier full = maker.dossier(100 + random.below(100'000), {});
  full.root.fields["skills"] = words({names.front()});
  full.root.fields["charter"].records.front().fields["number"] = word("某〔2024〕3号");
  for (const char* list : {"members", "leads"}) {
    auto& units = full.root.fields[list].records;
    if (units.empty()) units.push_back(maker.unit("full-" + std::string(list)));
    for (auto& unit : units) complete(unit);
  }
  return full;
}

}  // namespace

void fill_one(Random& random, Dossier& dossier) {
  const Dossier full = full_dossier(random);
  std::vector<Gap> gaps;
  find_gaps(dossier.root, full.root, {}, gaps);
  if (gaps.empty()) return;
  const Gap& gap = gaps[random.below(gaps.size())];
  gap.record->fields[gap.field] = *gap.filling;
  place_records(dossier);
}

bool fill_asked(Random& random, Dossier& dossier, const std::set<std::string>& asked) {
  const Dossier full = full_dossier(random);
  std::vector<Gap> gaps;
  find_gaps(dossier.root, full.root, asked, gaps);
  std::erase_if(gaps, [&](const Gap& gap) { return !asked.contains(gap.path); });
  for (const Gap& gap : gaps) gap.record->fields[gap.field] = *gap.filling;
  place_records(dossier);
  return !gaps.empty();
}

Pack generate_pack(Random& random) {
  Pack pack;
  const auto small = [&](std::size_t end) {
    return integer(static_cast<std::int64_t>(random.below(end)));
  };
  using Type = Parameter::Type;
  pack.parameters["least"] = {Type::integer, {{first_day, small(4)}}};
  pack.parameters["dated"] = {Type::integer,
                              {{day_of(2000, 1, 1), small(4)}, {figures_change, small(4)}}};
  pack.parameters["levels"] = {Type::levels, {{first_day, words({levels[0], levels[1]})}}};
  pack.parameters["names"] = {Type::texts, {{first_day, words({names[0], names[1], names[2]})}}};
  pack.parameters["deadline"] = {
      Type::day, {{first_day, date({first_day.number + 3})}}};
  RuleMaker maker(random);
  const std::size_t many = 3 + random.below(6);
  for (std::size_t i = 0; i < many; ++i) pack.rules.push_back(maker.rule(i));
  return pack;
}

std::vector<Dossier> generate_dossiers(Random& random, const Pack& pack, Papers papers) {
  const bool complete = papers == Papers::complete;
  const std::size_t missing =
      complete ? 0 : random.pick(std::vector<std::size_t>{0, 4, 12, 35});
  const std::size_t unreadable = !complete && random.chance(30) ? 5 : 0;
  DossierMaker maker(random, missing, unreadable);
  std::vector<Dossier> dossiers;
  const std::size_t many = 1 + random.below(6);
  for (std::size_t i = 0; i < many; ++i) dossiers.push_back(maker.dossier(i, pack));
  return dossiers;
}

Audit generate_audit(Random& random, const Pack& pack, Papers papers) {
  Audit audit;
  audit.pack = pack;
  audit.dossiers = generate_dossiers(random, pack, papers);
  if (random.chance(40)) {
    audit.as_of = Day{first_day.number + static_cast<std::int64_t>(random.below(days))};
  }
  return audit;
}

}  // namespace reference
