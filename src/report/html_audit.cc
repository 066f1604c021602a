// The parts of an HTML report that only an audit of many dossiers has.

#include <array>

#include "report/html_page.h"

namespace guiju {

namespace {

std::string title_of(const DossierPart& part, Language language) {
  if (part.dossier == nullptr) {
    return part.file.empty()
               ? std::string(word(language, "全部材料合并审查", "all dossiers together"))
               : part.file;
  }
  const auto name = name_of(*part.dossier, language);
  return name.empty() ? part.file : name;
}

/// `浙江/肺病科联盟.yaml 第2份`
std::string file_of(const DossierPart& part, Language language) {
  if (part.dossier == nullptr || part.dossier->only_one) return part.file;
  return say(language, "{} 第{}份", "{} document {}", part.file, part.dossier->ordinal);
}

/// The file where the title does not name it already.
void put_file(const DossierPart& part, Page& page) {
  const auto file = file_of(part, page.language());
  if (file != title_of(part, page.language())) {
    page.html.leaf("span", file, {{"class", "where"}});
  }
}

std::vector<Bar> verdict_bars(const Page& page) {
  std::vector<Bar> bars;
  for (std::size_t i = 0; i < verdict_count; ++i) {
    const auto verdict = static_cast<Verdict>(i);
    const auto number = page.digest.dossiers[i];
    if (number == 0) continue;
    const auto words = short_words_of(verdict, page.language());
    bars.push_back({std::string(words), number, ink_of(verdict)});
  }
  return bars;
}

void put_index_row(const DossierPart& part, std::size_t number, Page& page) {
  auto& html = page.html;
  const auto language = page.language();
  const auto row = html.element("tr");
  html.leaf("td", std::to_string(number), {{"class", "num"}});
  {
    const auto name = html.element("th", {{"scope", "row"}});
    html.leaf("a", title_of(part, language), {{"href", "#" + dossier_anchor(number)}});
    put_file(part, page);
  }
  {
    const auto state =
        html.element("td", {{"data-sort", std::to_string(static_cast<std::size_t>(part.verdict))}});
    page.badge(ink_of(part.verdict), short_words_of(part.verdict, language));
  }
  const auto& totals = part.totals;
  for (const auto count : {totals.errors, totals.undecided, totals.departed, totals.warnings,
                           totals.remarks, totals.review_open}) {
    html.leaf("td", std::to_string(count), {{"class", count == 0 ? "num zero" : "num"}});
  }
}

void put_index_head(Page& page) {
  const auto head = page.html.element("thead");
  const auto row = page.html.element("tr");
  for (const auto& [zh, en] : std::array<std::pair<std::string_view, std::string_view>, 9>{
           {{"序号", "no."},
            {"材料", "dossier"},
            {"结论", "came to"},
            {"错误", "errors"},
            {"无法判定", "undecided"},
            {"偏离", "departed"},
            {"警告", "warnings"},
            {"提示", "remarks"},
            {"待人工审查", "for a person"}}}) {
    page.html.leaf("th", page.word(zh, en), {{"scope", "col"}});
  }
}

void put_dossier_body(const DossierPart& part, std::size_t number, Page& page) {
  auto& html = page.html;
  const auto language = page.language();
  const auto id = dossier_anchor(number);
  const auto body = html.element("div", {{"class", "dossier-body"}, {"id", id}});
  put_file(part, page);
  if (part.dossier != nullptr) {
    const auto judged = judged_by(*part.dossier, language);
    html.leaf("p",
              judged.empty() ? std::string(page.word("没有适用的政策，未审查",
                                                     "no policy applies; not judged"))
                             : judged,
              {{"class", "aside"}});
    html.leaf("p", "SHA-256 " + part.dossier->sha256, {{"class", "address"}});
  }
  if (!part.clean() || part.totals.known > 0) {
    page.heading(4, page.word("发现的问题", "Findings"));
    put_matters(part, 5, page);
  }
  if (has_figures(part)) {
    page.heading(4, page.word("数量对照", "Figures"));
    put_figures(part, page);
  }
  if (!part.review.empty()) {
    page.heading(4, page.word("人工审查清单", "Review checklist"));
    put_checklist(part, page);
  }
  for (const auto& pack : clauses_of(part)) put_clauses(pack, &part, 4, page);
  if (part.dossier == nullptr) return;
  page.heading(4, page.word("审查意见与签字", "Opinion and signature"));
  put_signature(page);
}

void put_dossier(const DossierPart& part, std::size_t number, Page& page) {
  auto& html = page.html;
  Html::Attributes attributes{{"class", "dossier"}};
  if (!part.clean()) attributes.push_back({"open", "open"});
  const auto details = html.element("details", attributes);
  {
    const auto summary = html.element("summary");
    {
      const auto title = html.element("h3");
      html.text(fmt::format("{}. {} ", number, title_of(part, page.language())));
      page.badge(ink_of(part.verdict), short_words_of(part.verdict, page.language()));
    }
  }
  put_dossier_body(part, number, page);
}

}  // namespace

void put_overview(Page& page) {
  if (const auto bars = verdict_bars(page); !bars.empty()) {
    put_bars(page.word("各份材料的结论", "Dossiers by outcome"), page.word("结论", "came to"),
             page.word("份数", "dossiers"), bars, page);
  }
}

void put_index(Page& page) {
  auto& html = page.html;
  const auto frame = page.frame(page.word("材料索引", "Index"));
  const auto table = html.element(
      "table", {{"class", "index"},
                {"data-search", std::string(page.word("在索引中查找", "Search the index"))},
                {"data-found", std::string(page.word("行", "rows"))}});
  html.leaf("caption", page.word("每份材料一行", "A row for each dossier"), {{"class", "unseen"}});
  put_index_head(page);
  const auto body = html.element("tbody");
  std::size_t number = 0;
  page.each([&](const DossierPart& part) { put_index_row(part, ++number, page); });
}

void put_dossiers(Page& page) {
  std::size_t number = 0;
  page.each([&](const DossierPart& part) {
    page.number(part);
    put_dossier(part, ++number, page);
  });
}

}  // namespace guiju
