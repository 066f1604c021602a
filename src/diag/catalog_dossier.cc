#include "diag/catalog.h"

namespace guiju {

const std::vector<CatalogEntry> dossier_catalog{};

}  // namespace guiju
