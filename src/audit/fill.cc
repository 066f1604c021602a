#include "audit/fill.h"

#include <algorithm>

#include "assess/misfit.h"
#include "assess/names.h"
#include "pack/hint.h"
#include "pack/value.h"

namespace guiju {
namespace {

using Base = FieldType::Base;

/// How many rows may stand above the header.
constexpr std::size_t most_title_rows = 30;
/// Records inside records that a header is looked for in.
constexpr std::size_t most_depth = 6;

/// A field of an element that one cell can fill, with the fields around it.
struct Leaf {
  std::vector<std::uint32_t> path;         ///< field indexes from the element down
  std::vector<const FieldShape*> fields;   ///< the same
  std::vector<const RecordShape*> shapes;  ///< the record each is in
  bool of_title = false;  ///< the last step is left out of the header: 单位 for 单位.名称

  const FieldShape& field() const { return *fields.back(); }
};

const RecordShape* nested_record(const FieldType& type) {
  return type.base == Base::record ? type.record : nullptr;
}

/// One cell holds a scalar, a document's number, a period or a list of scalars.
bool fits_a_cell(const FieldType& type) {
  if (type.base == Base::list) {
    return type.element->base != Base::list && type.element->base != Base::record;
  }
  return type.base != Base::record || type.record->builtin != RecordShape::Builtin::none;
}

void add_leaves(const RecordShape& shape, const Leaf& above, std::vector<Leaf>& leaves) {
  if (above.path.size() >= most_depth) return;
  for (std::uint32_t i = 0; i < shape.fields.size(); ++i) {
    const auto& field = shape.fields[i];
    Leaf leaf = above;
    leaf.path.push_back(i);
    leaf.fields.push_back(&field);
    leaf.shapes.push_back(&shape);
    if (fits_a_cell(*field.type)) leaves.push_back(leaf);
    const auto* record = nested_record(*field.type);
    if (record == nullptr) continue;
    const auto first = leaves.size();
    add_leaves(*record, leaf, leaves);
    const auto titles = record->title.size() == 1 ? record->title : std::vector<std::uint32_t>{};
    for (std::size_t at = first; at < leaves.size() && !titles.empty(); ++at) {
      if (leaves[at].of_title || leaves[at].path.size() != leaf.path.size() + 1) continue;
      if (leaves[at].path.back() != titles.front()) continue;
      Leaf titled = leaves[at];
      titled.of_title = true;
      leaves.push_back(std::move(titled));
      break;
    }
  }
}

/// 单位.名称 as its parts; a full stop of either width, or a slash, stands between them.
std::vector<std::string> parts_of(std::string_view header) {
  std::vector<std::string> parts(1);
  for (std::size_t at = 0; at < header.size();) {
    constexpr std::string_view wide_stop = "．";
    if (header[at] == '.' || header[at] == '/') {
      parts.emplace_back();
      ++at;
    } else if (header.substr(at).starts_with(wide_stop)) {
      parts.emplace_back();
      at += wide_stop.size();
    } else {
      parts.back() += header[at++];
    }
  }
  return parts;
}

bool names(const std::vector<std::string>& parts, const Leaf& leaf) {
  const std::size_t steps = leaf.path.size() - (leaf.of_title ? 1 : 0);
  if (parts.size() > steps) return false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t step = steps - parts.size() + i;
    if (leaf.shapes[step]->find(parts[i]) != static_cast<int>(leaf.path[step])) return false;
  }
  return true;
}

/// The leaf that a header means; null if none, or several as near.
const Leaf* find_leaf(const std::string& header, const std::vector<Leaf>& leaves) {
  if (header.empty()) return nullptr;
  // A label may hold a stop or a slash itself.
  for (const auto& parts : {std::vector<std::string>{header}, parts_of(header)}) {
    const Leaf* best = nullptr;
    bool alone = false;
    for (const auto& leaf : leaves) {
      if (!names(parts, leaf)) continue;
      const auto depth = [](const Leaf& one) { return one.path.size() - (one.of_title ? 1 : 0); };
      if (best != nullptr && depth(leaf) > depth(*best)) continue;
      alone = best == nullptr || depth(leaf) < depth(*best);
      best = &leaf;
    }
    if (best != nullptr) return alone ? best : nullptr;
  }
  return nullptr;
}

/// A list field with what a table may fill of its elements.
struct FillableList {
  std::uint32_t field = 0;
  const RecordShape* record = nullptr;
  std::vector<Leaf> leaves;
  std::size_t header = 0;                 ///< index of the row
  std::vector<const Leaf*> columns;       ///< null where a column is left
  std::size_t recognised = 0;
};

/// The first row that names most fields.
void find_header(const Sheet& sheet, FillableList& candidate) {
  const auto rows = std::min(sheet.rows.size(), most_title_rows);
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<const Leaf*> columns;
    std::size_t recognised = 0;
    for (const auto& cell : sheet.rows[row]) {
      const Leaf* leaf = find_leaf(cell.text, candidate.leaves);
      // The first column of a field is taken.
      const bool again = std::any_of(columns.begin(), columns.end(), [&](const Leaf* other) {
        return leaf != nullptr && other != nullptr && other->path == leaf->path;
      });
      if (leaf != nullptr && !again) ++recognised;
      columns.push_back(again ? nullptr : leaf);
    }
    if (recognised <= candidate.recognised) continue;
    candidate.recognised = recognised;
    candidate.header = row;
    candidate.columns = std::move(columns);
  }
}

