#pragma once
#include <cstdint>
#include <map>
#include <ostream>
#include <set>
#include <vector>

#include "pack/pack.h"
#include "report/report.h"

namespace guiju {

/// What becomes of each clause of a pack, how many cases name each of its rules, and which
/// outcomes they expect of it.
struct Coverage {
  const Pack* pack = nullptr;                    ///< never null
  std::map<const Rule*, std::uint32_t> cases;    ///< number of cases that name the rule
  std::map<const Rule*, std::set<Outcome>> expected;  ///< by the cases that name it

  /// What a rule may come to and no case expects of it: kept, violated, undecided and, where a
  /// departure can be justified, departed. In the order of Outcome.
  std::vector<Outcome> unexercised(const Rule& rule) const;
};

/// A way to write coverage: `text` and `markdown` are the table of clause × disposition × rules ×
/// cases, `json` the same as data, `page` a Markdown page for reviewers with readings and reasons.
struct CoverageFormat {
  std::string_view name;
  void (*render)(const std::vector<Coverage>&, const RenderOptions&, std::ostream&);
};
const std::vector<CoverageFormat>& coverage_formats();

/// True if every clause has a disposition and every rule is named by a case.
bool is_complete(const Coverage& coverage);

}  // namespace guiju
