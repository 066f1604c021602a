#include "assess/misfit.h"

#include "pack/hint.h"
#include "pack/value.h"

namespace guiju {
namespace {

Localized names_of(const Table& table, const std::vector<std::uint32_t>& rows) {
  Localized names;
  for (const std::uint32_t row : rows) {
    std::string one(table.text(row, table.key));
    if (table.parent >= 0) {
      const auto parent =
          table.by_key.find(std::string(table.text(row, static_cast<std::uint32_t>(table.parent))));
      if (parent != table.by_key.end() && !table.names.empty()) {
        one.insert(0, std::string(table.text(parent->second, table.names.front())) + " ");
      }
    }
    names.zh += (names.zh.empty() ? "" : "、") + one;
    names.en += (names.en.empty() ? "" : ", ") + one;
  }
  return names;
}

}  // namespace

void report_misfit(const FieldShape& field, const FieldType& type, std::string_view text,
                   Place place, Diagnostics& diagnostics) {
  const Localized found = same(std::string(text));
  if (type.base != FieldType::Base::enumeration) {
    diagnostics.add("dossier-wrong-type", std::move(place),
                    {{"field", field.label}, {"found", found}, {"required", expected_for(type)}});
    return;
  }
  Localized values;
  std::vector<std::string_view> known;
  for (const auto& value : type.enumeration->values) {
    values.zh += (values.zh.empty() ? "" : "、") + value.label.in(Language::zh);
    values.en += (values.en.empty() ? "" : ", ") + value.name;
    known.push_back(value.label.zh);
    known.push_back(value.name);
  }
  diagnostics.add("dossier-unknown-value", std::move(place),
                  {{"field", field.label},
                   {"found", found},
                   {"values", values},
                   {"hint", near_hint(text, known)}});
}

void report_no_row(const FieldShape& field, std::string_view text, const NameLookup& found,
                   Place place, Diagnostics& diagnostics) {
  const Table& table = *field.type->table;
  const Localized written = same(std::string(text));
  if (!found.candidates.empty()) {
    diagnostics.add("dossier-ambiguous-name", std::move(place),
                    {{"field", field.label},
                     {"found", written},
                     {"candidates", names_of(table, found.candidates)}});
    return;
  }
  diagnostics.add("dossier-unknown-name", std::move(place),
                  {{"field", field.label},
                   {"found", written},
                   {"table", table.label},
                   {"hint", near_hint(text, found.suggestions)}});
}

}  // namespace guiju
