#include "report/template.h"

#include <algorithm>
#include <optional>

#include "pack/reads.h"
#include "pack/value.h"
#include "report/escape.h"
#include "report/phrase.h"
#include "text/unicode.h"

namespace guiju {

namespace {

using Base = FieldType::Base;

// ---------------------------------------------------------------- YAML

bool reads_back_plain(std::string_view text) {
  constexpr std::string_view indicators = "-?:,[]{}#&*!|>'\"%@`~ \t";
  if (text.empty() || indicators.find(text.front()) != std::string_view::npos) return false;
  if (text.back() == ' ' || text.back() == ':' || normalized_name(text) == "null") return false;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_printable(next_character(text, at))) return false;
  }
  return text.find(": ") == std::string_view::npos && text.find(" #") == std::string_view::npos &&
         text.find_first_of(",[]{}") == std::string_view::npos;
}

/// A key or value as YAML, in quotes where it needs them.
std::string yaml(std::string_view text) {
  if (reads_back_plain(text)) return std::string(text);
  return yaml_quoted(text);
}

/// The first row of its table that a reference may name, by name.
std::string example_row(const FieldShape& field, const Table& table) {
  for (std::uint32_t row = 0; row < table.rows.size(); ++row) {
    const bool fits = std::all_of(field.where.begin(), field.where.end(), [&](const auto& where) {
      return table.text(row, where.first) == where.second;
    });
    const auto column = table.names.empty() ? table.key : table.names.front();
    if (fits && !table.text(row, column).empty()) return std::string(table.text(row, column));
  }
  return {};
}

// ---------------------------------------------------------------- the template

/// Where a line stands, and whether it is a comment from some column on.
struct Margin {
  std::size_t indent = 0;
  std::optional<std::size_t> comment;
  std::string dash;  ///< `- ` before the first line of an element, then spaces
};

class TemplateWriter {
 public:
  TemplateWriter(const Pack& pack, const Kind& kind, const std::vector<FilledList>& filled,
                 Language language, std::ostream& out)
      : pack_(pack),
        kind_(kind),
        filled_(filled),
        language_(language),
        out_(out),
        rules_(rules_by_field(pack, kind)) {}

  void write();

 private:
  void put(Margin& margin, const std::string& text, const std::string& comment);
  void fields(const RecordShape& shape, const std::string& path, Margin margin);
  void field(const RecordShape& shape, const FieldShape& field, const std::string& path,
             Margin& margin);
  void nested(const FieldShape& field, const std::string& path, Margin margin);
  void top_field(std::uint32_t index);
  void elements(const FieldShape& field, const std::vector<FilledValue>& values);
  void filled_fields(const RecordShape& shape, const FilledValue& value, Margin margin);

  std::string key_of(const RecordShape& shape, const FieldShape& field) const;
  std::string example_of(const FieldShape& field, const FieldType& type) const;
  std::string takes(const FieldType& type) const;
  std::string about(const FieldShape& field) const;
  std::string rules_about(const std::string& path) const;
  std::string_view in(std::string_view zh, std::string_view en) const {
    return word(language_, zh, en);
  }
  std::string separated(const std::vector<std::string>& parts) const {
    std::string all;
    for (const auto& part : parts) {
      if (!part.empty()) (all += all.empty() ? "" : in("；", "; ")) += part;
    }
    return all;
  }

  const Pack& pack_;
  const Kind& kind_;
  const std::vector<FilledList>& filled_;
  Language language_;
  std::ostream& out_;
  std::map<std::string, std::vector<const Rule*>> rules_;
  std::vector<const RecordShape*> open_;  ///< records around the present one
  static constexpr std::size_t most_lines = 5'000;
  std::size_t lines_ = 0;
};

void TemplateWriter::put(Margin& margin, const std::string& text, const std::string& comment) {
  const auto column = margin.comment.value_or(margin.indent);
  out_ << std::string(column, ' ');
  if (margin.comment) out_ << "# " << std::string(margin.indent - column, ' ');
  ++lines_;
  out_ << margin.dash << text;
  if (!comment.empty()) out_ << "  # " << printable(comment);
  out_ << '\n';
  if (!margin.dash.empty()) margin.dash = "  ";
}

/// The label where it names the field in Chinese, else the field's own name.
std::string TemplateWriter::key_of(const RecordShape& shape, const FieldShape& field) const {
  const auto& label = field.label.zh;
  const int found = language_ == Language::zh && !label.empty() ? shape.find(label) : -1;
  const bool names_it = found >= 0 && &shape.fields[static_cast<std::size_t>(found)] == &field;
  return yaml(names_it ? label : field.name);
}

