#pragma once
#include <functional>
#include <ostream>
#include <string>
#include <string_view>

#include "diag/diagnostic.h"

namespace guiju {

/// Writes `bytes` to `path`, whole or not at all: into a new file beside it, which then takes its
/// name. What is there and is no plain file (a device, a folder) is left alone. A diagnostic, and
/// false, where it fails.
bool write_file(const std::string& path, std::string_view bytes, Diagnostics& diagnostics);

/// What writes a file, piece by piece. It may go back to what it has written.
using Write = std::function<void(std::ostream&)>;

/// The same of what `write` writes. Where `write` throws, nothing is left of it.
bool write_file(const std::string& path, const Write& write, Diagnostics& diagnostics);

/// Adds what `write` writes at the end of the file at `path`, which is made where there is none. A
/// diagnostic, and false, where it fails.
bool append_to_file(const std::string& path, const Write& write, Diagnostics& diagnostics);

/// Makes a folder, and those it stands in. A diagnostic, and false, where it fails.
bool make_folder(const std::string& path, Diagnostics& diagnostics);

}  // namespace guiju
