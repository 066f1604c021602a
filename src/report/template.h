#pragma once
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "pack/pack.h"

namespace guiju {

/// What is known of one value of a template: a scalar's text, the texts of a list of scalars, or
/// some fields of a record.
struct FilledValue {
  std::vector<std::string> texts;                ///< none: not filled
  std::string remark;                            ///< a comment beside it; may be empty
  std::map<std::uint32_t, FilledValue> fields;   ///< of a record, by index
};

/// A list field of the kind with its elements.
struct FilledList {
  std::uint32_t field = 0;                       ///< index in the kind's shape
  std::vector<FilledValue> elements;
};

/// Writes a dossier of `kind` to fill in, with comments in `language`: every field, whether it is
/// required, what it takes, which rules read it; keys and values are Chinese for Chinese. Nothing in
/// it passes for data: what is not in `filled` is left empty, and counts as missing. What can be
/// left out, and elements of lists, stand as comments with examples.
void write_template(const Pack& pack, const Kind& kind, const std::vector<FilledList>& filled,
                    Language language, std::ostream& out);

}  // namespace guiju