std::string TemplateWriter::example_of(const FieldShape& field, const FieldType& type) const {
  switch (type.base) {
    case Base::string:
    case Base::name: return std::string(in("示例", "example"));
    case Base::integer: return "12";
    case Base::number: return "1.5";
    case Base::boolean: return std::string(in("是", "true"));
    case Base::date: return "2024-10-31";
    case Base::enumeration: {
      const auto& value = type.enumeration->values.front();
      return yaml(language_ == Language::zh ? value.label.in(Language::zh) : value.name);
    }
    case Base::reference: return yaml(example_row(field, *type.table));
    case Base::list: return "[" + example_of(field, *type.element) + "]";
    case Base::record: break;
  }
  if (type.record->builtin == RecordShape::Builtin::period) return "2024-01-01/2024-12-31";
  return std::string(in("{标题: 示例, 文号: 示例〔2024〕1号, 日期: 2024-10-31}",
                        "{title: example, number: example 2024-1, date: 2024-10-31}"));
}

/// What a field may hold, in words.
std::string TemplateWriter::takes(const FieldType& type) const {
  if (type.base == Base::list) {
    return say(language_, "可有多项，每项为{}", "one or more, each {}", takes(*type.element));
  }
  if (type.base == Base::enumeration) {
    std::vector<std::string> values;
    for (const auto& value : type.enumeration->values) {
      values.push_back(language_ == Language::zh ? value.label.in(Language::zh) : value.name);
    }
    return say(language_, "{}之一", "one of {}", join(values, language_));
  }
  if (type.record != nullptr && type.record->builtin == RecordShape::Builtin::document) {
    return std::string(in("文号，或{标题, 文号, 日期, 文件}",
                          "its number, or {title, number, date, file}"));
  }
  if (type.record != nullptr && type.record->builtin == RecordShape::Builtin::period) {
    return std::string(in("起止日期，如2024-01-01/2024-12-31", "dates as in 2024-01-01/2024-12-31"));
  }
  return expected_for(type).in(language_);
}

std::string TemplateWriter::about(const FieldShape& field) const {
  const auto required = field.required ? std::string(in("必填", "required")) : std::string();
  const auto label = language_ == Language::en ? field.label.en : std::string();
  return separated({label, required, field.says.in(language_), takes(*field.type)});
}

std::string TemplateWriter::rules_about(const std::string& path) const {
  const auto found = rules_.find(path);
  if (found == rules_.end()) return {};
  std::vector<std::string> addresses;
  for (const auto* rule : found->second) addresses.push_back(rule->address);
  return say(language_, "规则：{}", "rules: {}", join(addresses, language_));
}

bool has_fields(const FieldType& type) {
  return type.record != nullptr && type.record->builtin == RecordShape::Builtin::none;
}

/// The record that a field or the elements of a list field have; null for other types.
const RecordShape* record_of(const FieldType& type) {
  const FieldType* one = &type;
  while (one->element != nullptr) one = one->element;
  return has_fields(*one) ? one->record : nullptr;
}

void TemplateWriter::nested(const FieldShape& field, const std::string& path, Margin margin) {
  const auto* record = record_of(*field.type);
  // A type that holds itself is shown once.
  if (std::find(open_.begin(), open_.end(), record) != open_.end()) return;
  // Types that name one type twice, again and again, would never come to an end.
  if (lines_ > most_lines) return;
  margin.indent += margin.dash.size() + 2;
  margin.dash = field.type->base == Base::list ? "- " : "";
  open_.push_back(record);
  fields(*record, path, margin);
  open_.pop_back();
}

void TemplateWriter::field(const RecordShape& shape, const FieldShape& field,
                           const std::string& path, Margin& margin) {
  const bool deep = record_of(*field.type) != nullptr;
  std::string line = key_of(shape, field) + ":";
  // In a comment an example does no harm; anywhere else it would pass for data.
  if (margin.comment && !deep) line += " " + example_of(field, *field.type);
  put(margin, line, separated({about(field), rules_about(path)}));
  if (!deep) return;
  Margin inner = margin;
  const bool written_out = field.required && field.type->base == Base::record;
  if (!written_out && !inner.comment) inner.comment = inner.indent + inner.dash.size() + 2;
  nested(field, path, inner);
}

