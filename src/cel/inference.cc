#include "cel/inference.h"

#include <algorithm>

namespace guiju::cel {
namespace {

bool is_parameter(const Type* type) { return type->kind == TypeKind::parameter; }

/// Null may stand for what protocol buffers would have as a message: times and null itself.
bool takes_null(const Type* type) {
  return is(type, TypeKind::null) || is(type, TypeKind::timestamp) || is(type, TypeKind::duration);
}

bool share_a_value(const Type* left, const Type* right) {
  return std::any_of(left->values.begin(), left->values.end(), [&](const std::string& value) {
    return std::find(right->values.begin(), right->values.end(), value) != right->values.end();
  });
}

/// An enumeration is a string at run time.
bool is_text(const Type* type) {
  return is(type, TypeKind::string) || is(type, TypeKind::enumeration);
}

bool accept_text(const Type* from, const Type* to) {
  if (from->kind != to->kind || is(from, TypeKind::string)) return true;
  return same_type(from, to) || share_a_value(from, to);
}

/// Whether `left` says no more than `right`.
bool no_more_specific(const Type* left, const Type* right) {
  if (is_dyn(left) || is_parameter(left)) return true;
  if (is_dyn(right) || is_parameter(right)) return false;
  if (is(left, TypeKind::string) && is(right, TypeKind::enumeration)) return true;
  if (is(left, TypeKind::null) && !is(right, TypeKind::null)) return false;
  if (left->kind != right->kind || left->parameters.size() != right->parameters.size()) {
    return takes_null(left) && is(right, TypeKind::null);
  }
  if (left->parameters.empty()) return same_type(left, right);
  return std::equal(left->parameters.begin(), left->parameters.end(), right->parameters.begin(),
                    no_more_specific);
}

/// Of two types that can stand for each other, the one that says less.
const Type* more_general(const Type* left, const Type* right) {
  const bool different_enumerations = is(left, TypeKind::enumeration) &&
                                      is(right, TypeKind::enumeration) && !same_type(left, right);
  if (different_enumerations) return Types::simple(TypeKind::string);
  return no_more_specific(left, right) ? left : right;
}

}  // namespace

bool is_dyn(const Type* type) { return type->kind == TypeKind::dyn; }

namespace {

// The sign keeps these apart from the parameters that hosts and the library name.
std::string fresh_name(std::size_t number) { return "%" + std::to_string(number); }

/// The parameters that most expressions need, made once.
const std::vector<const Type*>& ready_parameters() {
  static Types types;
  static const std::vector<const Type*> parameters = [] {
    std::vector<const Type*> made;
    for (std::size_t i = 0; i < 32; ++i) made.push_back(types.parameter(fresh_name(i)));
    return made;
  }();
  return parameters;
}

}  // namespace

const Type* Inference::fresh() {
  const auto number = made_++;
  const auto& ready = ready_parameters();
  return number < ready.size() ? ready[number] : types_.parameter(fresh_name(number));
}

const Type* Inference::find(const Type* parameter) const {
  for (const auto& [known, type] : bindings_) {
    if (known == parameter) return type;
  }
  return nullptr;
}

void Inference::bind(const Type* parameter, const Type* type) {
  for (auto& [known, bound] : bindings_) {
    if (known == parameter) {
      bound = type;
      return;
    }
  }
  bindings_.emplace_back(parameter, type);
}

bool Inference::assign(const Type* from, const Type* to) {
  auto before = bindings_;
  if (accept(from, to)) return true;
  bindings_ = std::move(before);
  return false;
}

const Type* Inference::join(const Type* left, const Type* right) {
  if (!assign(left, right)) return Types::simple(TypeKind::dyn);
  return more_general(left, right);
}

bool Inference::accept(const Type* from, const Type* to) {
  bool bound = false;
  if (is_parameter(to)) {
    if (stand_for(from, to, bound)) return true;
    if (bound) return false;
  }
  if (is_parameter(from)) return stand_for(to, from, bound);
  if (is_dyn(from) || is_dyn(to)) return true;
  if (is(from, TypeKind::null)) return takes_null(to);
  if (is(to, TypeKind::null)) return takes_null(from);
  if (is_text(from) && is_text(to)) return accept_text(from, to);
  if (from->kind != to->kind) return false;
  if (is(from, TypeKind::type)) return true;
  return accept_parameters(from, to);
}

bool Inference::accept_parameters(const Type* from, const Type* to) {
  if (from->record != to->record) return false;
  // A bare `list` holds anything.
  if (from->parameters.size() != to->parameters.size()) return true;
  for (std::size_t i = 0; i < from->parameters.size(); ++i) {
    if (!accept(from->parameters[i], to->parameters[i])) return false;
  }
  return true;
}

bool Inference::stand_for(const Type* type, const Type* parameter, bool& bound) {
  if (type == parameter) return bound = true;
  if (const auto* known = find(parameter)) {
    bound = true;
    if (same_type(type, known)) return true;
    if (!accept(type, known)) return false;
    const auto* wider = more_general(type, known);
    if (!occurs(parameter, wider)) bind(parameter, wider);
    return true;
  }
  if (occurs(parameter, type)) return false;
  bind(parameter, type);
  return true;
}

bool Inference::occurs(const Type* parameter, const Type* in) const {
  if (in == parameter) return true;
  if (is_parameter(in)) {
    const auto* known = find(in);
    return known && occurs(parameter, known);
  }
  return std::any_of(in->parameters.begin(), in->parameters.end(),
                     [&](const Type* inner) { return occurs(parameter, inner); });
}

const Type* Inference::substitute(const Type* type, bool to_dyn) {
  if (is_parameter(type)) {
    if (const auto* known = find(type)) return substitute(known, to_dyn);
    return to_dyn ? Types::simple(TypeKind::dyn) : type;
  }
  if (type->parameters.empty()) return type;
  std::vector<const Type*> parameters;
  for (const auto* inner : type->parameters) parameters.push_back(substitute(inner, to_dyn));
  return compose(type, std::move(parameters));
}

const Type* Inference::compose(const Type* like, std::vector<const Type*> parameters) {
  if (parameters == like->parameters) return like;
  switch (like->kind) {
    case TypeKind::list:
      return types_.list_of(parameters[0]);
    case TypeKind::map:
      return types_.map_of(parameters[0], parameters[1]);
    case TypeKind::optional:
      return types_.optional_of(parameters[0]);
    default:
      return types_.type_of(parameters[0]);
  }
}

const Type* Inference::instantiate(const Type* type, Bindings& made) {
  if (is_parameter(type)) {
    for (const auto& [named, own] : made) {
      if (named == type) return own;
    }
    return made.emplace_back(type, fresh()).second;
  }
  if (type->parameters.empty()) return type;
  std::vector<const Type*> parameters;
  for (const auto* inner : type->parameters) parameters.push_back(instantiate(inner, made));
  return compose(type, std::move(parameters));
}

const Type* Inference::call(const std::vector<std::shared_ptr<const Overload>>& overloads,
                            const std::vector<const Type*>& arguments) {
  const Type* result = nullptr;
  for (const auto& overload : overloads) {
    if (overload->parameters.size() != arguments.size()) continue;
    auto before = bindings_;
    Bindings made;
    bool fits = true;
    for (std::size_t i = 0; i < arguments.size() && fits; ++i) {
      fits = accept(arguments[i], instantiate(overload->parameters[i], made));
    }
    if (!fits) {
      bindings_ = std::move(before);
      continue;
    }
    const auto* fitting = resolve(instantiate(overload->result, made));
    if (!result) {
      result = fitting;
    } else if (!same_type(result, fitting)) {
      result = Types::simple(TypeKind::dyn);
    }
  }
  return result;
}

}  // namespace guiju::cel
