#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "cel/arena.h"

namespace guiju::cel {

struct Error;
struct List;
struct Map;
class Record;
class Type;

enum class Kind : std::uint8_t {
  error,  ///< a CEL error; `&&`, `||`, `?:`, `all`, `exists` may absorb it
  null,
  boolean,
  integer,   ///< int, 64 bit
  uinteger,  ///< uint, 64 bit
  real,      ///< double
  string,
  bytes,
  list,
  map,
  timestamp,
  duration,
  type,
  optional,
  record,  ///< a value with declared fields, made by the host (a dossier, a member)
  date,    ///< a civil date: days since 1970-01-01
  absent,  ///< only of Record::field: the field is not there
};

/// Where a value was written: a node of the dossier's document. Values that were computed have
/// none.
inline constexpr std::uint32_t no_origin = 0xFFFFFFFF;

struct Timestamp {
  std::int64_t seconds;
  std::int32_t nanos;
};

/// One value. Trivially copyable: what it points to lives in an Arena, or in whatever the host
/// made it from. Strings are valid UTF-8.
struct Value {
  std::uint32_t origin = no_origin;
  Kind kind : 5 = Kind::null;
  std::uint32_t size : 27 = 0;  ///< of text and bytes; of an optional, its depth (as in Held)
  union {
    bool boolean;
    std::int64_t integer = 0;
    std::uint64_t uinteger;
    double real;
    std::int64_t days;  // date
    const char* chars;  // string, bytes; `size` of them
    const List* list;
    const Map* map;
    const Record* record;
    const Timestamp* time;  // timestamp, duration
    const Type* type;
    const Value* held;  // optional: null if it is none
    const Error* error;
  };

  Value() = default;
  bool is(Kind wanted) const { return kind == wanted; }
  std::string_view text() const { return {chars, size}; }

  static Value of_null() { return {}; }
  static Value of(bool value);
  static Value of(std::int64_t value);
  static Value of(double value);
  static Value of_uint(std::uint64_t value);
  static Value of_date(std::int64_t days);
  static Value of_timestamp(const Timestamp* time);
  static Value of_duration(const Timestamp* time);
  /// These borrow what they are given; of what is too long they make an error.
  static Value of_string(std::string_view text);
  static Value of_bytes(std::string_view bytes);
  static Value of_optional(const Value* held);    ///< null: none
  static Value of(const List* list);
  static Value of(const Map* map);
  static Value of(const Record* record);
  static Value of(const Error* error);
  static Value of(const Type* type);
  static constexpr Value absent() {
    Value made;
    made.kind = Kind::absent;
    return made;
  }
  Value at(std::uint32_t node) const {
    Value copy = *this;
    copy.origin = node;
    return copy;
  }
};

/// A large dossier has millions of them.
static_assert(sizeof(Value) == 16);

/// What is known of all that a list or map holds.
struct Held {
  /// Values held at all depths. Bounds what walking a computed value costs.
  std::uint64_t weight = 1;
  /// Lists, maps and optionals one inside the other.
  std::uint32_t depth = 1;
  /// Hash table of the numbers of elements or entries plus one, which makes `in` and look-up cheap;
  /// empty: search.
  std::span<const std::uint32_t> slots = {};
};

struct List {
  std::span<const Value> elements;
  const Held* held = nullptr;  ///< null where nobody counted: the lists of a dossier

  bool indexed() const { return held != nullptr && !held->slots.empty(); }
};

/// A list that will be looked into often, such as a table's column: counted, and indexed if it is
/// long. `elements` must outlive it.
const List* make_list(Arena& arena, std::span<const Value> elements);
/// The same without an index, for a list that a computation came to.
const List* make_counted_list(Arena& arena, std::span<const Value> elements);
/// Whether an element equals `value` (numbers compare across int, uint and double).
bool contains(const List& list, const Value& value);

struct Entry {
  Value key, value;
};

/// Keys are int, uint, bool or string and no two are equal. Entries keep the order in which they
/// were given. Made by `make_map`, which adds the index that makes a look-up in a large map cheap.
struct Map {
  std::span<const Entry> entries;
  Held held;
};

/// `entries` must outlive the map and hold no key twice.
const Map* make_map(Arena& arena, std::span<const Entry> entries);
/// The value at `key` (numbers compare across int, uint and double); null if there is none.
const Value* find(const Map& map, const Value& key);

class RecordType;

/// A value with the fields its type declares, in the type's order. The values lie right behind it
/// in memory, without the absent ones at its end: a large dossier has millions of records, and most
/// lack fields. Made by `make_record`.
class Record {
 public:
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;

