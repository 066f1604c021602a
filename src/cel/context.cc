#include <algorithm>
#include <unordered_set>
#include <vector>

#include "cel/library.h"

namespace guiju::cel {
namespace {

/// Two missing-field errors in one. Joining is cheap, so that a comprehension over thousands of
/// elements stays linear; the list that hosts read is made once, at the end of an evaluation.
struct JoinedError : Error {
  const Error* left = nullptr;
  const Error* right = nullptr;
};

// Any other text would do: only its address marks an error as a joined one.
constexpr std::string_view joined_message = "missing fields";

bool is_joined(const Error* error) { return error->message.data() == joined_message.data(); }

struct SameField {
  bool operator()(const MissingField* a, const MissingField* b) const {
    if (a->type != b->type || a->field != b->field || a->holder != b->holder) return false;
    return a->holder != no_origin || a->path == b->path;
  }
};
struct HashField {
  std::size_t operator()(const MissingField* field) const {
    return std::hash<const void*>{}(field->type) ^ (std::size_t{field->holder} * 31 + field->field);
  }
};

/// The fields below `root` from left to right. What is reached twice (a bound variable used
/// twice) is walked once.
std::vector<const MissingField*> fields_below(const Error* root) {
  std::vector<const MissingField*> found;
  std::unordered_set<const MissingField*, HashField, SameField> known;
  std::unordered_set<const Error*> walked;
  std::vector<const Error*> open{root};
  while (!open.empty()) {
    const Error* error = open.back();
    open.pop_back();
    if (!is_joined(error)) {
      for (const auto* field = error->missing; field; field = field->next) {
        if (known.insert(field).second) found.push_back(field);
      }
    } else if (walked.insert(error).second) {
      const auto* joined = static_cast<const JoinedError*>(error);
      open.push_back(joined->right);
      open.push_back(joined->left);
    }
  }
  return found;
}

const Error* make_error(Arena& arena, ErrorCode code, std::string_view message) {
  auto* error = arena.make<Error>();
  error->code = code;
  error->message = message;
  return error;
}

}  // namespace

Value Context::fail(ErrorCode code, std::string_view constant) {
  return Value::of(make_error(arena, code, constant));
}

Value Context::out_of_steps() {
  exhausted_ = true;
  return fail(ErrorCode::cost_exceeded, "cost limit exceeded");
}

Value Context::no_overload() { return fail(ErrorCode::no_matching_overload, "no such overload"); }

Value Context::list(std::span<const Value> elements) {
  const List* list = make_counted_list(arena, elements);
  if (list->held->weight > max_weight || list->held->depth > max_depth) return out_of_steps();
  return Value::of(list);
}

Value Context::some(Value value) {
  auto* held = arena.make<Value>();
  *held = value;
  Value made = Value::of_optional(held);
  made.size = (depth_of(value) + 1) & longest_text;
  return made.size > max_depth ? out_of_steps() : made;
}

Value Context::timestamp(Timestamp time) {
  auto* made = arena.make<Timestamp>();
  *made = time;
  return Value::of_timestamp(made);
}

Value Context::duration(Timestamp time) {
  auto* made = arena.make<Timestamp>();
  *made = time;
  return Value::of_duration(made);
}

Value Context::missing(const Record& record, std::uint32_t field, std::uint32_t holder,
                       std::string_view path) {
  auto* missing = arena.make<MissingField>();
  *missing = {record.type(), field, holder, path, nullptr};
  auto* error = arena.make<Error>();
  error->code = ErrorCode::missing_field;
  error->message = "missing field";
  error->missing = missing;
  return Value::of(error);
}

const Error* join_errors(Arena& arena, const Error* left, const Error* right) {
  if (!left || left == right) return right;
  if (!right) return left;
  if (left->code != ErrorCode::missing_field) return left;
  if (right->code != ErrorCode::missing_field) return right;
  auto* joined = arena.make<JoinedError>();
  joined->code = ErrorCode::missing_field;
  joined->message = joined_message;
  joined->missing = left->missing;
  joined->left = left;
  joined->right = right;
  return joined;
}

const Error* gather_missing(Arena& arena, const Error* error) {
  if (error->code != ErrorCode::missing_field || !is_joined(error)) return error;
  const auto fields = fields_below(error);
  const MissingField* next = nullptr;
  for (auto field = fields.rbegin(); field != fields.rend(); ++field) {
    auto* copy = arena.make<MissingField>();
    *copy = **field;
    copy->next = next;
    next = copy;
  }
  auto* gathered = arena.make<Error>();
  gathered->code = ErrorCode::missing_field;
  gathered->message = "missing field";
  gathered->missing = next;
  return gathered;
}

}  // namespace guiju::cel
