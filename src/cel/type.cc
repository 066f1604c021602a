#include "cel/type.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>

namespace guiju::cel {
namespace {

constexpr std::array simple_names{"dyn",    "null",   "bool",  "int",       "uint",
                                  "double", "string", "bytes", "timestamp", "duration",
                                  "date",   "list",   "map",   "type",      "optional_type"};
static_assert(simple_names.size() == static_cast<std::size_t>(TypeKind::record));

Type make_type(TypeKind kind, std::vector<const Type*> parameters = {}) {
  Type type{};
  type.kind = kind;
  type.parameters = std::move(parameters);
  return type;
}

std::vector<Type> make_simple_types() {
  std::vector<Type> types;
  for (std::size_t kind = 0; kind < simple_names.size(); ++kind) {
    types.push_back(make_type(static_cast<TypeKind>(kind)));
  }
  return types;
}

}  // namespace

std::string Type::to_string() const {
  if (kind == TypeKind::record) return record->name();
  if (kind == TypeKind::enumeration || kind == TypeKind::parameter) return name;

  std::string text = simple_names[static_cast<std::size_t>(kind)];
  if (parameters.empty()) return text;
  text += '(';
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (i > 0) text += ", ";
    text += parameters[i]->to_string();
  }
  return text + ')';
}

bool same_type(const Type* left, const Type* right) {
  if (left == right) return true;
  if (left->kind != right->kind || left->record != right->record || left->name != right->name ||
      left->values != right->values || left->parameters.size() != right->parameters.size()) {
    return false;
  }
  return std::equal(left->parameters.begin(), left->parameters.end(), right->parameters.begin(),
                    same_type);
}

RecordType::RecordType(std::string name)
    : name_(std::move(name)), type_(make_type(TypeKind::record)) {
  type_.record = this;
}

std::uint32_t RecordType::add(std::string name, const Type* type) {
  fields_.push_back({std::move(name), type});
  return static_cast<std::uint32_t>(fields_.size() - 1);
}

// Linear: kinds have some ten or twenty fields, and names are resolved once, at compile time.
int RecordType::find(std::string_view name) const {
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].name == name) return static_cast<int>(i);
  }
  return -1;
}

struct Types::Impl {
  std::mutex mutex;
  std::deque<Type> types;
  std::deque<RecordType> records;
  std::map<std::pair<TypeKind, std::vector<const Type*>>, const Type*> composed;
  std::map<std::pair<std::string, std::vector<std::string>>, const Type*> named;

  const Type* keep(Type type) { return &types.emplace_back(std::move(type)); }
  const Type* compose(TypeKind kind, std::vector<const Type*> parameters) {
    const std::lock_guard lock(mutex);
    auto& known = composed[{kind, parameters}];
    if (!known) known = keep(make_type(kind, std::move(parameters)));
    return known;
  }
  const Type* name(TypeKind kind, std::string name, std::vector<std::string> values) {
    const std::lock_guard lock(mutex);
    auto& known = named[{name, values}];
    if (known) return known;
    Type type = make_type(kind);
    type.name = std::move(name);
    type.values = std::move(values);
    return known = keep(std::move(type));
  }
};

Types::Types() : impl_(std::make_unique<Impl>()) {}
Types::~Types() = default;

const Type* Types::simple(TypeKind kind) {
  static const std::vector<Type> types = make_simple_types();
  return &types.at(static_cast<std::size_t>(kind));
}

const Type* Types::list_of(const Type* element) {
  return impl_->compose(TypeKind::list, {element});
}
const Type* Types::map_of(const Type* key, const Type* value) {
  return impl_->compose(TypeKind::map, {key, value});
}
const Type* Types::optional_of(const Type* held) {
  return impl_->compose(TypeKind::optional, {held});
}
const Type* Types::type_of(const Type* inner) { return impl_->compose(TypeKind::type, {inner}); }

const Type* Types::parameter(std::string name) {
  return impl_->name(TypeKind::parameter, std::move(name), {});
}

const Type* Types::enumeration(std::string name, std::vector<std::string> values) {
  return impl_->name(TypeKind::enumeration, std::move(name), std::move(values));
}

const Type* Types::record(const RecordType* record) { return record->type(); }

RecordType* Types::new_record(std::string name) {
  const std::lock_guard lock(impl_->mutex);
  return &impl_->records.emplace_back(std::move(name));
}

}  // namespace guiju::cel
