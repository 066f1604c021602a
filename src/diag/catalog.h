#pragma once
#include <vector>

#include "diag/diagnostic.h"

namespace guiju {

// The catalogue of diagnostics, one file for each part of the program that reports them.
// Read it through `catalog()` and `find_entry()`, and only after main has started.
extern const std::vector<CatalogEntry> document_catalog;
extern const std::vector<CatalogEntry> cel_catalog;
extern const std::vector<CatalogEntry> pack_catalog;
extern const std::vector<CatalogEntry> lint_catalog;
extern const std::vector<CatalogEntry> dossier_catalog;
extern const std::vector<CatalogEntry> run_catalog;

}  // namespace guiju
