#include "cel/environment.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <mutex>

namespace guiju::cel {
namespace {

// Methods and functions may share a name; a name of a method is kept with a dot before it.
std::string key_of(std::string_view name, bool member) {
  return (member ? "." : "") + std::string(name);
}

struct NamedType {
  std::string_view name;
  TypeKind kind;
};

constexpr std::array<NamedType, 15> named_types{{
    {"dyn", TypeKind::dyn},
    {"null_type", TypeKind::null},
    {"bool", TypeKind::boolean},
    {"int", TypeKind::integer},
    {"uint", TypeKind::uinteger},
    {"double", TypeKind::real},
    {"string", TypeKind::string},
    {"bytes", TypeKind::bytes},
    {"google.protobuf.Timestamp", TypeKind::timestamp},
    {"google.protobuf.Duration", TypeKind::duration},
    {"timestamp", TypeKind::timestamp},
    {"duration", TypeKind::duration},
    {"date", TypeKind::date},
    {"optional_type", TypeKind::optional},
    {"type", TypeKind::type},
}};

/// Reads the library's own notation; it is correct by test, so nothing is reported.
class SignatureReader {
 public:
  SignatureReader(std::string_view text, Types& types) : text_(text), types_(types) {}

  struct Signature {
    std::string name;
    bool member = false;
    Overload overload;
  };

  Signature read() {
    Signature signature;
    if (pass('(')) {
      signature.member = true;
      signature.overload.parameters.push_back(type());
      pass(')');
      pass('.');
    }
    // The operators' names hold all sorts of characters, but no parenthesis.
    const auto open = text_.find('(', at_);
    signature.name = text_.substr(at_, open - at_);
    at_ = open + 1;
    while (!pass(')')) {
      signature.overload.parameters.push_back(type());
      pass(',');
    }
    pass(':');
    signature.overload.result = type();
    return signature;
  }

 private:
  void blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool pass(char c) {
    blanks();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  const Type* type() {
    blanks();
    const auto begin = at_;
    while (at_ < text_.size() && text_[at_] >= 'A' && text_[at_] <= 'z') ++at_;
    const auto name = text_.substr(begin, at_ - begin);
    if (name.size() == 1) return types_.parameter(std::string(name));
    if (!pass('(')) return simple(name);
    const auto* first = type();
    const auto* second = pass(',') ? type() : nullptr;
    pass(')');
    if (name == "list") return types_.list_of(first);
    if (name == "map") return types_.map_of(first, second);
    if (name == "optional") return types_.optional_of(first);
    return types_.type_of(first);
  }
  static const Type* simple(std::string_view name) {
    const auto found = std::find_if(named_types.begin(), named_types.end(),
                                    [&](const auto& known) { return known.name == name; });
    assert(found != named_types.end());
    return Types::simple(found->kind);
  }

  std::string_view text_;
  Types& types_;
  std::size_t at_ = 0;
};

void complete(Overload& overload) {
  for (const auto* parameter : overload.parameters) {
    overload.accepted.push_back(kinds_of(parameter));
  }
}

/// A line of the library and the name it declares.
struct Declared {
  std::string_view name;
  bool member;
  const Declaration* declaration;
};

Declared declared(const Declaration& declaration) {
  std::string_view rest = declaration.signature;
  const bool member = rest.front() == '(';
  if (member) rest.remove_prefix(rest.find(").") + 2);
  return {rest.substr(0, rest.find('(')), member, &declaration};
}

bool by_name(const Declared& left, const Declared& right) {
  return std::pair(left.name, left.member) < std::pair(right.name, right.member);
}

/// The library. A program uses few of its functions, so a signature is read when its name is first
/// asked for: reading all of them would cost every start as much as judging a dossier.
class Registry {
 public:
  static Registry& get() {
    // Lasts as long as the program, and so does the image of the packs (cli/image.h), whose memory
    // must not point to variables.
    static Registry* const registry = new Registry;
    return *registry;
  }

  const FunctionGroup* find(std::string_view name, bool member) {
    const auto [begin, end] = std::equal_range(library_.begin(), library_.end(),
                                               Declared{name, member, nullptr}, by_name);
    if (begin == end) return nullptr;
    const std::lock_guard lock(mutex_);
    auto& group = read_[begin->declaration];
    if (!group) group = read(begin, end);
    return group.get();
  }

  const std::vector<Declared>& library() const { return library_; }

 private:
  using Place = std::vector<Declared>::const_iterator;

  Registry() {
    library_.reserve(256);
    for (const auto library : {operator_library(), core_library(), conversion_library(),
                               string_library(), math_library(), time_library(), optional_library(),
                               encoder_library(), policy_library()}) {
      for (const auto& declaration : library) library_.push_back(declared(declaration));
    }
    // Stable: overloads are tried in the order in which the library lists them.
    std::stable_sort(library_.begin(), library_.end(), by_name);
  }

  std::unique_ptr<FunctionGroup> read(Place begin, Place end) {
    auto group = std::make_unique<FunctionGroup>();
    group->name = begin->name;
    group->member = begin->member;
    for (auto line = begin; line != end; ++line) {
      auto overload = SignatureReader(line->declaration->signature, types_).read().overload;
      complete(overload);
      overload.builtin = line->declaration->call;
      group->overloads.push_back(std::make_shared<const Overload>(std::move(overload)));
    }
    return group;
  }

