#pragma once
#include <string_view>
#include <utility>
#include <vector>

#include "cel/expression.h"

namespace guiju::cel {

/// Reports mistakes in one expression, turning its byte ranges into places of the file it is in.
class Reporter {
 public:
  Reporter(const Placing& placing, Diagnostics& diagnostics)
      : placing_(placing), diagnostics_(diagnostics) {}

  Diagnostic& add(std::string_view id, Span where, std::vector<Argument> arguments = {}) {
    ++count_;
    return diagnostics_.add(id, place(where), std::move(arguments));
  }
  Place place(Span where) const { return placing_ ? placing_(where) : Place{}; }
  int count() const { return count_; }

 private:
  const Placing& placing_;
  Diagnostics& diagnostics_;
  int count_ = 0;
};

}  // namespace guiju::cel
