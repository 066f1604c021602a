#pragma once
#include <cstdint>
#include <fstream>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "audit/judge_file.h"
#include "audit/shard.h"
#include "text/archive.h"

namespace guiju {

// The form of a shard's file: a heading, then frames, each with its size and checksum: what the
// shard was made with, a frame for each file, and the end, by which one that was cut off is told.

/// What a shard was made with.
struct ShardHead {
  std::string program;  ///< digest of its sources
  std::vector<std::string> packs, digests;  ///< of all packs at hand: ids, and SHA-256
  AuditOptions options;                     ///< what of them decides what a file comes to
  Slice slice;
  std::uint64_t files = 0;  ///< of the run that was sliced
};
ShardHead head_of(const Packs& packs, const AuditOptions& options, const Slice& slice,
                  std::uint64_t files);

/// Whether two shards judged as of the same day, by the same options, slices of the same run.
bool same_circumstances(const ShardHead& one, const ShardHead& other);

/// What one file came to.
struct ShardEntry {
  std::uint64_t number = 0;  ///< of the file in the run that was sliced
  std::string path;
  std::string name;       ///< what reports call it
  std::string judgement;  ///< audit/judgement_bytes.h
  std::string source;  ///< its bytes made small; empty where nobody will ask for them
};

class ShardWriter {
 public:
  /// `out` must outlive this; its errors are the caller's to see.
  ShardWriter(std::ostream& out, const ShardHead& head);
  void add(const ShardEntry& entry);
  void finish();

 private:
  void frame(std::string_view bytes);

  std::ostream& out_;
  std::uint64_t count_ = 0;
};

/// Reads one; its frames stay in the file until they are asked for.
class ShardReader {
 public:
  /// Nothing, and a diagnostic, where `path` is no whole shard.
  static std::optional<ShardReader> open(const std::string& path, Diagnostics& diagnostics);

  const std::string& path() const { return path_; }
  const ShardHead& head() const { return head_; }
  struct Place {
    std::uint64_t number = 0;
    std::string file;
    std::uint64_t offset = 0;  ///< of its frame
  };
  const std::vector<Place>& files() const { return files_; }
  /// Nothing where the file was changed meanwhile.
  std::optional<ShardEntry> read(const Place& place);

 private:
  explicit ShardReader(const std::string& path);
  bool read_frames();
  std::optional<std::string> frame();

  std::string path_;
  std::ifstream in_;
  ShardHead head_;
  std::vector<Place> files_;
};

}  // namespace guiju
