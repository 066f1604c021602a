#include "audit/answers.h"

#include <algorithm>
#include <map>
#include <set>

#include "assess/dossier.h"
#include "audit/answers_files.h"
#include "audit/edit.h"
#include "pack/hint.h"

namespace guiju {
namespace {

/// The form of an answers file, as a pack of its own.
const Packs& answers_packs() {
  static const Packs packs = [] {
    std::vector<RulesFile> files;
    for (const auto& file : embedded_answers()) {
      const std::string path = "answers/" + std::string(file.path);
      files.push_back({path, std::string(file.bytes), path});
    }
    Diagnostics unheard;  // a test holds the form to be sound
    return load_packs(std::move(files), unheard);
  }();
  return packs;
}

const Kind& answers_kind() { return *answers_packs().all().front()->kinds.front(); }

/// The fields of a record by name.
class Reading {
 public:
  explicit Reading(const cel::Value& value)
      : record_(*value.record), shape_(*answers_packs().shape_of(value.record->type)) {}

  const cel::Value& operator[](std::string_view field) const {
    return record_.fields[static_cast<std::size_t>(shape_.find(field))];
  }
  std::string text(std::string_view field) const {
    const cel::Value& value = (*this)[field];
    return value.is(cel::Kind::string) ? std::string(value.text()) : std::string();
  }
  std::span<const cel::Value> list(std::string_view field) const {
    const cel::Value& value = (*this)[field];
    return value.is(cel::Kind::list) ? value.list->elements : std::span<const cel::Value>();
  }

 private:
  const cel::Record& record_;
  const RecordShape& shape_;
};

const FieldShape& field_of(const RecordShape& shape, std::string_view field) {
  return shape.fields[static_cast<std::size_t>(shape.find(field))];
}

/// The record in the list that a field holds.
const RecordShape& element_of(const FieldShape& field) { return *field.type->element->record; }

const FieldShape& dossiers_field() { return field_of(answers_kind().shape, "dossiers"); }

// ---- reading ----

class AnswersReader {
 public:
  AnswersReader(const Document& document, Diagnostics& diagnostics)
      : document_(document), diagnostics_(diagnostics) {}

  void read(std::vector<AnsweredDossier>& into) {
    const Claim claim = read_claim(document_);
    const Pack& pack = *answers_packs().all().front();
    if (claim.kind == no_node || pack.find_kind(document_.text(claim.kind)) == nullptr) {
      diagnostics_.add("answers-not-answers", document_.place(document_.root()),
                       {{"file", same(document_.source().name())}});
      return;
    }
    const Dossier form = shape(answers_packs(), pack, answers_kind(), document_, diagnostics_);
    for (const auto& required : form.required) {
      diagnostics_.add("answers-missing-field", required.missing.place,
                       {{"field", required.missing.field}});
    }
    const Reading file(form.root);
    if (file["by"].is(cel::Kind::string)) by_ = file.text("by");
    if (file["date"].is(cel::Kind::date)) date_ = cel::format_date(file["date"].days);
    for (const cel::Value& value : file.list("dossiers")) {
      if (value.is(cel::Kind::record)) into.push_back(read_dossier(value));
    }
    report_unsigned();
  }

 private:
  AnsweredDossier read_dossier(const cel::Value& value) {
    const Reading record(value);
    AnsweredDossier dossier;
    dossier.file = record.text("file");
    dossier.sha256 = record.text("sha256");
    dossier.place = place_of(value);
    const cel::Value& ordinal = record["document"];
    if (ordinal.is(cel::Kind::integer)) {
      dossier.document = static_cast<std::uint32_t>(ordinal.integer);
    }
    for (const cel::Value& item : record.list("answers")) {
      if (item.is(cel::Kind::record)) dossier.items.push_back(read_item(item));
    }
    return dossier;
  }

  AnsweredDossier::Item read_item(const cel::Value& value) {
    const Reading record(value);
    AnsweredDossier::Item item{record.text("item"), std::nullopt, place_of(value)};
    const cel::Value& verdict = record["verdict"];
    if (!verdict.is(cel::Kind::string)) return item;
    Answer answer{verdict.text() == "kept", record.text("by"), {}, record.text("note"), item.place};
    if (answer.by.empty()) answer.by = by_;
    const cel::Value& date = record["date"];
    answer.date = date.is(cel::Kind::date) ? cel::format_date(date.days) : date_;
    if (answer.by.empty()) {
      unsigned_["by"].push_back(item.place);
    } else if (answer.date.empty()) {
      unsigned_["date"].push_back(item.place);
    } else {
      item.answer = std::move(answer);
    }
    return item;
  }

