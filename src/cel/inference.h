#pragma once
#include <string>
#include <utility>
#include <vector>

#include "cel/library.h"

namespace guiju::cel {

/// Finds what the type parameters of one expression stand for (cel-spec langdef, Gradual Type
/// Checking). A parameter is bound when a value of a known type is put in its place, and widened
/// when a more general one follows.
class Inference {
 public:
  explicit Inference(Types& types) : types_(types) {}

  /// A type parameter that nothing is known of yet.
  const Type* fresh();
  /// Whether a value of type `from` can stand where `to` is wanted; binds parameters if so, and
  /// leaves them alone if not.
  bool assign(const Type* from, const Type* to);
  /// The type of a place that may hold either; dyn if they have nothing in common.
  const Type* join(const Type* left, const Type* right);
  /// `type` with what is known of its parameters put in.
  const Type* resolve(const Type* type) { return substitute(type, false); }
  /// The same; parameters that nothing is known of become dyn.
  const Type* settle(const Type* type) { return substitute(type, true); }

  /// The result of calling one of `overloads` with such arguments; null if none fits. Where
  /// several fit (an argument is dyn) and disagree, dyn.
  const Type* call(const std::vector<std::shared_ptr<const Overload>>& overloads,
                   const std::vector<const Type*>& arguments);

 private:
  using Bindings = std::vector<std::pair<const Type*, const Type*>>;

  const Type* find(const Type* parameter) const;
  void bind(const Type* parameter, const Type* type);
  bool accept(const Type* from, const Type* to);
  bool accept_parameters(const Type* from, const Type* to);
  /// Whether `type` can stand for `parameter`; `bound` says that it stood for something before.
  bool stand_for(const Type* type, const Type* parameter, bool& bound);
  bool occurs(const Type* parameter, const Type* in) const;
  const Type* substitute(const Type* type, bool to_dyn);
  const Type* compose(const Type* like, std::vector<const Type*> parameters);
  const Type* instantiate(const Type* type, Bindings& made);

  Types& types_;
  Bindings bindings_;
  std::size_t made_ = 0;
};

bool is_dyn(const Type* type);
inline bool is(const Type* type, TypeKind kind) { return type->kind == kind; }

}  // namespace guiju::cel