  const RecordType* type() const { return type_; }
  /// The value of the field with this index in the type; Kind::absent where it is not there.
  const Value& field(std::size_t index) const {
    return index < size_ ? reinterpret_cast<const Value*>(this + 1)[index] : absent_;
  }
  /// The values up to the last that is there.
  std::span<const Value> fields() const {
    return {reinterpret_cast<const Value*>(this + 1), size_};
  }

 private:
  friend const Record* make_record(Arena& arena, const RecordType* type,
                                   std::span<const Value> fields);
  Record(const RecordType* type, std::size_t size) : type_(type), size_(size) {}

  static constexpr Value absent_ = Value::absent();
  const RecordType* type_;
  std::size_t size_;
};
static_assert(sizeof(Record) == sizeof(Value));
static_assert(alignof(Record) <= alignof(Value));

/// A copy of the values of all fields, or of the first: those that it is not given are absent.
const Record* make_record(Arena& arena, const RecordType* type, std::span<const Value> fields);

/// A field that an evaluation needed and the dossier does not have. `holder` is the place of the
/// record without it (an origin) and `path` how it was reached, such as `member.unit.level`.
struct MissingField {
  const RecordType* type;    ///< of the holder
  std::uint32_t field;       ///< its index there
  std::uint32_t holder;      ///< origin of the holding record; no_origin if computed
  std::string_view path;     ///< as written in the expression; lives in the arena
  const MissingField* next;  ///< further ones that the same evaluation needed
};

enum class ErrorCode : std::uint8_t {
  missing_field,
  no_such_field,
  no_such_key,
  no_matching_overload,
  divide_by_zero,
  modulus_by_zero,
  overflow,
  index_out_of_range,
  invalid_argument,
  conversion,
  range,
  cost_exceeded,
  undeclared,
  host,
};

/// Why an evaluation has no value. `message` is English, in the words of the CEL conformance suite.
struct Error {
  ErrorCode code;
  std::string_view message;
  const MissingField* missing = nullptr;  ///< for missing_field: all that were needed, never null
};

inline Value Value::of(bool value) {
  Value made;
  made.kind = Kind::boolean;
  made.boolean = value;
  return made;
}
inline Value Value::of(std::int64_t value) {
  Value made;
  made.kind = Kind::integer;
  made.integer = value;
  return made;
}
inline Value Value::of(double value) {
  Value made;
  made.kind = Kind::real;
  made.real = value;
  return made;
}
inline Value Value::of_uint(std::uint64_t value) {
  Value made;
  made.kind = Kind::uinteger;
  made.uinteger = value;
  return made;
}
inline Value Value::of_date(std::int64_t days) {
  Value made;
  made.kind = Kind::date;
  made.days = days;
  return made;
}
inline Value Value::of_timestamp(const Timestamp* time) {
  Value made;
  made.kind = Kind::timestamp;
  made.time = time;
  return made;
}
inline Value Value::of_duration(const Timestamp* time) {
  Value made;
  made.kind = Kind::duration;
  made.time = time;
  return made;
}
/// The most bytes of a text.
inline constexpr std::uint32_t longest_text = (std::uint32_t{1} << 27) - 1;
inline constexpr Error text_too_long{ErrorCode::range, "a text of more than 128 MiB"};

inline Value Value::of_string(std::string_view text) {
  if (text.size() > longest_text) return of(&text_too_long);
  Value made;
  made.kind = Kind::string;
  made.chars = text.data();
  made.size = text.size() & longest_text;
  return made;
}
inline Value Value::of_bytes(std::string_view bytes) {
  Value made = of_string(bytes);
  if (made.is(Kind::string)) made.kind = Kind::bytes;
  return made;
}
inline Value Value::of_optional(const Value* held) {
  Value made;
  made.kind = Kind::optional;
  made.held = held;
  return made;
}
inline Value Value::of(const List* list) {
  Value made;
  made.kind = Kind::list;
  made.list = list;
  return made;
}
inline Value Value::of(const Map* map) {
  Value made;
  made.kind = Kind::map;
  made.map = map;
  return made;
}
inline Value Value::of(const Record* record) {
  Value made;
  made.kind = Kind::record;
  made.record = record;
  return made;
}
inline Value Value::of(const Error* error) {
  Value made;
  made.kind = Kind::error;
  made.error = error;
  return made;
}
inline Value Value::of(const Type* type) {
  Value made;
  made.kind = Kind::type;
  made.type = type;
  return made;
}
}  // namespace guiju::cel
