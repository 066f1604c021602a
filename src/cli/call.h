#pragma once
#include <cstdint>
#include <istream>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace guiju {

enum class ExitCode : std::uint8_t {
  nothing_found = 0,
  found = 1,
  untrustworthy = 2,
};

/// A command's words as they were given; what they mean is the command's business.
class Arguments {
 public:
  std::vector<std::string> positional;
  std::map<std::string, std::vector<std::string>, std::less<>> options;  ///< by name: `--format`

  bool has(std::string_view option) const { return options.contains(option); }
  /// All values of an option, in order.
  std::vector<std::string> all(std::string_view option) const;
  /// The last value of an option; `otherwise` where it was not given.
  std::string last(std::string_view option, std::string_view otherwise) const;
};

/// One call of a command, with what surrounds it.
struct Call {
  Arguments arguments;
  RenderOptions out_style;  ///< language, colour and width for standard output
  RenderOptions err_style;  ///< the same for standard error
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

}  // namespace guiju
