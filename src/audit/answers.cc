#include "audit/answers.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

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
      : record_(*value.record), shape_(*answers_packs().shape_of(value.record->type())) {}

  const cel::Value& operator[](std::string_view field) const {
    return record_.field(static_cast<std::size_t>(shape_.find(field)));
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
      // What is no number of a document is that of none.
      const bool possible = std::in_range<std::uint32_t>(ordinal.integer);
      dossier.document = possible ? static_cast<std::uint32_t>(ordinal.integer) : 0;
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

bool says_something(const AnsweredDossier& answered) {
  return std::any_of(answered.items.begin(), answered.items.end(),
                     [](const auto& item) { return item.answer; });
}

/// Finds in a report the dossiers that answers are about, and remembers no others.
class ItemFinder {
 public:
  explicit ItemFinder(const std::vector<AnsweredDossier>& answered) {
    for (const auto& dossier : answered) {
      by_name_.try_emplace({dossier.file, dossier.document});
      by_bytes_.try_emplace(dossier.sha256);
    }
  }

  void look_at(const ReportPart& part) {
    if (part.dossier == nullptr) return;
    const DossierReport& dossier = *part.dossier;
    const auto named = by_name_.find({dossier.file, dossier.ordinal});
    if (named != by_name_.end() && !named->second) named->second = part.index;
    const auto same_bytes = by_bytes_.find(dossier.sha256);
    if (same_bytes == by_bytes_.end()) return;
    ++same_bytes->second.number;
    same_bytes->second.index = part.index;
  }

  /// The dossier of that name; where there is none, the only one with those bytes, since a reviewer
  /// may have moved the file or called it by another path.
  std::optional<std::uint32_t> find(const AnsweredDossier& answered) const {
    const auto& named = by_name_.at({answered.file, answered.document});
    if (named) return named;
    const auto& [number, index] = by_bytes_.at(answered.sha256);
    return number == 1 ? std::optional(index) : std::nullopt;
  }

 private:
  struct SameBytes {
    std::size_t number = 0;  ///< dossiers
    std::uint32_t index = 0;
  };
  std::map<std::pair<std::string, std::uint32_t>, std::optional<std::uint32_t>> by_name_;
  std::map<std::string, SameBytes> by_bytes_;
};

std::vector<Argument> arguments_of(const AnsweredDossier& answered) {
  return {{"file", same(answered.file)}, {"document", same(std::to_string(answered.document))}};
}

InputDiagnostic input_diagnostic(std::uint32_t dossier, std::string_view id, const Place& place,
                                 std::vector<Argument> arguments) {
  Diagnostics made;
  made.add(id, place, std::move(arguments));
  return {dossier, std::move(made.take().front())};
}

/// Puts answers to the questions of one dossier.
class Applier {
 public:
  explicit Applier(const ReportPart& part)
      : diagnostics(part.diagnostics.begin(), part.diagnostics.end()),
        review(part.review.begin(), part.review.end()),
        part_(part) {}

  void apply(const AnsweredDossier& answered) {
    if (part_.dossier->sha256 != answered.sha256) {
      add("answers-dossier-changed", answered.place, arguments_of(answered));
      return;
    }
    for (const auto& item : answered.items) {
      if (item.answer) apply(item);
    }
  }

  std::vector<InputDiagnostic> diagnostics;  ///< with what is to be said of the answers
  std::vector<ReviewItem> review;

 private:
  void apply(const AnsweredDossier::Item& item) {
    std::vector<std::string> known;
    for (ReviewItem& own : review) {
      known.push_back(own.review->address);
      if (own.review->address != item.id) continue;
      if (!twice_.insert(item.id).second) {
        add("answers-twice", item.place, {{"item", same(item.id)}});
        own.answer.reset();
      } else {
        own.answer = item.answer;
      }
      return;
    }
    add("answers-unknown-item", item.place,
        {{"item", same(item.id)}, {"hint", near_hint(item.id, known)}});
  }

  void add(std::string_view id, const Place& place, std::vector<Argument> arguments) {
    diagnostics.push_back(input_diagnostic(part_.index, id, place, std::move(arguments)));
  }

  const ReportPart& part_;
  std::set<std::string> twice_;
};

/// Tells answers about dossiers that are not in a report, with the answers file they stand in.
class Unknown {
 public:
  Unknown(const std::vector<const AnsweredDossier*>& answered, const ReportParts::Visit& visit)
      : visit_(visit) {
    for (const auto* dossier : answered) {
      const auto same_file = [&](const File& file) { return file.name == dossier->place.file; };
      auto file = std::find_if(files_.begin(), files_.end(), same_file);
      if (file == files_.end()) file = files_.insert(file, {dossier->place.file, {}});
      file->diagnostics.push_back(input_diagnostic(no_dossier, "answers-unknown-dossier",
                                                   dossier->place, arguments_of(*dossier)));
    }
  }

  /// Gives a part of no dossier: with these answers, if it is of their file.
  void give(ReportPart part) {
    const auto same_file = [&](const File& file) { return file.name == part.file; };
    const auto file = std::find_if(files_.begin(), files_.end(), same_file);
    if (file == files_.end()) return visit_(part);
    std::vector<InputDiagnostic> diagnostics(part.diagnostics.begin(), part.diagnostics.end());
    diagnostics.insert(diagnostics.end(), file->diagnostics.begin(), file->diagnostics.end());
    files_.erase(file);
    part.diagnostics = diagnostics;
    visit_(part);
  }

  /// Gives the files that were not given yet.
  void give_rest() {
    for (const auto& file : files_) {
      ReportPart part;
      part.file = file.name;
      part.diagnostics = file.diagnostics;
      visit_(part);
    }
    files_.clear();
  }

 private:
  struct File {
    std::string name;
    std::vector<InputDiagnostic> diagnostics;
  };
  const ReportParts::Visit& visit_;
  std::vector<File> files_;
};

// ---- writing ----

class Writer {
 public:
  Writer(Language language, std::ostream& out) : language_(language), out_(out) {}

  void head() {
    const RecordShape& form = answers_kind().shape;
    const bool zh = language_ == Language::zh;
    out_ << (zh ? "# 每项填写结论（符合或不符合），可写说明。审查人和日期写在开头；个别项由他人或在别的日子\n"
                 "# 审查的，在该项下另写审查人、日期。其余各行请勿改动。\n"
                 "# 填好后：guiju check 材料 --answers 本文件\n"
               : "# Give each item a verdict (kept or not kept), and a note if you like. Who and the "
                 "date stand at\n# the top; an item judged by another, or on another day, may have "
                 "its own. Leave the other lines.\n# Then: guiju check DOSSIER --answers THIS-FILE\n");
    line(0, zh ? "类型" : "kind", zh ? form.label.zh : form.name);
    line(0, key(field_of(form, "by")), "");
    line(0, key(field_of(form, "date")), "");
    out_ << key(dossiers_field()) << ":\n";
  }

  void dossier(const DossierReport& dossier) {
    out_ << "  - ";
    line(0, key("Judged", "file"), dossier.file);
    line(4, key("Judged", "document"), std::to_string(dossier.ordinal));
    if (!dossier.title.empty()) line(4, key("Judged", "title"), dossier.title);
    line(4, key("Judged", "sha256"), dossier.sha256);
    out_ << "    " << key("Judged", "answers") << ":\n";
  }

  void item(const ReviewItem& item) {
    out_ << "      - ";
    line(0, key("Answer", "item"), item.review->address);
    line(8, key("Answer", "ask"), item.review->ask.in(language_));
    if (!item.look_at.empty()) {
      out_ << "        " << key("Answer", "look_at") << ":\n";
      for (const auto& look : item.look_at) out_ << "          - " << scalar(text_of(look)) << "\n";
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
    out_ << std::string(indent, ' ') << key << ':';
    if (!value.empty()) out_ << ' ' << scalar(value);
    out_ << '\n';
  }

  Language language_;
  std::ostream& out_;
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

AnsweredParts::AnsweredParts(const std::vector<AnsweredDossier>& answered,
                             const ReportParts& report)
    : report_(report) {
  if (answered.empty()) return;
  ItemFinder finder(answered);
  report.each([&](const ReportPart& part) { finder.look_at(part); }, Extent::findings);
  for (const auto& dossier : answered) {
    if (!says_something(dossier)) continue;
    if (const auto index = finder.find(dossier)) {
      by_dossier_[*index].push_back(&dossier);
    } else {
      unknown_.push_back(&dossier);
    }
  }
}

void AnsweredParts::each(const Visit& visit, Extent extent, const Dossiers* only) const {
  Unknown unknown(unknown_, visit);
  report_.each([&](const ReportPart& part) {
    if (part.dossier != nullptr) return give_dossier(part, visit);
    // A file stands before the audit as a whole, unless that has a diagnostic.
    if (part.is_whole() && part.diagnostics.empty()) unknown.give_rest();
    unknown.give(part);
  }, extent, only);
  unknown.give_rest();
}

void AnsweredParts::give_dossier(const ReportPart& part, const Visit& visit) const {
  const auto answered = by_dossier_.find(part.index);
  if (answered == by_dossier_.end()) return visit(part);
  Applier applier(part);
  for (const auto* dossier : answered->second) applier.apply(*dossier);
  ReportPart with = part;
  with.diagnostics = applier.diagnostics;
  with.review = applier.review;
  visit(with);
}

void write_answers(const ReportParts& report, Language language, std::ostream& out) {
  Writer writer(language, out);
  writer.head();
  report.each([&](const ReportPart& part) {
    if (part.dossier == nullptr || part.review.empty()) return;
    writer.dossier(*part.dossier);
    for (const ReviewItem& item : part.review) writer.item(item);
  });
}

}  // namespace guiju
