#include "audit/small_edits.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "cel/expression.h"
#include "pack/value.h"

namespace guiju {
namespace {

constexpr std::size_t most_rows = 24;       // of a table, tried for one reference
constexpr std::size_t most_neighbours = 8;  // values of the same field elsewhere
constexpr std::size_t most_added = 16;      // elements added to a list at once
constexpr std::size_t most_repeated = 12;   // elements of a list, each tried twice in it

Tree scalar(std::string text, bool plain) {
  return {NodeKind::scalar, std::move(text), plain, {}, {}};
}

class Varying {
 public:
  Varying(const Pack& pack, const Interest& interest)
      : pack_(pack), interest_(interest) {}

  std::vector<Edit> collect(const Tree& base) {
    if (base.kind == NodeKind::sequence) {
      for (std::size_t i = 0; i < base.elements.size(); ++i) {
        dossier(base.elements[i], "[" + std::to_string(i) + "]");
      }
    } else {
      dossier(base, "");
    }
    return std::move(edits_);
  }

 private:
  void dossier(const Tree& tree, const std::string& path) {
    const Kind* kind = nullptr;
    for (const auto key : kind_keys) {
      for (const auto& [name, value] : tree.entries) {
        if (name == key) kind = pack_.find_kind(value.text);
      }
    }
    if (kind == nullptr) return;
    note(tree, kind->shape);
    record(tree, kind->shape, path);
  }

  bool matters(const FieldShape& field) const {
    return interest_.fields.empty() || interest_.fields.contains(field.name);
  }

  /// Remembers which values stand where, so that one may be tried in another's place.
  void note(const Tree& tree, const RecordShape& shape) {
    for (const auto& [key, value] : tree.entries) {
      const int index = shape.find(key);
      if (index < 0) continue;
      const FieldType& type = *shape.fields[static_cast<std::size_t>(index)].type;
      if (value.kind == NodeKind::scalar) {
        if (type.base == FieldType::Base::date) dates_.insert(value.text);
        else seen_[{&shape, index}].insert(value.text);
      }
      if (type.base == FieldType::Base::record) note(value, *type.record);
      if (type.base == FieldType::Base::list && type.element->base == FieldType::Base::record) {
        for (const Tree& element : value.elements) note(element, *type.element->record);
      }
    }
  }

  void record(const Tree& tree, const RecordShape& shape, const std::string& path) {
    std::set<int> present;
    for (const auto& [key, value] : tree.entries) {
      const int index = shape.find(key);
      if (index < 0) continue;
      present.insert(index);
      const FieldShape& field = shape.fields[static_cast<std::size_t>(index)];
      one_field(value, shape, index, join(path, key));
      descend(value, *field.type, join(path, key));
    }
    for (std::size_t i = 0; i < shape.fields.size(); ++i) {
      const FieldShape& field = shape.fields[i];
      if (present.contains(static_cast<int>(i)) || !matters(field)) continue;
      for (auto& value : samples(shape, static_cast<int>(i), "")) {
        set(join(path, field.name), std::move(value));
      }
    }
  }

  void descend(const Tree& value, const FieldType& type, const std::string& path) {
    if (type.base == FieldType::Base::record && value.kind == NodeKind::mapping) {
      record(value, *type.record, path);
    }
    const bool of_records = type.base == FieldType::Base::list &&
                            type.element->base == FieldType::Base::record;
    if (!of_records) return;
    const std::size_t size = value.elements.size();
    for (std::size_t i = 0; i < size; ++i) {
      if (i >= 2 && i + 1 < size) continue;
      record(value.elements[i], *type.element->record, path + "[" + std::to_string(i) + "]");
    }
  }

  void one_field(const Tree& value, const RecordShape& shape, int index, const std::string& path) {
    const FieldShape& field = shape.fields[static_cast<std::size_t>(index)];
    if (!matters(field)) return;
    edits_.push_back({Edit::Kind::remove, path, value, {}});
    if (field.type->base == FieldType::Base::list) {
      list(value, *field.type, path);
      return;
    }
    for (auto& other : samples(shape, index, value.text)) set(path, std::move(other));
  }

