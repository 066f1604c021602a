#include "cel/value.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <new>
#include <string>

#include "cel/expression.h"
#include "cel/library.h"
#include "cel/print.h"

namespace guiju::cel {
namespace {

// From this size on a map or list is searched by hash: below, comparing a few is faster.
constexpr std::size_t indexed_size = 9;

std::uint64_t mix(std::uint64_t seed, std::uint64_t value) {
  value *= 0x9E3779B97F4A7C15u;
  value ^= value >> 32;
  return (seed ^ value) * 0xD6E8FEB86659FD93u;
}

// Numbers that are equal across kinds must hash alike, so all hash as doubles.
std::uint64_t hash_number(double value) {
  return mix(1, std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value));
}

Order order_of(auto left, auto right) {
  return left < right ? Order::less : left > right ? Order::greater : Order::equal;
}

Order reverse(Order order) {
  if (order == Order::less) return Order::greater;
  return order == Order::greater ? Order::less : order;
}

// Against a double, integers compare as the doubles nearest to them; what lies outside their
// range needs no rounding to be known greater or less (cel-spec langdef, Ordering).
Order compare_numbers(double left, std::int64_t right) {
  if (std::isnan(left)) return Order::unordered;
  return order_of(left, static_cast<double>(right));
}
Order compare_numbers(double left, std::uint64_t right) {
  if (std::isnan(left)) return Order::unordered;
  return order_of(left, static_cast<double>(right));
}
Order compare_numbers(std::int64_t left, std::uint64_t right) {
  return left < 0 ? Order::less : order_of(static_cast<std::uint64_t>(left), right);
}
Order compare_numbers(double left, double right) {
  if (std::isnan(left) || std::isnan(right)) return Order::unordered;
  return order_of(left, right);
}

Order compare_mixed(const Value& left, const Value& right) {
  switch (left.kind) {
    case Kind::integer:
      if (right.is(Kind::uinteger)) return compare_numbers(left.integer, right.uinteger);
      if (right.is(Kind::real)) return reverse(compare_numbers(right.real, left.integer));
      return Order::none;
    case Kind::uinteger:
      if (right.is(Kind::integer)) return reverse(compare_numbers(right.integer, left.uinteger));
      if (right.is(Kind::real)) return reverse(compare_numbers(right.real, left.uinteger));
      return Order::none;
    case Kind::real:
      if (right.is(Kind::integer)) return compare_numbers(left.real, right.integer);
      if (right.is(Kind::uinteger)) return compare_numbers(left.real, right.uinteger);
      return Order::none;
    default:
      return Order::none;
  }
}

bool equal_lists(Context& context, const List& left, const List& right) {
  if (left.elements.size() != right.elements.size()) return false;
  for (std::size_t i = 0; i < left.elements.size(); ++i) {
    if (!equal_within(context, left.elements[i], right.elements[i])) return false;
  }
  return true;
}

bool equal_maps(Context& context, const Map& left, const Map& right) {
  if (left.entries.size() != right.entries.size()) return false;
  for (const auto& entry : left.entries) {
    const Value* other = find(right, entry.key);
    if (!other || !equal_within(context, entry.value, *other)) return false;
  }
  return true;
}

bool equal_records(Context& context, const Record& left, const Record& right) {
  if (left.type() != right.type() || left.fields().size() != right.fields().size()) return false;
  for (std::size_t i = 0; i < left.fields().size(); ++i) {
    if (!equal_within(context, left.field(i), right.field(i))) return false;
  }
  return true;
}

bool same_runtime_type(const Type* left, const Type* right) {
  return left->kind == right->kind && left->record == right->record;
}

void write(std::string& out, const Value& value);

void write_list(std::string& out, const List& list) {
  out += '[';
  for (std::size_t i = 0; i < list.elements.size(); ++i) {
    if (i > 0) out += ", ";
    write(out, list.elements[i]);
  }
  out += ']';
}

void write_map(std::string& out, const Map& map) {
  out += '{';
  for (std::size_t i = 0; i < map.entries.size(); ++i) {
    if (i > 0) out += ", ";
    write(out, map.entries[i].key);
    out += ": ";
    write(out, map.entries[i].value);
  }
  out += '}';
}

void write_record(std::string& out, const Record& record) {
  out += record.type()->name();
  out += '{';
  bool first = true;
  for (std::size_t i = 0; i < record.fields().size(); ++i) {
    if (record.field(i).is(Kind::absent)) continue;
    if (!first) out += ", ";
    first = false;
    out += record.type()->fields()[i].name;
    out += ": ";
    write(out, record.field(i));
  }
  out += '}';
}

void write_optional(std::string& out, const Value* held) {
  if (!held) {
    out += "optional.none()";
    return;
  }
  out += "optional.of(";
  write(out, *held);
  out += ')';
}

void write(std::string& out, const Value& value) {
  switch (value.kind) {
    case Kind::error:
      out += "error: ";
      out += value.error->message;
      return;
    case Kind::null:
      out += "null";
      return;
    case Kind::boolean:
      out += value.boolean ? "true" : "false";
      return;
    case Kind::integer:
      out += std::to_string(value.integer);
      return;
    case Kind::uinteger:
      out += std::to_string(value.uinteger) + 'u';
      return;
    case Kind::real:
      out += print_real(value.real);
      return;
    case Kind::string:
      out += quoted(value.text());
      return;
    case Kind::bytes:
      out += quoted_bytes(value.text());
      return;
    case Kind::list:
      return write_list(out, *value.list);
    case Kind::map:
      return write_map(out, *value.map);
    case Kind::timestamp:
      out += "timestamp(\"" + print_timestamp(*value.time) + "\")";
      return;
    case Kind::duration:
      out += "duration(\"" + print_duration(*value.time) + "\")";
      return;
    case Kind::type:
      out += runtime_type_name(value.type);
      return;
    case Kind::optional:
      return write_optional(out, value.held);
    case Kind::record:
      return write_record(out, *value.record);
    case Kind::date:
      out += "date(\"" + format_date(value.days) + "\")";
      return;
    case Kind::absent:
      out += "absent";
      return;
  }
}

std::uint64_t hash_all(std::uint64_t seed, std::span<const Value> values) {
  for (const auto& value : values) seed = mix(seed, hash(value));
  return seed;
}

void measure(Map& map) {
  for (const auto& entry : map.entries) {
    map.held.weight += weight_of(entry.key) + weight_of(entry.value);
    map.held.depth = std::max(map.held.depth, depth_of(entry.value) + 1);
  }
}

const Value& key_of(const Entry& entry) { return entry.key; }
const Value& key_of(const Value& element) { return element; }

/// A hash table, at most half full, of the numbers of `items` plus one.
template <typename Item>
std::span<const std::uint32_t> make_slots(Arena& arena, std::span<const Item> items) {
  if (items.size() < indexed_size) return {};
  const std::size_t size = std::bit_ceil(items.size() * 2);
  auto* slots = arena.make<std::uint32_t>(size);
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::size_t slot = hash(key_of(items[i])) & (size - 1);
    while (slots[slot] != 0) slot = (slot + 1) & (size - 1);
    slots[slot] = static_cast<std::uint32_t>(i + 1);
  }
  return {slots, size};
}

