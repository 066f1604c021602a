#include "diag/catalog.h"

namespace guiju {

const std::vector<CatalogEntry> run_catalog{};

}  // namespace guiju
