#pragma once
#include <istream>
#include <memory>
#include <string>
#include <vector>

#include "diag/diagnostic.h"
#include "document/read_yaml.h"

namespace guiju {

/// The files that `paths` mean, each once, in the order of the paths and sorted within a folder:
/// a file stands for itself, a folder for the .yaml, .yml and .json files in and below it, `-`
/// for standard input. Links to folders are followed once; hidden files are passed over.
std::vector<std::string> find_files(const std::vector<std::string>& paths,
                                    Diagnostics& diagnostics);

/// Reads one of them; null and a diagnostic where it is no text.
std::unique_ptr<SourceFile> read_input(const std::string& file, std::istream& standard_input,
                                       const ReadLimits& limits, Diagnostics& diagnostics);

}  // namespace guiju