/// The item that `slots` finds for `key` and that `same` takes for it.
template <typename Item, typename Same>
const Item* look_up(std::span<const std::uint32_t> slots, std::span<const Item> items,
                    const Value& key, Same same) {
  const std::size_t mask = slots.size() - 1;
  for (std::size_t slot = hash(key) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
    const Item& item = items[slots[slot] - 1];
    if (same(key_of(item))) return &item;
  }
  return nullptr;
}

bool equal_keys(const Value& left, const Value& right) {
  if (left.kind == right.kind && left.is(Kind::string)) return left.text() == right.text();
  return compare(left, right) == Order::equal;
}

}  // namespace

const Map* make_map(Arena& arena, std::span<const Entry> entries) {
  auto* map = arena.make<Map>();
  map->entries = entries;
  measure(*map);
  map->held.slots = make_slots(arena, entries);
  return map;
}

const Value* find(const Map& map, const Value& key) {
  if (map.held.slots.empty()) {
    for (const auto& entry : map.entries) {
      if (equal_keys(entry.key, key)) return &entry.value;
    }
    return nullptr;
  }
  const Entry* found = look_up(map.held.slots, map.entries, key,
                               [&](const Value& known) { return equal_keys(known, key); });
  return found ? &found->value : nullptr;
}

namespace {

Held counted(std::span<const Value> elements) {
  Held held;
  for (const auto& element : elements) {
    held.weight += weight_of(element);
    held.depth = std::max(held.depth, depth_of(element) + 1);
  }
  return held;
}

const List* list_of(Arena& arena, std::span<const Value> elements, const Held& held) {
  auto* kept = arena.make<Held>();
  *kept = held;
  auto* list = arena.make<List>();
  *list = {elements, kept};
  return list;
}

}  // namespace

