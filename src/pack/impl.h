#pragma once
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "cel/regex.h"
#include "pack/fields.h"
#include "pack/pack.h"

namespace guiju {

/// The enumerations and types that a pack may name: its own, then those of `reference/`.
struct Scope {
  const Scope* outer = nullptr;
  std::map<std::string, const EnumShape*> enums;
  std::map<std::string, RecordShape*> records;

  const EnumShape* find_enum(const std::string& name) const;
  const RecordShape* find_record(const std::string& name) const;
  std::vector<std::string> names() const;
};

/// Everything packs are made of, at addresses that never change.
struct Packs::Impl {
  cel::Types types;
  std::shared_ptr<cel::Patterns> patterns = std::make_shared<cel::Patterns>();
  cel::Arena arena;
  std::vector<std::unique_ptr<SourceFile>> sources;
  std::deque<Document> documents;
  std::deque<EnumShape> enums;
  std::deque<RecordShape> records;
  std::deque<FieldType> field_types;
  std::deque<Scope> scopes;
  std::vector<std::unique_ptr<Table>> tables;
  std::vector<std::unique_ptr<Pack>> packs;
  std::vector<std::unique_ptr<cel::Environment>> environments;
  std::unordered_map<const cel::RecordType*, const RecordShape*> shapes;
  std::unordered_map<const cel::Type*, const EnumShape*> enum_shapes;
  Scope shared;
  const RecordShape* period = nullptr;
  const RecordShape* document = nullptr;
  const RecordShape* justification = nullptr;
  const cel::RecordType* lists_record = nullptr;

  /// A folder of rules and what was read of it; `pack` with mistakes too, for those who check packs.
  struct Folder {
    const Pack* pack = nullptr;         ///< null if its files could not be read
    const Scope* scope = nullptr;       ///< what its kinds.yaml declares
    const Document* shapes = nullptr;   ///< its kinds.yaml; null if there is none
    bool sound = true;
  };
  std::map<std::string, Folder> folders;
  using DocumentsByPath = std::map<std::string, const Document*>;
  DocumentsByPath by_path;                      ///< what was read, by its path below the rules

  /// A pack in its place among the others, read or yet to be read.
  struct Slot {
    std::string folder;
    const Scope* scope = nullptr;
    std::vector<std::unique_ptr<Kind>> kinds;   ///< of a pack yet to be read
    std::vector<const Kind*> declared;          ///< the same, also once the pack has them
    std::optional<RulesFile> file;              ///< its pack.yaml, until it is read
    std::unique_ptr<Pack> pack;                 ///< until all are read; then in `packs`
    const Pack* read = nullptr;
    bool asked = false;                         ///< somebody asked for it
  };
  std::mutex reading;                           ///< held while slots are looked at or filled
  std::vector<Slot> slots;
  bool all_read = false;                        ///< `packs` is complete
  std::vector<const Kind*> kinds;               ///< of all slots
  std::vector<std::unique_ptr<Pack>> unsound;   ///< packs with mistakes: they judge nobody

  const Table* find_table(std::string_view name) const;
};

/// Makes the built-in shapes: period, document, justification.
void declare_builtins(Packs::Impl& impl);

/// Reads `enums:` and `types:` of a file into `scope`. Types may name one another in any order.
void read_enums(Packs::Impl& impl, Scope& scope, const Document& document, NodeId node,
                Diagnostics& diagnostics);
void read_types(Packs::Impl& impl, Scope& scope, const Document& document, NodeId node,
                Diagnostics& diagnostics);
/// Reads `kinds:`; answers them in order.
std::vector<std::unique_ptr<Kind>> read_kinds(Packs::Impl& impl, const Scope& scope,
                                              const Document& document, NodeId node,
                                              Diagnostics& diagnostics);
/// The type of what was declared with a mistake: everything fits it, nothing more is reported.
const FieldType* any_type(Packs::Impl& impl);
bool is_any(const FieldType& type);
std::vector<std::string> names_of_fields(const RecordShape& shape);
/// A type as a pack spells it, such as `list(Unit)`; `any_type` and a diagnostic if there is none.
const FieldType* read_type(Packs::Impl& impl, const Scope& scope, const Document& document,
                           NodeId node, Diagnostics& diagnostics);
/// The same for a type we name ourselves.
const FieldType* make_type(Packs::Impl& impl, const Scope& scope, std::string_view spelling);

/// Reads one table with its dated lists.
void read_table(Packs::Impl& impl, const Document& document, NodeId root,
                Diagnostics& diagnostics);
/// Declares the record of dated lists, `lists.NAME`, once all tables are read.
void declare_lists(Packs::Impl& impl);

/// Reads one `pack.yaml`. Null, and diagnostics, if anything is wrong with it.
std::unique_ptr<Pack> read_pack(Packs::Impl& impl, const Scope& scope,
                                std::vector<std::unique_ptr<Kind>> kinds, const Document& document,
                                Diagnostics& diagnostics);

}  // namespace guiju
