#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cel/expression.h"
#include "document/document.h"
#include "pack/words.h"

namespace guiju {

struct RecordShape;
struct Table;

/// Lets a map of texts be asked with a view.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};
template <typename Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

/// An enumeration: a field's value is one of a few, each with labels.
struct EnumShape {
  struct Value {
    std::string name;
    Localized label;
    std::vector<std::string> also;
  };
  std::string name;
  Localized label;
  std::vector<Value> values;
  TextMap<std::uint32_t> spellings;        ///< normalised; name, labels, also
  const cel::Type* type = nullptr;
  const Document* document = nullptr;      ///< where it is declared, and its name there
  NodeId node = no_node;

  /// Index of the value that `text` spells, or -1.
  int find(std::string_view text) const;
};

/// What a field may hold.
struct FieldType {
  enum class Base : std::uint8_t {
    string, name, integer, number, boolean, date, enumeration, record, list, reference,
  };
  Base base = Base::string;
  const EnumShape* enumeration = nullptr;
  const RecordShape* record = nullptr;     ///< also for the built-in `period` and `document`
  const FieldType* element = nullptr;      ///< of a list
  const Table* table = nullptr;            ///< of a reference
  std::string spelling;                    ///< as the pack writes it: `list(Unit)`
  const cel::Type* type = nullptr;
};

struct FieldShape {
  std::string name;
  Localized label;
  std::vector<std::string> also;
  const FieldType* type = nullptr;
  bool required = false;
  std::vector<std::pair<std::uint32_t, std::string>> where;  ///< of a reference: column = value
  int within = -1;                         ///< of a reference: index of the parent's field
  Localized says;                          ///< help for who fills it in; may be empty
  NodeId node = no_node;                   ///< its name in the document of its record; none if ours

  /// Whether a reference may mean this row of its table.
  bool admits(std::uint32_t row) const;
};

/// The shape of a record: a type, or a kind of dossier.
struct RecordShape {
  enum class Builtin : std::uint8_t { none, period, document };
  std::string name;
  Localized label;
  std::vector<FieldShape> fields;
  std::vector<std::uint32_t> title;        ///< path of field indexes; empty if it has none
  TextMap<std::uint32_t> spellings;        ///< of fields: name, labels, also
  /// How records that mean the same thing are known, though they may be named a little differently:
  /// their names, what they lie within, and the characters that tell names apart.
  struct Identity {
    std::uint32_t name = 0;                ///< index of a field
    std::vector<std::uint32_t> within;     ///< indexes of fields
    std::string apart;
  };
  std::optional<Identity> identity;
  cel::RecordType* record = nullptr;       ///< fields in the same order
  const cel::Type* type = nullptr;
  Builtin builtin = Builtin::none;
  const Document* document = nullptr;      ///< where it is declared, and its name there
  NodeId node = no_node;

  int find(std::string_view key) const;    ///< index of the field that `key` spells, or -1
};

/// The keys under which a dossier says what it is and by which packs it wants to be judged;
/// read before its shape is known.
inline constexpr std::string_view kind_keys[] = {"kind", "类型"};
inline constexpr std::string_view policy_keys[] = {"policy", "政策"};

/// By what the dossiers of a kind are told apart in statistics.
struct Grouping {
  Localized by;                            ///< 市 / city
  /// Of field indexes. A list on the way, or at its end, stands for each of its elements.
  std::vector<std::uint32_t> path;
};

/// A kind of dossier.
struct Kind {
  RecordShape shape;
  std::vector<Grouping> statistics;
  std::vector<std::string> called;         ///< its labels, normalised
  int date_field = -1;                     ///< the dossier's own date
  Place place;
};

/// A table that fields may refer to, with its dated lists. Rows are CEL records.
struct Table {
  struct Version {
    std::optional<std::int64_t> from, until;   ///< days, both inclusive
    std::vector<std::string> keys;
    cel::Value value;                          ///< the keys as a CEL list
    NodeId node = no_node;                     ///< in the table's document
  };
  struct DatedList {
    std::string name;
    Localized label;
    std::vector<Version> versions;
  };
  std::string name;
  Localized label;
  RecordShape row;
  std::uint32_t key = 0;                   ///< columns
  int parent = -1;
  std::vector<std::uint32_t> names;
  std::vector<std::string> suffixes;
  std::vector<cel::Value> rows;            ///< records
  TextMap<std::uint32_t> by_key;
  TextMap<std::vector<std::uint32_t>> by_name;   ///< normalised names
  TextMap<std::vector<std::uint32_t>> by_stem;   ///< without a suffix
  std::vector<DatedList> lists;
  const Document* document = nullptr;

