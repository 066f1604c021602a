#pragma once
#include <string>

#include "model.h"

namespace reference {

/// The kinds that all generated packs speak of, as kinds.yaml: `Alpha` and `Beta`, with the same
/// fields, and the type `Unit` of their lists.
extern const char* const kinds_yaml;
/// The table.
std::string towns_yaml();
/// The pack as pack.yaml.
std::string yaml_of(const Pack& pack);
/// The dossier as a file. Every element of a list has a line of its own.
std::string yaml_of(const Dossier& dossier);

}  // namespace reference
