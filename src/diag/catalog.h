#pragma once
#include <span>

#include "diag/diagnostic.h"

namespace guiju {

// The catalogue of diagnostics, one file for each part of the program that reports them.
// Constant data: a start does nothing for it. Read it through `catalog()` and `find_entry()`.
extern const std::span<const CatalogEntry> document_catalog;
extern const std::span<const CatalogEntry> cel_catalog;
extern const std::span<const CatalogEntry> pack_catalog;
extern const std::span<const CatalogEntry> lint_catalog;
extern const std::span<const CatalogEntry> dossier_catalog;
extern const std::span<const CatalogEntry> run_catalog;

}  // namespace guiju