const List* make_counted_list(Arena& arena, std::span<const Value> elements) {
  return list_of(arena, elements, counted(elements));
}

const List* make_list(Arena& arena, std::span<const Value> elements) {
  Held held = counted(elements);
  held.slots = make_slots(arena, elements);
  return list_of(arena, elements, held);
}

const Record* make_record(Arena& arena, const RecordType* type, std::span<const Value> fields) {
  const auto is_there = [](const Value& field) { return !field.is(Kind::absent); };
  const auto end = std::find_if(fields.rbegin(), fields.rend(), is_there).base();
  const auto size = static_cast<std::size_t>(end - fields.begin());
  // The record takes the room of a value.
  auto* room = arena.make<Value>(1 + size);
  std::copy(fields.begin(), end, room + 1);
  return new (room) Record(type, size);
}

bool contains(const List& list, const Value& value) {
  if (!list.indexed()) {
    return std::any_of(list.elements.begin(), list.elements.end(),
                       [&](const Value& element) { return equal(element, value); });
  }
  return look_up(list.held->slots, list.elements, value,
                 [&](const Value& element) { return equal(element, value); }) != nullptr;
}

Order compare(const Value& left, const Value& right) {
  if (left.kind != right.kind) return compare_mixed(left, right);
  switch (left.kind) {
    case Kind::boolean:
      return order_of(left.boolean, right.boolean);
    case Kind::integer:
      return order_of(left.integer, right.integer);
    case Kind::uinteger:
      return order_of(left.uinteger, right.uinteger);
    case Kind::real:
      return compare_numbers(left.real, right.real);
    case Kind::string:  // UTF-8 sorts by code point when its bytes sort
    case Kind::bytes:
      return order_of(left.text().compare(right.text()), 0);
    case Kind::timestamp:
    case Kind::duration:
      return compare_time(*left.time, *right.time);
    case Kind::date:
      return order_of(left.days, right.days);
    default:
      return Order::none;
  }
}

bool equal_within(Context& context, const Value& left, const Value& right) {
  if (!context.spend()) return false;
  if (left.kind != right.kind) return compare_mixed(left, right) == Order::equal;
  switch (left.kind) {
    case Kind::null:
    case Kind::absent:
      return true;
    case Kind::string:
    case Kind::bytes:
      if (left.size != right.size) return false;
      return context.spend_bytes(left.size) && left.text() == right.text();
    case Kind::list:
      return equal_lists(context, *left.list, *right.list);
    case Kind::map:
      return equal_maps(context, *left.map, *right.map);
    case Kind::record:
      return left.record == right.record || equal_records(context, *left.record, *right.record);
    case Kind::optional:
      if (!left.held || !right.held) return left.held == right.held;
      return equal_within(context, *left.held, *right.held);
    case Kind::type:
      return same_runtime_type(left.type, right.type);
    case Kind::error:
      return false;
    default:
      return compare(left, right) == Order::equal;
  }
}

bool equal(const Value& left, const Value& right) {
  Arena arena;
  Context context(arena, unlimited);
  return equal_within(context, left, right);
}

