// The report as one page of HTML that needs nothing else: no network, no script to be read.

#include <algorithm>

#include "report/escape_html.h"
#include "report/head.h"
#include "report/html_page.h"
#include "report/page.h"
#include "report/renderers.h"
#include "text/sha256.h"
#include "text/unicode.h"

namespace guiju {

namespace {

std::string_view embedded(std::string_view path) {
  const auto files = embedded_page();
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const EmbeddedFile& file) { return file.path == path; });
  return found->bytes;
}

/// What the report is about: the dossier's own title, its file, or how many dossiers.
std::string subject_of(const Page& page) {
  const auto language = page.language();
  const auto& dossier = page.digest.only_dossier;
  if (page.is_audit() || !dossier) {
    return say(language, "{}份申报材料", "{} dossiers", page.digest.totals.dossiers);
  }
  const auto name = name_of(*dossier, language);
  return name.empty() ? dossier->file : name;
}

std::string_view verdict_words(const Page& page) {
  return words_of(page.digest.verdict, page.digest.totals, page.language());
}

// ---------------------------------------------------------------- the head

/// The style sheet, and what stands at the top of every printed page.
std::string style_of(const Page& page) {
  return fmt::format("{}@page {{ @top-left {{ content: {}; }} @top-right {{ content: {}; }} }}\n",
                     embedded("report.css"), css_string(subject_of(page)),
                     css_string(fmt::format("{} · {}", page.report.head().as_of,
                                            verdict_words(page))));
}

/// Nothing is loaded, and nothing runs or styles but what stands here, known by its digest.
std::string policy_of(const Page& page, std::string_view style) {
  const auto named = [](std::string_view text) {
    return fmt::format("'sha256-{}'", sha256_base64_of(text));
  };
  return fmt::format("default-src 'none'; style-src {}; script-src {}", named(style),
                     page.is_audit() ? named(embedded("index.js")) : "'none'");
}

void put_head(Page& page) {
  auto& html = page.html;
  const auto style = style_of(page);
  const auto head = html.element("head");
  html.empty("meta", {{"charset", "utf-8"}});
  html.empty("meta", {{"http-equiv", "Content-Security-Policy"},
                      {"content", policy_of(page, style)}});
  html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.empty("meta", {{"name", "generator"}, {"content", "guiju " + page.report.head().version}});
  html.leaf("title",
            say(page.language(), "{}：{}", "{}: {}", subject_of(page), verdict_words(page)));
  const auto element = html.element("style");
  html.ours(style);
}

// ---------------------------------------------------------------- the header

void put_facts(Page& page) {
  auto& html = page.html;
  const auto list = html.element("dl", {{"class", "facts about"}});
  for (const auto& [name, value] : head_of(page.report.head(), page.digest, page.options)) {
    const auto pair = html.element("div");
    html.leaf("dt", name);
    html.leaf("dd", value);
  }
}

void put_verdict(Page& page) {
  auto& html = page.html;
  const auto ink = ink_of(page.digest.verdict);
  const auto box = html.element("div", {{"class", fmt::format("verdict {}", class_of(ink))}});
  {
    const auto words = html.element("p", {{"class", "verdict-word"}});
    page.badge(ink, verdict_words(page));
  }
  html.leaf("p", verdict_line(page.digest, page.language()), {{"class", "verdict-line"}});
}

void put_header(Page& page) {
  auto& html = page.html;
  const auto header = html.element("header");
  html.leaf("p", page.word("规矩审查报告", "guiju report"), {{"class", "kicker"}});
  page.heading(1, subject_of(page));
  put_verdict(page);
  put_facts(page);
}

// ---------------------------------------------------------------- the body

/// A section of the page that the contents lead to.
struct Section {
  std::string_view id;
  std::string_view title;
  void (*put)(Page&);
};

void put_clause_tables(Page& page) {
  for (const auto& pack : page.digest.packs) put_clauses(pack, nullptr, 3, page);
}

void put_all_matters(Page& page) {
  bool clean = true;
  page.report.each([&](const ReportPart& part) { clean = clean && is_clean(part); },
                   ReportParts::Extent::findings);
  if (clean) page.html.leaf("p", page.word("没有发现问题。", "Nothing was found."));
  page.each([&](const DossierPart& part) {
    page.number(part);
    put_matters(part, 3, page);
  });
}

void put_all_figures(Page& page) {
  page.each([&](const DossierPart& part) {
    if (has_figures(part)) put_figures(part, page);
  });
}

void put_all_review(Page& page) {
  page.each([&](const DossierPart& part) {
    if (!part.review.empty()) put_checklist(part, page);
  });
}

