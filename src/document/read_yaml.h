#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "diag/diagnostic.h"
#include "document/document.h"

namespace guiju {

/// Which of the two readers reads YAML. Both give the same documents (docs/yaml.md).
enum class YamlReader : std::uint8_t {
  fast,      ///< the fast lane what it can, yaml-cpp the rest
  yaml_cpp,  ///< yaml-cpp everything
};

/// Bounds on what one file may ask of us. No honest dossier meets them.
struct ReadLimits {
  std::size_t bytes = std::size_t{64} << 20;
  std::size_t nodes = 4'000'000;    ///< in one file, aliases expanded
  std::size_t depth = 100;          ///< collections inside collections
  std::size_t documents = 100'000;  ///< in one file
  std::size_t key_bytes = 1024;
  YamlReader reader = YamlReader::fast;
};

/// What reports call the file at `path`: the path itself, or, where it is no UTF-8, what can be
/// printed in its place.
std::string shown_name(const std::string& path);

/// Reads a file's bytes, refusing what is no text: too large, a folder, a device, UTF-16, GBK,
/// control characters, invalid UTF-8 (with the byte offset), and what changes while it is read.
/// A UTF-8 byte order mark is kept in the bytes and skipped by the reader. Null, and a
/// diagnostic, where it cannot be read.
std::unique_ptr<SourceFile> read_source(const std::string& path, const ReadLimits& limits,
                                        Diagnostics& diagnostics);
/// The bytes of a file whatever they are, by the same rules of size and kind of file.
std::optional<std::string> read_bytes(const std::string& path, const ReadLimits& limits,
                                      Diagnostics& diagnostics);
/// The same checks for bytes that came another way; `name` is what reports call them.
std::unique_ptr<SourceFile> check_source(std::string name, std::string bytes,
                                         const ReadLimits& limits, Diagnostics& diagnostics);

/// The documents of a file (YAML 1.2 as yaml-cpp reads it, without merge keys; docs/yaml.md).
/// A document with a syntax error is left out; those before and after it are kept. Entries that
/// cannot be (a key twice, a key that is no text, `<<`) are errors and left out; of a key given
/// twice the first value is kept, and both places are cited. Documents with nothing in them are
/// counted but left out. A file without any document is a diagnostic.
std::vector<Document> read_yaml(const SourceFile& source, const ReadLimits& limits,
                                Diagnostics& diagnostics);
/// The same, and which reader it was in the end: yaml-cpp takes many times as long.
std::vector<Document> read_yaml(const SourceFile& source, const ReadLimits& limits,
                                Diagnostics& diagnostics, YamlReader& reader);

}  // namespace guiju