  /// The text of a column of a row; empty where the row lacks it.
  std::string_view text(std::uint32_t row, std::uint32_t column) const;
};

/// A compiled expression and where it stands.
struct Expression {
  std::optional<cel::Program> program;     ///< none only if it did not compile (a diagnostic said so)
  Place place;
  std::string text;
  const cel::Environment* environment = nullptr;  ///< in which it was compiled
  const cel::Type* expected = nullptr;            ///< what it must come to; null: anything
  const Document* document = nullptr;             ///< the pack's, and its node there
  NodeId node = no_node;

  explicit operator bool() const { return program.has_value(); }
  /// The place of a part of its text.
  Place place_within(Span part) const;
};

struct Clause;
struct Pack;

/// Bounds of a count; each an expression over the dossier.
struct Bounds {
  Expression min, max, exactly;
  Localized unit;
};

/// Elements that a rule looks at: of each dossier of `kind`, those of `each` that keep `where`.
struct Selection {
  const Kind* kind = nullptr;
  Expression each;                         ///< none: the dossier itself
  std::string as;
  const cel::Type* type = nullptr;               ///< of an element; null where there is no `each`
  const RecordShape* element_record = nullptr;   ///< what an element is, if it is a record
  const EnumShape* element_enum = nullptr;       ///< or a value of an enumeration
  Expression where;
};

struct MatchForm {
  Selection partner;                       ///< of the same dossier where `same_dossier` is set
  bool same_dossier = true;
  std::vector<Expression> key;
  std::vector<std::pair<std::string, Expression>> values;   ///< of the partner, for `condition`
  Expression condition;                    ///< on the pair; sees the owner and `values`
  bool none = false;                       ///< no partner may exist
  bool other_dossiers = false;
};

struct GroupKey {
  std::string name;
  Expression key;
  Expression universe;                     ///< list of values that must be there
  const Kind* universe_kind = nullptr;     ///< set: `universe` is gathered from these dossiers
};

/// One requirement that a machine decides, under the clause it comes from.
struct Rule {
  std::string id;
  std::string address;                     ///< `zhejiang-2024/county-members`
  const Pack* pack = nullptr;
  const Clause* clause = nullptr;
  std::vector<const Clause*> also;
  Strength strength = Strength::must;
  Disposition disposition = Disposition::rules;  ///< rules, evidence or programme
  Form form = Form::require;
  bool across = false;
  Selection select;
  Expression when;
  Expression distinct;
  Bounds bounds;
  Expression require;
  std::vector<Expression> key;             ///< of unique and match
  MatchForm match;
  std::vector<GroupKey> group;
  std::vector<Expression> needs;           ///< of evidence
  Expression at;
  Expression subject;
  std::vector<std::pair<std::string, Expression>> show;
  Localized message, fix, reading;
  std::optional<std::int64_t> due;         ///< days
  Place place;
  NodeId node = no_node;                   ///< in the pack's document
  std::uint32_t order = 0;                 ///< in `Pack::rules`

  bool per_element() const { return static_cast<bool>(select.each); }
};

/// A question to a person.
struct Review {
  std::string id, address;
  const Pack* pack = nullptr;
  const Clause* clause = nullptr;
  const Kind* kind = nullptr;
  Expression when;
  Localized ask;
  std::vector<Expression> look_at;
  Place place;
  std::uint32_t order = 0;                 ///< in `Pack::reviews`
};

/// One passage of the policy.
struct Clause {
  std::string id;
  std::string section;                     ///< the id before the dot
  const Pack* pack = nullptr;
  Strength strength = Strength::must;
  Localized says, reading, info;
  std::vector<std::unique_ptr<Rule>> rules;      ///< of rules, evidence and programme, in order
  std::vector<std::unique_ptr<Review>> reviews;
  std::vector<const Rule*> carried;              ///< rules of other clauses that judge this one too
  std::vector<Disposition> dispositions;         ///< its own, then those of `carried`
  Place place;
  NodeId node = no_node;                         ///< in the pack's document
  std::uint32_t order = 0;                       ///< in `Pack::clauses`
};

/// A figure, date or list of the policy, with its clause; dated where it changes.
struct Parameter {
  struct Version {
    std::optional<std::int64_t> from;
    cel::Value value;
    Place place;                           ///< of the value
  };
  std::string name, clause;
  const FieldType* type = nullptr;
  std::vector<Version> versions;           ///< in order of date
  Place place;
};

/// One policy as data.
struct Pack {
  std::string id, version;
  Localized title, issuer;
  std::string number;                      ///< of the notice: 浙中医药〔2024〕10号
  std::optional<std::int64_t> issued, from, until;   ///< days; `until` is the last day in force
  Place in_force;                                    ///< where the term is written
  std::map<std::string, Localized> sections;
  std::vector<std::unique_ptr<Kind>> kinds;
  std::map<std::string, Expression> applies;         ///< by kind
  std::vector<Parameter> parameters;
  std::vector<std::unique_ptr<Clause>> clauses;
  std::vector<const Rule*> rules;                    ///< of all clauses, in their order
  std::vector<const Review*> reviews;
  const cel::RecordType* parameter_record = nullptr;
  const cel::RecordType* lists_record = nullptr;
  Place place;
  const Document* document = nullptr;      ///< its pack.yaml