  /// Who answers for an answer, and when it was given, must be told: once, since both mostly stand
  /// at the top.
  void report_unsigned() {
    for (const auto& [field, items] : unsigned_) {
      diagnostics_.add("answers-unsigned", items.front(),
                       {{"number", same(std::to_string(items.size()))},
                        {"field", field_of(answers_kind().shape, field).label}});
    }
  }

  Place place_of(const cel::Value& value) const { return document_.place(value.origin); }

  const Document& document_;
  Diagnostics& diagnostics_;
  std::string by_, date_;  // of all answers that name no other
  std::map<std::string_view, std::vector<Place>> unsigned_;  // answers without it, by field
};

// ---- applying ----

class Applier {
 public:
  explicit Applier(Report& report) : report_(report) {
    for (auto& item : report_.review) by_dossier_[item.dossier].push_back(&item);
    for (std::uint32_t i = 0; i < report_.dossiers.size(); ++i) {
      const DossierReport& dossier = report_.dossiers[i];
      by_name_.emplace(std::pair{dossier.file, dossier.ordinal}, i);
      by_bytes_.emplace(dossier.sha256, i);
    }
  }

  void apply(const AnsweredDossier& answered) {
    const auto index = find(answered);
    const bool says_something = std::any_of(answered.items.begin(), answered.items.end(),
                                            [](const auto& item) { return item.answer; });
    if (!says_something) return;
    const std::vector<Argument> who{{"file", same(answered.file)},
                                    {"document", same(std::to_string(answered.document))}};
    if (!index) {
      add(no_dossier, "answers-unknown-dossier", answered.place, who);
    } else if (report_.dossiers[*index].sha256 != answered.sha256) {
      add(*index, "answers-dossier-changed", answered.place, who);
    } else {
      for (const auto& item : answered.items) {
        if (item.answer) apply(item, *index);
      }
    }
  }

 private:
  /// The dossier of that name; where there is none, the only one with those bytes, since a reviewer
  /// may have moved the file or called it by another path.
  std::optional<std::uint32_t> find(const AnsweredDossier& answered) const {
    const auto named = by_name_.find({answered.file, answered.document});
    if (named != by_name_.end()) return named->second;
    const auto [first, last] = by_bytes_.equal_range(answered.sha256);
    if (first == last || std::next(first) != last) return std::nullopt;
    return first->second;
  }

  void apply(const AnsweredDossier::Item& item, std::uint32_t dossier) {
    std::vector<std::string> known;
    for (ReviewItem* own : by_dossier_[dossier]) {
      known.push_back(own->review->address);
      if (own->review->address != item.id) continue;
      if (!twice_.insert({dossier, item.id}).second) {
        add(dossier, "answers-twice", item.place, {{"item", same(item.id)}});
        own->answer.reset();
      } else {
        own->answer = item.answer;
      }
      return;
    }
    add(dossier, "answers-unknown-item", item.place,
        {{"item", same(item.id)}, {"hint", near_hint(item.id, known)}});
  }

  void add(std::uint32_t dossier, std::string_view id, const Place& place,
           std::vector<Argument> arguments) {
    Diagnostics made;
    made.add(id, place, std::move(arguments));
    report_.diagnostics.push_back({dossier, std::move(made.take().front())});
  }

  Report& report_;
  std::map<std::uint32_t, std::vector<ReviewItem*>> by_dossier_;
  std::map<std::pair<std::string, std::uint32_t>, std::uint32_t> by_name_;
  std::multimap<std::string, std::uint32_t> by_bytes_;
  std::set<std::pair<std::uint32_t, std::string>> twice_;
};

// ---- writing ----

class Writer {
 public:
  explicit Writer(Language language) : language_(language) {}

