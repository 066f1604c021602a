#pragma once
#include <string>
#include <vector>

#include "diag/diagnostic.h"

namespace guiju {

/// The files that `paths` mean, each once, in the order of the paths and sorted within a folder:
/// a file stands for itself, a folder for the .yaml, .yml and .json files in and below it, `-`
/// for standard input. Links to folders are followed once; hidden files are passed over.
std::vector<std::string> find_files(const std::vector<std::string>& paths,
                                    Diagnostics& diagnostics);

}  // namespace guiju
