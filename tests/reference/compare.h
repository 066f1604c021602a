#pragma once
#include <string>

#include "model.h"

namespace reference {

/// Where guiju and the reference differ over an audit; empty where they agree.
std::string difference(const Audit& audit);
/// The same with the pack and the dossiers as text.
std::string told(const Audit& audit);
/// The smallest audit we find, by leaving out, on which they still differ.
Audit shrunk(Audit audit);

}  // namespace reference