  // ---- lists ----

  void list(const Tree& value, const FieldType& type, const std::string& path) {
    if (value.kind != NodeKind::sequence) return;
    set(path, {NodeKind::sequence, {}, true, {}, {}});
    const std::size_t size = value.elements.size();
    for (std::size_t keep = size; keep-- > 1;) {
      Tree shorter = value;
      shorter.elements.resize(keep);
      if (size - keep <= most_added) set(path, std::move(shorter));
    }
    for (const std::size_t i : {std::size_t{0}, size / 2}) {
      if (i < size) edits_.push_back({Edit::Kind::remove, path + "[" + std::to_string(i) + "]",
                                      value.elements[i], {}});
    }
    if (type.element->base == FieldType::Base::enumeration) {
      for (const auto& other : type.element->enumeration->values) append(path, {scalar(other.name, true)});
    }
    if (size == 0) return;
    for (std::size_t i = 0; i < size && i < most_repeated; ++i) append(path, {value.elements[i]});
    std::vector<Tree> added;
    for (std::size_t i = 1; i <= most_added; ++i) {
      added.push_back(renamed(value.elements.back(), *type.element, i));
      append(path, added);
    }
  }

  /// A copy of an element under a name of its own, so that it counts.
  Tree renamed(const Tree& element, const FieldType& type, std::size_t number) {
    Tree copy = element;
    if (type.base == FieldType::Base::record) {
      rename(copy, *type.record, number);
    } else if (copy.kind == NodeKind::scalar) {
      copy.text += std::to_string(number);
    }
    return copy;
  }

  void rename(Tree& tree, const RecordShape& shape, std::size_t number) {
    if (shape.title.empty()) return;
    const std::size_t index = shape.title.front();
    for (auto& [key, value] : tree.entries) {
      if (shape.find(key) != static_cast<int>(index)) continue;
      const FieldType& type = *shape.fields[index].type;
      if (type.base == FieldType::Base::record) rename(value, *type.record, number);
      else if (value.kind == NodeKind::scalar) value.text += std::to_string(number);
    }
  }

  // ---- values ----

  std::vector<Tree> samples(const RecordShape& shape, int index, const std::string& now) {
    const FieldShape& field = shape.fields[static_cast<std::size_t>(index)];
    std::vector<Tree> values;
    std::set<std::string> texts;
    const auto offer = [&](const std::string& text, bool plain) {
      if (text != now && texts.insert(text).second) values.push_back(scalar(text, plain));
    };
    switch (field.type->base) {
      case FieldType::Base::enumeration:
        for (const auto& value : field.type->enumeration->values) offer(value.name, true);
        break;
      case FieldType::Base::boolean:
        if (!is_yes(now)) offer("true", true);
        if (now.empty() || is_yes(now)) offer("false", true);
        break;
      case FieldType::Base::date:
        offer_dates(now, offer);
        break;
      case FieldType::Base::integer:
      case FieldType::Base::number:
        offer_numbers(now, offer);
        break;
      case FieldType::Base::string:
      case FieldType::Base::name:
        offer_seen(shape, index, offer);
        offer("另一" + field.label.zh, true);
        break;
      case FieldType::Base::reference:
        offer_seen(shape, index, offer);
        offer_rows(field, offer);
        break;
      case FieldType::Base::record:
        if (now.empty()) offer_record(*field.type->record, values);
        break;
      case FieldType::Base::list:
        if (now.empty()) offer_list(*field.type, values);
        break;
    }
    return values;
  }

  static bool is_yes(const std::string& text) {
    return text == "true" || text == "yes" || text == "是" || text == "有";
  }