  std::vector<Declared> library_;  // sorted by name
  std::mutex mutex_;
  std::unordered_map<const Declaration*, std::unique_ptr<FunctionGroup>> read_;
  Types types_;  // of the signatures
};

/// Operators are no names that anybody writes.
bool is_operator(std::string_view name) { return name.front() == '_' || name.back() == '_'; }

// "Did you mean" answers the first of equals: the order must not be that of a hash table.
void sort_names(std::vector<std::string_view>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace

const FunctionGroup* find_builtin(std::string_view name, bool member) {
  return Registry::get().find(name, member);
}

std::uint32_t kinds_of(const Type* type) {
  constexpr std::uint32_t any =
      ~(1u << static_cast<unsigned>(Kind::error) | 1u << static_cast<unsigned>(Kind::absent));
  switch (type->kind) {
    case TypeKind::dyn:
    case TypeKind::parameter:
      return any;
    case TypeKind::null:
      return bit(Kind::null);
    case TypeKind::boolean:
      return bit(Kind::boolean);
    case TypeKind::integer:
      return bit(Kind::integer);
    case TypeKind::uinteger:
      return bit(Kind::uinteger);
    case TypeKind::real:
      return bit(Kind::real);
    case TypeKind::string:
    case TypeKind::enumeration:
      return bit(Kind::string);
    case TypeKind::bytes:
      return bit(Kind::bytes);
    case TypeKind::timestamp:
      return bit(Kind::timestamp);
    case TypeKind::duration:
      return bit(Kind::duration);
    case TypeKind::date:
      return bit(Kind::date);
    case TypeKind::list:
      return bit(Kind::list);
    case TypeKind::map:
      return bit(Kind::map);
    case TypeKind::type:
      return bit(Kind::type);
    case TypeKind::optional:
      return bit(Kind::optional);
    case TypeKind::record:
      return bit(Kind::record);
  }
  return any;
}

const Type* denoted_type(std::string_view name) {
  static Types types;
  static const Type* const list = types.list_of(Types::simple(TypeKind::dyn));
  static const Type* const map =
      types.map_of(Types::simple(TypeKind::dyn), Types::simple(TypeKind::dyn));
  static const Type* const optional = types.optional_of(Types::simple(TypeKind::dyn));
  if (name == "list") return list;
  if (name == "map") return map;
  if (name == "optional_type") return optional;
  // `dyn`, `timestamp` and `duration` are functions and have no denotation.
  if (name == "dyn" || name == "timestamp" || name == "duration") return nullptr;
  for (const auto& known : named_types) {
    if (known.name == name) return Types::simple(known.kind);
  }
  return nullptr;
}

std::string print_signature(const std::string& name, bool member, const Overload& overload) {
  std::string text;
  std::size_t first = 0;
  if (member) text = overload.parameters[first++]->to_string() + ".";
  text += name + "(";
  for (std::size_t i = first; i < overload.parameters.size(); ++i) {
    if (i > first) text += ", ";
    text += overload.parameters[i]->to_string();
  }
  return text + ")";
}

const Variable* Environment::Impl::find_variable(const std::string& name) const {
  const auto found = variables.find(name);
  return found == variables.end() ? nullptr : &found->second;
}

const FunctionGroup* Environment::Impl::find_function(const std::string& name, bool member) const {
  if (functions.empty()) return find_builtin(name, member);
  const auto found = functions.find(key_of(name, member));
  return found == functions.end() ? find_builtin(name, member) : &found->second;
}

std::vector<std::string> Environment::Impl::candidates(const std::string& name,
                                                       bool absolute) const {
  std::vector<std::string> names;
  if (!absolute) {
    for (std::string prefix = container; !prefix.empty();) {
      names.push_back(fmt::format("{}.{}", prefix, name));
      const auto dot = prefix.rfind('.');
      prefix.resize(dot == std::string::npos ? 0 : dot);
    }
  }
  names.push_back(name);
  return names;
}

std::vector<std::string_view> Environment::Impl::variable_names() const {
  std::vector<std::string_view> names;
  for (const auto& [name, variable] : variables) {
    // A name with a space is a slot that no expression can speak of.
    if (name.find(' ') == std::string::npos) names.push_back(name);
  }
  sort_names(names);
  return names;
}

std::vector<std::string_view> Environment::Impl::function_names(bool member) const {
  std::vector<std::string_view> names;
  for (const auto& [key, group] : functions) {
    if (group.member == member) names.push_back(group.name);
  }
  for (const auto& line : Registry::get().library()) {
    if (line.member == member && !is_operator(line.name)) names.push_back(line.name);
  }
  sort_names(names);
  return names;
}

std::vector<std::string_view> function_names(const Environment& environment, bool member) {
  return environment.impl().function_names(member);
}

Environment::Environment(Types& types) : impl_(std::make_unique<Impl>(types)) {}
Environment::~Environment() = default;
Types& Environment::types() const { return impl_->types; }
void Environment::share(std::shared_ptr<Patterns> patterns) {
  impl_->patterns = std::move(patterns);
}

std::uint32_t Environment::declare(std::string name, const Type* type) {
  if (name.find('.') != std::string::npos) impl_->has_qualified_names = true;
  impl_->variables[std::move(name)] = {type, impl_->slots};
  return impl_->slots++;
}

void Environment::add(Function function) {
  auto [place, added] = impl_->functions.try_emplace(key_of(function.name, function.member));
  FunctionGroup& group = place->second;
  if (added) {
    group.name = function.name;
    group.member = function.member;
    if (const auto* builtin = find_builtin(function.name, function.member)) {
      group.overloads = builtin->overloads;
    }
  }
  Overload overload;
  overload.parameters = std::move(function.parameters);
  overload.result = function.result;
  overload.host = function.call;
  overload.data = function.data;
  complete(overload);
  group.overloads.push_back(std::make_shared<const Overload>(std::move(overload)));
}

void Environment::set_container(std::string container) { impl_->container = std::move(container); }

}  // namespace guiju::cel
