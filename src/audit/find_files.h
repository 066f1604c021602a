#pragma once
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "diag/diagnostic.h"
#include "document/read_yaml.h"

namespace guiju {

/// Which files a run is asked to judge.
struct FileSelection {
  std::vector<std::string> paths{};    ///< files, folders, patterns; `-` is standard input
  std::optional<std::string> list{};   ///< a file that lists files and folders; `-` as above
  bool list_parted_by_nul = false;     ///< else one a line
  std::string stdin_name = "-";        ///< what reports call standard input
  std::vector<std::string> exclude{};  ///< patterns of what to leave out, see `Exclusions`
  bool use_ignore_file = true;         ///< `.guijuignore` of the current folder
};

/// A file to be judged.
struct FoundFile {
  std::string path;    ///< `-` is standard input
  bool named = false;  ///< on the command line itself, so that it must be a dossier
};

/// The files that `selection` means, each once, in the order of the paths and sorted within a
/// folder: a file stands for itself, a folder for the .yaml, .yml and .json files in and below it,
/// a pattern (where no file has that name) for what it matches of those. Links are followed
/// where they stay in the folder asked for, each folder once; hidden files and folders are passed
/// over. What cannot be found or read
/// is an error, and the others are found all the same.
std::vector<FoundFile> find_files(const FileSelection& selection, std::istream& standard_input,
                                  Diagnostics& diagnostics);

/// Reads one of them; null and a diagnostic where it is no text.
std::unique_ptr<SourceFile> read_input(const FoundFile& file, const FileSelection& selection,
                                       std::istream& standard_input, const ReadLimits& limits,
                                       Diagnostics& diagnostics);

/// What to say of files that were met and are no dossiers; an error where nothing else was met.
Diagnostic passed_over(const std::vector<std::string>& files, bool others_judged);

/// The name of the ignore file.
inline constexpr const char* ignore_file = ".guijuignore";

}  // namespace guiju