std::uint64_t hash(const Value& value) {
  switch (value.kind) {
    case Kind::boolean:
      return mix(2, value.boolean ? 1 : 0);
    case Kind::integer:
      return hash_number(static_cast<double>(value.integer));
    case Kind::uinteger:
      return hash_number(static_cast<double>(value.uinteger));
    case Kind::real:
      return hash_number(value.real);
    case Kind::string:
    case Kind::bytes:
      return mix(static_cast<std::uint64_t>(value.kind),
                 std::hash<std::string_view>{}(value.text()));
    case Kind::list:
      return hash_all(3, value.list->elements);
    case Kind::map: {
      // A sum, because two maps are equal whatever the order of their entries.
      std::uint64_t sum = 4;
      for (const auto& entry : value.map->entries) {
        sum += mix(hash(entry.key), hash(entry.value));
      }
      return sum;
    }
    case Kind::timestamp:
    case Kind::duration:
      return mix(static_cast<std::uint64_t>(value.time->seconds),
                 static_cast<std::uint64_t>(value.time->nanos));
    case Kind::type:
      return mix(5, static_cast<std::uint64_t>(value.type->kind));
    case Kind::optional:
      return value.held ? mix(6, hash(*value.held)) : 6;
    case Kind::record:
      return hash_all(7, value.record->fields());
    case Kind::date:
      return mix(8, static_cast<std::uint64_t>(value.days));
    case Kind::null:
    case Kind::error:
    case Kind::absent:
      break;
  }
  return static_cast<std::uint64_t>(value.kind);
}

std::string to_string(const Value& value) {
  std::string out;
  write(out, value);
  return out;
}

std::uint64_t weight_of(const Value& value) {
  switch (value.kind) {
    case Kind::list:
      return value.list->held != nullptr ? value.list->held->weight
                                         : value.list->elements.size() + 1;
    case Kind::map:
      return value.map->held.weight;
    case Kind::optional:
      return value.held ? 1 + weight_of(*value.held) : 1;
    case Kind::record:
      return value.record->fields().size() + 1;
    case Kind::string:
    case Kind::bytes:
      return 1 + value.size / 64;
    default:
      return 1;
  }
}

std::uint32_t depth_of(const Value& value) {
  switch (value.kind) {
    case Kind::list:
      return value.list->held != nullptr ? value.list->held->depth : 1;
    case Kind::map:
      return value.map->held.depth;
    case Kind::optional:
      return static_cast<std::uint32_t>(value.size);
    default:
      return 0;
  }
}

const Type* runtime_type(const Value& value) {
  switch (value.kind) {
    case Kind::boolean:
      return Types::simple(TypeKind::boolean);
    case Kind::integer:
      return Types::simple(TypeKind::integer);
    case Kind::uinteger:
      return Types::simple(TypeKind::uinteger);
    case Kind::real:
      return Types::simple(TypeKind::real);
    case Kind::string:
      return Types::simple(TypeKind::string);
    case Kind::bytes:
      return Types::simple(TypeKind::bytes);
    case Kind::list:
      return Types::simple(TypeKind::list);
    case Kind::map:
      return Types::simple(TypeKind::map);
    case Kind::timestamp:
      return Types::simple(TypeKind::timestamp);
    case Kind::duration:
      return Types::simple(TypeKind::duration);
    case Kind::type:
      return Types::simple(TypeKind::type);
    case Kind::optional:
      return Types::simple(TypeKind::optional);
    case Kind::date:
      return Types::simple(TypeKind::date);
    case Kind::record:
      return value.record->type()->type();
    default:
      return Types::simple(TypeKind::null);
  }
}

std::string runtime_type_name(const Type* type) {
  switch (type->kind) {
    case TypeKind::null:
      return "null_type";
    case TypeKind::timestamp:
      return "google.protobuf.Timestamp";
    case TypeKind::duration:
      return "google.protobuf.Duration";
    case TypeKind::list:
      return "list";
    case TypeKind::map:
      return "map";
    case TypeKind::type:
      return "type";
    case TypeKind::optional:
      return "optional_type";
    default:
      return type->to_string();
  }
}

}  // namespace guiju::cel