  const Kind* find_kind(std::string_view spelling) const;  ///< by name or label
  const Rule* find_rule(std::string_view wanted) const;    ///< by id or address
  const Clause* find_clause(std::string_view wanted) const;
  struct File {
    std::string path;  ///< below the folder of packs: `zhejiang-2024/pack.yaml`
    const SourceFile* source = nullptr;
  };
  std::vector<File> files;  ///< its own and those of `reference/`, cases aside, by path
};

/// What a pack judges by, as one number: the SHA-256 of the digests and paths of its files, as
/// `sha256sum PATH… | sha256sum` prints it in the folder of packs.
std::string digest_of(const Pack& pack);

/// The record of a pack's parameters as they are on a day.
cel::Value parameters_on(const Pack& pack, std::int64_t day, cel::Arena& arena);

/// Slots of the variables that expressions of a pack see.
struct Slots {
  static constexpr std::uint32_t dossier = 0, parameters = 1, lists = 2, as_of = 3, element = 4,
                                 tables = 5;  ///< the first of the tables
};

/// One file of rules: its path below the rules folder, its bytes, and what messages call it.
struct RulesFile {
  std::string path;
  std::string bytes;
  std::string name;
  bool built_in = false;                   ///< of the program itself: known to be without mistakes
};

/// All packs at hand, with the tables and types they share. Owns everything that findings,
/// rules and CEL values of tables point to; must outlive them. To its callers it never changes, and
/// any number of threads may use it; the packs of the program itself are read when they are first
/// asked for.
class Packs {
 public:
  Packs();
  ~Packs();
  Packs(Packs&&) noexcept;
  Packs& operator=(Packs&&) noexcept;

  const std::vector<std::unique_ptr<Pack>>& all() const;
  const Pack* find(std::string_view id) const;
  /// The packs that have a kind of this name or label, in order; reads no others.
  std::vector<const Pack*> with_kind(std::string_view spelling) const;
  /// The packs that were asked for so far, in order: no other has judged anything.
  std::vector<const Pack*> loaded() const;
  /// Reads every pack, so that asking for one costs nothing any more.
  void read_all();
  /// The kinds of all packs, in order; reads no pack.
  const std::vector<const Kind*>& kinds() const;
  const std::vector<std::unique_ptr<Table>>& tables() const;
  /// The record type of a CEL record back to its shape; null if it is none of ours.
  const RecordShape* shape_of(const cel::RecordType* record) const;
  /// The enumeration a CEL type stands for; null if it is none.
  const EnumShape* enum_of(const cel::Type* type) const;

  struct Impl;
  /// With every pack read.
  Impl& impl();
  const Impl& impl() const;

 private:
  friend Packs load_packs(std::vector<RulesFile> files, Diagnostics& diagnostics);
  std::unique_ptr<Impl> impl_;
};

/// Reads and checks all packs among `files`: folders with a `pack.yaml`, and `reference/`. Every
/// mistake is a diagnostic with its place; a pack with mistakes is left out. Where all files are the
/// program's own, packs are read later, each when it is needed.
Packs load_packs(std::vector<RulesFile> files, Diagnostics& diagnostics);

/// The files of a rules folder on disk, in order of path. A folder that cannot be read, or holds
/// nothing of a pack, is a diagnostic; so is a link in it that leads out of it, or to a folder:
/// neither is followed.
std::vector<RulesFile> read_rules_folder(const std::string& folder, Diagnostics& diagnostics);
/// The same of one pack's folder, `name` in `parent`, and of `reference/` beside it, as they would
/// lie in a folder of rules. Whatever else is in `parent` is not looked at.
std::vector<RulesFile> read_pack_folder(const std::string& parent, const std::string& name,
                                        Diagnostics& diagnostics);
/// Those of `reference/` in `parent`; none where there is no such folder.
std::vector<RulesFile> read_shared_beside(const std::string& parent, Diagnostics& diagnostics);
/// The files built into the program.
std::vector<RulesFile> builtin_rules();

}  // namespace guiju