void put_notes(Page& page) {
  auto& html = page.html;
  const auto language = page.language();
  const auto list = html.element("dl", {{"class", "facts notes"}});
  for (const auto& note : page.digest.notes) {
    const auto pair = html.element("div");
    html.leaf("dt", note.note.in(language));
    const auto rules = html.element("dd");
    const auto entries = html.element("ul");
    for (const auto& result : note.results) {
      const auto entry = html.element("li");
      html.leaf("span", result.rule->address, {{"class", "address"}});
      html.text(" ");
      html.text(result.quantity ? sentence_of(*result.quantity, result.outcome, language)
                                : result.rule->clause->says.in(language));
    }
  }
}

void put_fixed(Page& page) {
  auto& html = page.html;
  const auto language = page.language();
  const auto list = html.element("ul");
  for (const auto& matter : page.report.head().fixed) {
    const auto entry = html.element("li");
    const auto what = listed({matter.file, matter.subject.in(language)}, language);
    if (!what.empty()) html.text(say(language, "{}：", "{}: ", what));
    html.text(matter.sentence.in(language) + " ");
    html.leaf("span", matter.id, {{"class", "address"}});
  }
}

bool any_figures(const Page& page) {
  bool any = false;
  page.each([&](const DossierPart& part) { any = any || has_figures(part); });
  return any;
}

/// The sections that this report has something for, in reading order.
std::vector<Section> sections_of(const Page& page) {
  const bool audit = page.is_audit();
  const bool figures = !audit && any_figures(page);
  const bool review = page.digest.totals.review_open + page.digest.totals.review_answered > 0;
  struct Candidate {
    bool wanted;
    Section section;
  };
  const Candidate candidates[] = {
      {audit, {"overview", page.word("总览", "Overview"), put_overview}},
      {audit, {"statistics", page.word("统计", "Statistics"), put_statistics}},
      {audit, {"index", page.word("材料索引", "Index"), put_index}},
      {!page.digest.packs.empty(),
       {"clauses", page.word("逐条结论", "Clause by clause"), put_clause_tables}},
      {!audit, {"findings", page.word("发现的问题", "Findings"), put_all_matters}},
      {figures, {"figures", page.word("数量对照", "Figures"), put_all_figures}},
      {!audit && review, {"review", page.word("人工审查清单", "Review checklist"), put_all_review}},
      {!page.report.head().fixed.empty(),
       {"fixed", page.word("已修复", "Fixed since the baseline"), put_fixed}},
      {!page.digest.notes.empty(), {"notes", page.word("另请注意", "Please note"), put_notes}},
      {audit, {"dossiers", page.word("各份材料", "Each dossier"), put_dossiers}},
      {true, {"sign", page.word("审查意见与签字", "Opinion and signature"), put_signature}},
  };
  std::vector<Section> sections;
  for (const auto& [wanted, section] : candidates) {
    if (wanted) sections.push_back(section);
  }
  return sections;
}

void put_contents(const std::vector<Section>& sections, Page& page) {
  auto& html = page.html;
  const auto contents =
      html.element("nav", {{"aria-label", std::string(page.word("目录", "Contents"))}});
  const auto list = html.element("ul");
  for (const auto& section : sections) {
    const auto entry = html.element("li");
    html.leaf("a", section.title, {{"href", fmt::format("#{}", section.id)}});
  }
}

void put_section(const Section& section, Page& page) {
  const std::string id(section.id);
  const auto element =
      page.html.element("section", {{"id", id}, {"aria-labelledby", id + "-title"}});
  page.heading(2, section.title, {{"id", id + "-title"}});
  section.put(page);
}

void put_body(Page& page) {
  auto& html = page.html;
  const auto body = html.element("body");
  html.leaf("a", page.word("跳到正文", "Skip to the report"),
            {{"class", "skip"}, {"href", "#main"}});
  put_header(page);
  if (!page.options.quiet) {
    const auto sections = sections_of(page);
    put_contents(sections, page);
    const auto main = html.element("main", {{"id", "main"}});
    for (const auto& section : sections) put_section(section, page);
  }
  if (page.is_audit() && !page.options.quiet) {
    const auto script = html.element("script");
    html.ours(embedded("index.js"));
  }
}

}  // namespace

void render_html(const ReportParts& report, const Digest& digest, const RenderOptions& options,
                 std::ostream& out) {
  Page page(report, digest, options, out);
  page.html.ours("<!DOCTYPE html>\n");
  const auto root = page.html.element("html", {{"lang", std::string(page.word("zh-CN", "en"))}});
  put_head(page);
  put_body(page);
}

}  // namespace guiju