  template <typename Offer>
  void offer_dates(const std::string& now, const Offer& offer) {
    std::set<std::string> anchors = interest_.dates;
    anchors.insert(dates_.begin(), dates_.end());
    if (!now.empty()) anchors.insert(now);
    for (const auto& anchor : anchors) {
      const auto days = parse_written_date(anchor);
      if (!days) continue;
      for (const std::int64_t by : {0, -1, 1}) offer(cel::format_date(*days + by), true);
    }
  }

  template <typename Offer>
  void offer_numbers(const std::string& now, const Offer& offer) {
    std::set<std::string> anchors = interest_.numbers;
    anchors.insert("0");
    anchors.insert("1");
    if (!now.empty()) anchors.insert(now);
    for (const auto& anchor : anchors) {
      std::int64_t number = 0;
      const auto* last = anchor.data() + anchor.size();
      if (std::from_chars(anchor.data(), last, number).ec != std::errc{}) continue;
      for (const std::int64_t by : {0, -1, 1}) offer(std::to_string(number + by), true);
    }
  }

  template <typename Offer>
  void offer_seen(const RecordShape& shape, int index, const Offer& offer) {
    std::size_t left = most_neighbours;
    for (const auto& text : seen_[{&shape, index}]) {
      if (left-- == 0) break;
      offer(text, true);
    }
  }

  template <typename Offer>
  void offer_rows(const FieldShape& field, const Offer& offer) {
    const Table& table = *field.type->table;
    std::vector<std::uint32_t> fitting;
    for (std::uint32_t row = 0; row < table.rows.size(); ++row) {
      const bool fits = std::all_of(field.where.begin(), field.where.end(), [&](const auto& column) {
        return table.text(row, column.first) == column.second;
      });
      if (fits) fitting.push_back(row);
    }
    const std::size_t step = std::max<std::size_t>(1, fitting.size() / most_rows);
    for (std::size_t i = 0; i < fitting.size(); i += step) {
      offer(std::string(table.text(fitting[i], table.key)), false);
    }
  }

  void offer_record(const RecordShape& shape, std::vector<Tree>& values) {
    if (shape.builtin == RecordShape::Builtin::document) {
      values.push_back(scalar("示例〔2024〕99号", true));
      return;
    }
    Tree made{NodeKind::mapping, {}, true, {}, {}};
    for (std::size_t i = 0; i < shape.fields.size(); ++i) {
      const FieldType::Base base = shape.fields[i].type->base;
      if (base == FieldType::Base::record || base == FieldType::Base::list) continue;
      auto offered = samples(shape, static_cast<int>(i), "");
      if (!offered.empty()) made.entries.emplace_back(shape.fields[i].name, offered.front());
    }
    values.push_back(std::move(made));
  }

  void offer_list(const FieldType& type, std::vector<Tree>& values) {
    Tree made{NodeKind::sequence, {}, true, {}, {}};
    values.push_back(made);
    if (type.element->base == FieldType::Base::record) {
      std::vector<Tree> offered;
      offer_record(*type.element->record, offered);
      made.elements = std::move(offered);
      values.push_back(std::move(made));
    } else if (type.element->base == FieldType::Base::enumeration) {
      for (const auto& value : type.element->enumeration->values) {
        made.elements.push_back(scalar(value.name, true));
        values.push_back(made);
      }
    }
  }

  static std::string join(const std::string& path, const std::string& key) {
    return path.empty() ? key : path + "." + key;
  }
  void set(const std::string& path, Tree value) {
    edits_.push_back({Edit::Kind::set, path, {}, {std::move(value)}});
  }
  void append(const std::string& path, std::vector<Tree> values) {
    edits_.push_back({Edit::Kind::append, path, {}, std::move(values)});
  }

  const Pack& pack_;
  const Interest& interest_;
  std::map<std::pair<const RecordShape*, int>, std::set<std::string>> seen_;
  std::set<std::string> dates_;
  std::vector<Edit> edits_;
};

}  // namespace

std::vector<Edit> small_edits(const Pack& pack, const Tree& base,
                              const Interest& interest) {
  return Varying(pack, interest).collect(base);
}

}  // namespace guiju
