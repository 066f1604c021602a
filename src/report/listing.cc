#include "report/listing.h"

#include <algorithm>

#include "report/canvas.h"
#include "report/json_values.h"
#include "report/phrase.h"
#include "text/unicode.h"

namespace guiju {

namespace {

std::string in_force(const Pack& pack, Language language) {
  if (!pack.from) return {};
  const auto from = cel::format_date(*pack.from);
  if (!pack.until) return say(language, "{}起施行", "in force from {}", from);
  return say(language, "{}至{}施行", "in force from {} to {}", from, cel::format_date(*pack.until));
}

void put_heading(const Pack& pack, Canvas& canvas) {
  const auto language = canvas.language();
  canvas.put(pack.id, Ink::strong).put(" ").put(pack.version).put("  ");
  const auto facts =
      listed({pack.number, pack.issuer.in(language), in_force(pack, language)}, language);
  canvas.flow(say(language, "{}（{}）", "{} ({})", pack.title.in(language), facts),
              canvas.column());
  canvas.end_line();
}

std::string kinds_of(const Pack& pack, Language language) {
  std::vector<std::string> kinds;
  for (const auto& kind : pack.kinds) {
    const auto& shape = kind->shape;
    const auto& label = shape.label.in(language);
    kinds.push_back(label == shape.name ? label : fmt::format("{} {}", label, shape.name));
  }
  return join(kinds, language);
}

std::string numbers_of(const Pack& pack, Language language) {
  std::size_t rules = 0;
  std::size_t reviews = 0;
  for (const auto& clause : pack.clauses) {
    rules += clause->rules.size();
    reviews += clause->reviews.size();
  }
  if (language == Language::zh) {
    return fmt::format("条款{}条，规则{}条，人工审查{}项", pack.clauses.size(), rules, reviews);
  }
  return fmt::format("{}, {}, {}", counted(pack.clauses.size(), "clause", "clauses"),
                     counted(rules, "rule", "rules"),
                     counted(reviews, "question to a person", "questions to a person"));
}

void put_facts(const Pack& pack, Canvas& canvas) {
  const auto language = canvas.language();
  canvas.put("  ").put(word(language, "材料：", "kinds: "), Ink::faint);
  canvas.flow(kinds_of(pack, language), 4).end_line();
  canvas.put("  ").put(word(language, "内容：", "holds: "), Ink::faint);
  canvas.put(numbers_of(pack, language)).end_line();
}

struct Widths {
  std::size_t id = 0, strength = 0, dispositions = 0;
};

Widths widths_of(const Pack& pack, Language language) {
  Widths widths;
  for (const auto& clause : pack.clauses) {
    widths.id = std::max(widths.id, display_width(clause->id));
    widths.strength =
        std::max(widths.strength, display_width(words_for(clause->strength).in(language)));
    widths.dispositions =
        std::max(widths.dispositions, display_width(dispositions_of(*clause, language)));
  }
  return widths;
}

void put_clause(const Clause& clause, const Widths& widths, Canvas& canvas) {
  const auto language = canvas.language();
  canvas.put("  ").cell(clause.id, widths.id, Ink::strong).put("  ");
  canvas.cell(words_for(clause.strength).in(language), widths.strength).put("  ");
  canvas.cell(dispositions_of(clause, language), widths.dispositions, Ink::note).put("  ");
  canvas.flow(clause.says.in(language), canvas.column()).end_line();
  const std::string indent(widths.id + 4, ' ');
  for (const auto& rule : clause.rules) {
    canvas.put(indent).put(rule->address, Ink::faint).end_line();
  }
  for (const auto& review : clause.reviews) {
    canvas.put(indent).put(review->address, Ink::faint).end_line();
  }
  if (!clause.info.empty()) {
    canvas.put(indent).flow(clause.info.in(language), indent.size(), Ink::faint).end_line();
  }
}

void put_section_heading(const Pack& pack, const std::string& section, Canvas& canvas) {
  const auto heading = pack.sections.find(section);
  canvas.gap();
  canvas.put(section, Ink::strong);
  if (heading != pack.sections.end()) {
    canvas.put(" ").put(heading->second.in(canvas.language()), Ink::strong);
  }
  canvas.end_line();
}

}  // namespace

std::string dispositions_of(const Clause& clause, Language language) {
  std::vector<std::string> words;
  for (const auto disposition : clause.dispositions) {
    words.push_back(words_for(disposition).in(language));
  }
  return join(words, language);
}

void list_packs(std::span<const Pack* const> packs, const RenderOptions& options,
                std::ostream& out) {
  Canvas canvas(out, options);
  for (const auto* pack : packs) {
    put_heading(*pack, canvas);
    put_facts(*pack, canvas);
  }
}

void list_pack(const Pack& pack, const RenderOptions& options, std::ostream& out) {
  Canvas canvas(out, options);
  put_heading(pack, canvas);
  put_facts(pack, canvas);
  const auto widths = widths_of(pack, options.language);
  const std::string* section = nullptr;
  for (const auto& clause : pack.clauses) {
    if (section == nullptr || *section != clause->section) {
      put_section_heading(pack, clause->section, canvas);
    }
    section = &clause->section;
    put_clause(*clause, widths, canvas);
  }
}

void list_names(std::span<const Pack* const> packs, std::ostream& out) {
  const auto name = [&out](std::string_view words) { out << printable(words) << '\n'; };
  for (const auto* pack : packs) {
    name(pack->id);
    for (const auto& kind : pack->kinds) name(kind->shape.name);
    for (const auto& clause : pack->clauses) {
      name(pack->id + "/" + clause->id);
      for (const auto& rule : clause->rules) name(rule->address);
      for (const auto& review : clause->reviews) name(review->address);
    }
  }
}

void list_packs_json(std::span<const Pack* const> packs, std::ostream& out) {
  const auto array = json_array(packs, [](const Pack* pack) {
    auto json = json_of(*pack);
    json["clauses"] =
        json_array(pack->clauses, [](const auto& clause) { return json_of(*clause); });
    return json;
  });
  write({{"format", "guiju-packs"}, {"schema_version", "1.0"}, {"packs", array}}, out);
}

}  // namespace guiju
