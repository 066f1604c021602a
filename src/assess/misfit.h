#pragma once
#include <string_view>

#include "assess/names.h"
#include "diag/diagnostic.h"
#include "pack/pack.h"

namespace guiju {

// What is said of a text that is no value of its field, wherever it stands: in a dossier or in a
// table that a dossier is filled from.

/// A text that is no value of `type`, which is the field's or that of its elements.
void report_misfit(const FieldShape& field, const FieldType& type, std::string_view text,
                   Place place, Diagnostics& diagnostics);

/// A name that means no row of its table, or several.
void report_no_row(const FieldShape& field, std::string_view text, const NameLookup& found,
                   Place place, Diagnostics& diagnostics);

}  // namespace guiju