  void head() {
    const RecordShape& form = answers_kind().shape;
    const bool zh = language_ == Language::zh;
    out_ += zh ? "# 每项填写结论（符合或不符合），可写说明。审查人和日期写在开头；个别项由他人或在别的日子\n"
                 "# 审查的，在该项下另写审查人、日期。其余各行请勿改动。\n"
                 "# 填好后：guiju check 材料 --answers 本文件\n"
               : "# Give each item a verdict (kept or not kept), and a note if you like. Who and the "
                 "date stand at\n# the top; an item judged by another, or on another day, may have "
                 "its own. Leave the other lines.\n# Then: guiju check DOSSIER --answers THIS-FILE\n";
    line(0, zh ? "类型" : "kind", zh ? form.label.zh : form.name);
    line(0, key(field_of(form, "by")), "");
    line(0, key(field_of(form, "date")), "");
    out_ += key(dossiers_field()) + ":\n";
  }

  void dossier(const DossierReport& dossier) {
    out_ += "  - ";
    line(0, key("Judged", "file"), dossier.file);
    line(4, key("Judged", "document"), std::to_string(dossier.ordinal));
    if (!dossier.title.empty()) line(4, key("Judged", "title"), dossier.title);
    line(4, key("Judged", "sha256"), dossier.sha256);
    out_ += "    " + key("Judged", "answers") + ":\n";
  }

  void item(const ReviewItem& item) {
    out_ += "      - ";
    line(0, key("Answer", "item"), item.review->address);
    line(8, key("Answer", "ask"), item.review->ask.in(language_));
    if (!item.look_at.empty()) {
      out_ += "        " + key("Answer", "look_at") + ":\n";
      for (const auto& look : item.look_at) out_ += "          - " + scalar(text_of(look)) + "\n";
    }
    if (!item.answer) {
      line(8, key("Answer", "verdict"), "");
      line(8, key("Answer", "note"), "");
      return;
    }
    line(8, key("Answer", "verdict"), words_for_verdict(item.answer->kept).in(language_));
    line(8, key("Answer", "note"), item.answer->note);
    line(8, key("Answer", "by"), item.answer->by);
    line(8, key("Answer", "date"), item.answer->date);
  }

  std::string take() { return std::move(out_); }

 private:
  /// What to look at, and on which line it stands.
  std::string text_of(const ReviewItem::Look& look) const {
    const bool zh = language_ == Language::zh;
    std::string text = look.what.in(language_);
    if (!look.value.empty()) text += (zh ? "：" : ": ") + look.value.in(language_);
    if (!look.place.known()) return text + (zh ? "（材料中没有）" : " (not in the dossier)");
    const auto line = std::to_string(look.place.begin.line);
    return text + (zh ? "（第" + line + "行）" : " (line " + line + ")");
  }

  /// Chinese forms have the labels for keys, English ones the names.
  std::string key(const FieldShape& field) const {
    return language_ == Language::zh ? field.label.zh : field.name;
  }
  std::string key(std::string_view type, std::string_view field) const {
    const RecordShape& judged = element_of(dossiers_field());
    return key(field_of(type == "Judged" ? judged : element_of(field_of(judged, "answers")), field));
  }

  static std::string scalar(const std::string& text) {
    return write_tree({NodeKind::scalar, text, true, {}, {}});
  }

  void line(std::size_t indent, const std::string& key, const std::string& value) {
    out_ += std::string(indent, ' ') + key + ":";
    if (!value.empty()) out_ += " " + scalar(value);
    out_ += "\n";
  }

  Language language_;
  std::string out_;
};

}  // namespace

std::vector<AnsweredDossier> read_answers(const std::vector<std::string>& files,
                                          const ReadLimits& limits, Diagnostics& diagnostics) {
  std::vector<AnsweredDossier> all;
  for (const auto& file : files) {
    const auto source = read_source(file, limits, diagnostics);
    if (!source) continue;
    for (const Document& document : read_yaml(*source, limits, diagnostics)) {
      AnswersReader(document, diagnostics).read(all);
    }
  }
  return all;
}

void apply_answers(const std::vector<AnsweredDossier>& answered, Report& report) {
  Applier applier(report);
  for (const auto& dossier : answered) applier.apply(dossier);
  // What was added stands with its dossier, as a report has it.
  std::stable_sort(report.diagnostics.begin(), report.diagnostics.end(),
                   [](const auto& left, const auto& right) { return left.dossier < right.dossier; });
}

std::string write_answers(const Report& report, Language language) {
  Writer writer(language);
  writer.head();
  std::uint32_t last = no_dossier;
  for (const ReviewItem& item : report.review) {
    if (item.dossier != last) writer.dossier(report.dossiers[item.dossier]);
    last = item.dossier;
    writer.item(item);
  }
  return writer.take();
}

}  // namespace guiju
