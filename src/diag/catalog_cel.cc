#include "diag/catalog.h"

namespace guiju {

const std::vector<CatalogEntry> cel_catalog{};

}  // namespace guiju