void TemplateWriter::fields(const RecordShape& shape, const std::string& path, Margin margin) {
  for (const auto& one : shape.fields) field(shape, one, path + "." + one.name, margin);
}

/// The texts of a value after its key or dash: in brackets where there are several.
std::string text_of(const FieldType& type, const FilledValue& value) {
  if (value.texts.empty()) return {};
  if (type.base != Base::list) return " " + yaml(value.texts.front());
  std::string all;
  for (const auto& text : value.texts) (all += all.empty() ? " [" : ", ") += yaml(text);
  return all + "]";
}

void TemplateWriter::filled_fields(const RecordShape& shape, const FilledValue& value,
                                   Margin margin) {
  for (std::uint32_t i = 0; i < shape.fields.size(); ++i) {
    const auto& field = shape.fields[i];
    const auto found = value.fields.find(i);
    if (found == value.fields.end() && !field.required) continue;
    const auto* record = record_of(*field.type);
    std::string line = key_of(shape, field) + ":";
    if (found == value.fields.end() || record == nullptr) {
      if (found != value.fields.end()) line += text_of(*field.type, found->second);
      put(margin, line, found == value.fields.end() ? about(field) : found->second.remark);
      continue;
    }
    put(margin, line, {});
    Margin inner = margin;
    inner.indent += inner.dash.size() + 2;
    inner.dash.clear();
    filled_fields(*record, found->second, inner);
  }
}

void TemplateWriter::elements(const FieldShape& field, const std::vector<FilledValue>& values) {
  const auto* record = record_of(*field.type);
  for (const auto& value : values) {
    Margin margin{2, std::nullopt, record == nullptr ? "-" : "- "};
    if (record == nullptr) put(margin, text_of(*field.type->element, value), value.remark);
    else filled_fields(*record, value, margin);
  }
}

void TemplateWriter::top_field(std::uint32_t index) {
  const auto& field = kind_.shape.fields[index];
  out_ << "\n# " << printable(about(field)) << '\n';
  const auto* record = record_of(*field.type);
  if (record == nullptr) {
    out_ << "# " << in("例：", "e.g. ") << example_of(field, *field.type) << '\n';
  }
  const auto rules = rules_about(field.name);
  if (!rules.empty()) out_ << "# " << printable(rules) << '\n';
  Margin margin;
  put(margin, key_of(kind_.shape, field) + ":", {});
  const auto filled = std::find_if(filled_.begin(), filled_.end(),
                                   [&](const FilledList& list) { return list.field == index; });
  if (filled != filled_.end()) return elements(field, filled->elements);
  if (record == nullptr) return;
  const bool written_out = field.required && field.type->base == Base::record;
  if (!written_out) margin.comment = 2;
  nested(field, field.name, margin);
}

void TemplateWriter::write() {
  const auto& shape = kind_.shape;
  const auto text = [&](const std::string& line) { out_ << "# " << printable(line) << '\n'; };
  text(say(language_, "{}（{}）", "{} ({})", shape.label.in(language_), shape.name));
  text(say(language_, "依据：{}（{}）", "policy: {} ({})", pack_.title.in(language_), pack_.number));
  text(std::string(in("在冒号后填写，冒号后留一个空格；没有填写的按缺少处理。每项前面写明能填什么、哪些规则会用到。",
                      "Fill in after the colons, with one space; what is left empty counts as missing.")));
  text(std::string(in("以 # 开头的行是说明或例子，程序不读；要用其中的例子，去掉行首的 # 和其后一个空格。",
                      "Lines with # are not read; to use an example, take away its # and the space "
                      "after it.")));
  out_ << '\n'
       << (language_ == Language::zh ? kind_keys[1] : kind_keys[0]) << ": "
       << yaml(language_ == Language::zh ? shape.label.in(Language::zh) : shape.name) << '\n'
       << (language_ == Language::zh ? policy_keys[1] : policy_keys[0]) << ": " << yaml(pack_.id)
       << '\n';
  for (std::uint32_t i = 0; i < shape.fields.size(); ++i) {
    const auto& name = shape.fields[i].name;
    if (name != kind_keys[0] && name != policy_keys[0]) top_field(i);
  }
}

}  // namespace

void write_template(const Pack& pack, const Kind& kind, const std::vector<FilledList>& filled,
                    Language language, std::ostream& out) {
  TemplateWriter(pack, kind, filled, language, out).write();
}

}  // namespace guiju
