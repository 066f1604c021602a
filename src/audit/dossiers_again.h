#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "audit/judge_file.h"

namespace guiju {

/// The dossiers of an audit when its files have long been judged and given up: those that were kept
/// are at hand, the others are read again when rules across dossiers speak of them.
class DossiersAgain {
 public:
  /// The files of the run, by number.
  struct Files {
    std::function<std::string(std::size_t)> name;  ///< what messages call it
    std::function<std::unique_ptr<SourceFile>(std::size_t)> read;  ///< null if that can't be done
  };

  DossiersAgain(const Packs& packs, const AuditOptions& options, Files files);

  /// Takes note of what file number `file` holds, whose first dossier has the index `first`.
  void add(std::size_t file, std::uint32_t first, FileJudgement& judgement);

  /// The dossier of this index as `pack` sees it; never null. Throws DossierGone if its file is
  /// another than it was.
  std::shared_ptr<const Dossier> at(std::uint32_t index, const Pack& pack);
  Justifications* justifications(std::uint32_t index, const Pack& pack);
  /// See Dossiers::in_turn.
  void in_turn(std::span<const std::uint32_t> indices, const Pack& pack,
               const std::function<void(std::size_t)>& visit);
  /// The name of the file that a dossier came from.
  std::string file_of(std::uint32_t index) const;
  const std::deque<FileJudgement::Justifying>& justifying() const { return justifying_; }

 private:
  struct Origin {
    std::uint32_t file = 0;     ///< its place in `files_`
    std::uint32_t ordinal = 1;  ///< which document of it
  };
  struct File {
    std::size_t number = 0;
    std::optional<std::size_t> digest;
  };
  /// A file that was read again.
  struct Opened {
    std::unique_ptr<SourceFile> source;
    std::vector<Document> documents;
  };
  /// The dossiers that were kept, with what they borrow from.
  struct Kept {
    std::vector<Dossier> dossiers;
    std::vector<Document> documents;
    std::unique_ptr<SourceFile> source;
  };
  /// What was asked for last: one rule after the other may ask for it.
  struct Last {
    std::uint32_t file = 0;
    std::shared_ptr<const Opened> opened;
    std::uint32_t index = 0;
    const Pack* pack = nullptr;
    std::shared_ptr<const Dossier> dossier;
  };
  void keep_open(std::uint32_t file, FileJudgement& judgement);
  // Null where the file is another than it was. Several threads may call these.
  std::shared_ptr<const Opened> open(std::uint32_t file) const;
  std::shared_ptr<const Dossier> see(std::shared_ptr<const Opened> opened, std::uint32_t index,
                                     const Pack& pack) const;

  const Packs& packs_;
  const AuditOptions& options_;
  Files run_;
  std::vector<File> files_;
  std::vector<Origin> origins_;  // by index
  std::deque<Kept> kept_;
  std::map<std::pair<std::uint32_t, const Pack*>, const Dossier*> at_hand_;
  std::deque<FileJudgement::Justifying> justifying_;
  std::map<std::pair<std::uint32_t, const Pack*>, Justifications*> justifications_;
  /// Files that were dear to read, as far as they are small together.
  std::unordered_map<std::uint32_t, std::shared_ptr<const Opened>> open_;
  std::size_t bytes_open_ = 0;
  Last last_;
};

}  // namespace guiju