std::vector<FillableList> candidates_of(const Kind& kind) {
  std::vector<FillableList> all;
  for (std::uint32_t i = 0; i < kind.shape.fields.size(); ++i) {
    const auto& field = kind.shape.fields[i];
    const bool own = field.name != "justifications" && field.name != policy_keys[0];
    if (!own || field.type->base != Base::list) continue;
    const auto* record = nested_record(*field.type->element);
    if (record == nullptr || record->builtin != RecordShape::Builtin::none) continue;
    FillableList candidate;
    candidate.field = i;
    candidate.record = record;
    add_leaves(*record, {}, candidate.leaves);
    all.push_back(std::move(candidate));
  }
  return all;
}

Place whole_sheet(const Sheet& sheet) {
  for (const auto& row : sheet.rows) {
    if (!row.empty()) return row.front().place;
  }
  return {};
}

Localized labels_of(const Kind& kind, const std::vector<FillableList>& candidates) {
  Localized labels;
  for (const auto& candidate : candidates) {
    const auto& field = kind.shape.fields[candidate.field];
    labels.zh += (labels.zh.empty() ? "" : "、") + field.label.in(Language::zh);
    labels.en += (labels.en.empty() ? "" : ", ") + field.name;
  }
  return labels;
}

/// The candidate that the call names, or whose fields most columns name.
const FillableList* choose(const Kind& kind, const Sheet& sheet, const std::string& list,
                           const std::vector<FillableList>& candidates, Diagnostics& diagnostics) {
  if (!list.empty()) {
    const int index = kind.shape.find(list);
    const auto named = std::find_if(candidates.begin(), candidates.end(), [&](const auto& one) {
      return static_cast<int>(one.field) == index;
    });
    if (named == candidates.end()) {
      diagnostics.add("table-unknown-list", {},
                      {{"list", same(list)}, {"lists", labels_of(kind, candidates)}});
      return nullptr;
    }
    if (named->recognised > 0) return &*named;
  }
  std::size_t most = 0;
  for (const auto& one : candidates) most = std::max(most, one.recognised);
  if (most == 0 || !list.empty()) {
    diagnostics.add("table-no-header", whole_sheet(sheet), {{"kind", kind.shape.label}});
    return nullptr;
  }
  std::vector<FillableList> best;
  std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(best),
               [&](const FillableList& one) { return one.recognised == most; });
  if (best.size() > 1) {
    diagnostics.add("table-which-list", whole_sheet(sheet), {{"lists", labels_of(kind, best)}});
    return nullptr;
  }
  return &*std::find_if(candidates.begin(), candidates.end(),
                        [&](const FillableList& one) { return one.recognised == most; });
}

// ---------------------------------------------------------------- cells

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\n')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

/// The parts of a cell that holds several: separated by line breaks, 、 ； or ;.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    std::size_t end = text.size();
    std::size_t size = 0;
    for (const std::string_view mark : {"\n", ";", "；", "、"}) {
      const auto found = text.find(mark);
      if (found < end) {
        end = found;
        size = mark.size();
      }
    }
    const auto part = trimmed(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(end + size);
  }
  return parts;
}

/// The elements of one list, made of the rows of a table.
class Filler {
 public:
  Filler(const Sheet& sheet, const FillableList& candidate, Diagnostics& diagnostics)
      : sheet_(sheet), candidate_(candidate), diagnostics_(diagnostics) {}

  std::vector<FilledValue> run() {
    std::vector<FilledValue> elements;
    for (std::size_t row = candidate_.header + 1; row < sheet_.rows.size(); ++row) {
      FilledValue element;
      if (fill(sheet_.rows[row], element)) elements.push_back(std::move(element));
    }
    return elements;
  }

