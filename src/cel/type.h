#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guiju::cel {

enum class TypeKind : std::uint8_t {
  dyn,
  null,
  boolean,
  integer,
  uinteger,
  real,
  string,
  bytes,
  timestamp,
  duration,
  date,
  list,
  map,
  type,
  optional,
  record,
  enumeration,
  parameter,
};

class RecordType;

/// A static type. Compared by `same_type`; interned by Types, which owns it.
class Type {
 public:
  TypeKind kind;
  std::vector<const Type*> parameters;  ///< of list, map, type, optional
  const RecordType* record = nullptr;
  std::string name;                 ///< of enumerations and type parameters
  std::vector<std::string> values;  ///< of enumerations: the strings it may be

  std::string to_string() const;  ///< as the conformance suite writes it: `list(int)`
};

/// Whether two types are the same, however and by whomever they were made.
bool same_type(const Type* left, const Type* right);

struct Field {
  std::string name;
  const Type* type;
};

/// The declared fields of a record. Made by the host before expressions are compiled; must not
/// change afterwards. Fields may be added after the type exists, so that types may be recursive.
class RecordType {
 public:
  explicit RecordType(std::string name);
  RecordType(const RecordType&) = delete;
  RecordType& operator=(const RecordType&) = delete;
  const std::string& name() const { return name_; }
  const std::vector<Field>& fields() const { return fields_; }
  std::uint32_t add(std::string name, const Type* type);
  /// Index of a field, or -1.
  int find(std::string_view name) const;
  /// The type of its values.
  const Type* type() const { return &type_; }

 private:
  std::string name_;
  Type type_;
  std::vector<Field> fields_;
};

/// Makes and owns types. Pointers stay valid as long as it lives; simple types are the program's
/// and stay valid for ever. May be used by several threads.
class Types {
 public:
  Types();
  ~Types();
  static const Type* simple(TypeKind kind);  ///< dyn, null, boolean, ... date, a bare type
  const Type* list_of(const Type* element);
  const Type* map_of(const Type* key, const Type* value);
  const Type* optional_of(const Type* held);
  const Type* type_of(const Type* inner);
  const Type* parameter(std::string name);
  const Type* enumeration(std::string name, std::vector<std::string> values);
  const Type* record(const RecordType* record);
  RecordType* new_record(std::string name);  ///< owned here

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace guiju::cel