 private:
  /// False for a row that holds nothing in the columns taken.
  bool fill(const std::vector<Cell>& row, FilledValue& element) {
    bool any = false;
    for (std::size_t column = 0; column < candidate_.columns.size(); ++column) {
      const Leaf* leaf = candidate_.columns[column];
      if (leaf == nullptr || column >= row.size() || row[column].text.empty()) continue;
      any = true;
      FilledValue* value = &element;
      for (const auto index : leaf->path) value = &value->fields[index];
      take(row, *leaf, row[column], *value);
    }
    return any;
  }

  void take(const std::vector<Cell>& row, const Leaf& leaf, const Cell& cell, FilledValue& value) {
    const FieldType& type = *leaf.field().type;
    const bool list = type.base == Base::list;
    auto texts = list ? split(cell.text) : std::vector<std::string>{cell.text};
    const bool fits = std::all_of(texts.begin(), texts.end(), [&](const std::string& text) {
      return check(row, leaf, list ? *type.element : type, text, cell.place);
    });
    if (fits) value.texts = std::move(texts);
    else value.remark = cell.text;
  }

  bool check(const std::vector<Cell>& row, const Leaf& leaf, const FieldType& type,
             const std::string& text, const Place& place) {
    if (type.base == Base::reference) return check_name(row, leaf, type, text, place);
    if (is_short_form(type, text)) return true;
    if (type.base != Base::record && parse_scalar(type, text, arena_)) return true;
    report_misfit(leaf.field(), type, text, place, diagnostics_);
    return false;
  }

  /// The number of a document, `from/to` of a period.
  static bool is_short_form(const FieldType& type, std::string_view text) {
    if (type.base != Base::record) return false;
    if (type.record->builtin == RecordShape::Builtin::document) return true;
    const auto slash = text.find('/');
    return slash != std::string_view::npos && parse_written_date(text.substr(0, slash)) &&
           parse_written_date(text.substr(slash + 1));
  }

  bool check_name(const std::vector<Cell>& row, const Leaf& leaf, const FieldType& type,
                  const std::string& text, const Place& place) {
    FieldShape wanted = leaf.field();
    wanted.type = &type;
    const auto found = look_up(wanted, text, parent_of(row, leaf));
    if (found.row) return true;
    report_no_row(wanted, text, found, place, diagnostics_);
    return false;
  }

  /// The key of the row that the neighbouring field names, which decides between rows of one name.
  std::optional<std::string_view> parent_of(const std::vector<Cell>& row, const Leaf& leaf) const {
    if (leaf.field().within < 0) return std::nullopt;
    auto path = leaf.path;
    path.back() = static_cast<std::uint32_t>(leaf.field().within);
    const auto columns = std::min(candidate_.columns.size(), row.size());
    for (std::size_t column = 0; column < columns; ++column) {
      const Leaf* other = candidate_.columns[column];
      if (other == nullptr || other->path != path) continue;
      const Table& table = *other->field().type->table;
      const auto found = look_up(other->field(), row[column].text, std::nullopt);
      if (found.row) return table.text(*found.row, table.key);
    }
    return std::nullopt;
  }

  const Sheet& sheet_;
  const FillableList& candidate_;
  Diagnostics& diagnostics_;
  cel::Arena arena_;
};

Localized name_of(const Leaf& leaf) {
  Localized name;
  for (const auto* field : leaf.fields) {
    name.zh += (name.zh.empty() ? "" : ".") + field->label.in(Language::zh);
    name.en += (name.en.empty() ? "" : ".") + field->name;
  }
  return name;
}

}  // namespace

std::optional<Fill> fill_list(const Kind& kind, const Sheet& sheet, const std::string& list,
                              Diagnostics& diagnostics) {
  auto candidates = candidates_of(kind);
  for (auto& candidate : candidates) find_header(sheet, candidate);
  const auto* chosen = choose(kind, sheet, list, candidates, diagnostics);
  if (chosen == nullptr) return std::nullopt;

  Fill fill;
  fill.list.field = chosen->field;
  const auto& header = sheet.rows[chosen->header];
  for (std::size_t column = 0; column < header.size(); ++column) {
    const auto* leaf = chosen->columns[column];
    if (leaf != nullptr) fill.taken.push_back({header[column].text, name_of(*leaf)});
    else if (!header[column].text.empty()) fill.left.push_back(header[column].text);
  }
  fill.list.elements = Filler(sheet, *chosen, diagnostics).run();
  return fill;
}

}  // namespace guiju
