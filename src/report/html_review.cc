// What an HTML report leaves to a person: the checklist, and room to sign.

#include "report/html_page.h"

namespace guiju {

namespace {

/// Lines of `file` need no name beside them.
void put_look(const ReviewItem::Look& look, std::string_view file, Page& page) {
  auto& html = page.html;
  const auto language = page.language();
  const auto row = html.element("tr");
  html.leaf("th", look.what.in(language), {{"scope", "row"}});
  if (!look.place.known()) {
    const auto absent = html.element("td", {{"colspan", "2"}});
    page.badge(Ink::warning, page.word("材料中没有", "not in the dossier"));
    return;
  }
  html.leaf("td", look.value.in(language));
  html.leaf("td", words_of(look.place, file, language), {{"class", "where"}});
}

void put_evidence(const ReviewItem& item, std::string_view file, Page& page) {
  auto& html = page.html;
  if (item.look_at.empty()) {
    html.leaf("p", page.word("看全文", "see the whole dossier"), {{"class", "aside"}});
    return;
  }
  const auto table = html.element("table", {{"class", "evidence"}});
  html.leaf("caption", page.word("要看的材料", "Evidence to look at"), {{"class", "unseen"}});
  {
    const auto head = html.element("thead");
    const auto row = html.element("tr");
    html.leaf("th", page.word("材料", "evidence"), {{"scope", "col"}});
    html.leaf("th", page.word("所写内容", "as written"), {{"scope", "col"}});
    html.leaf("th", page.word("位置", "place"), {{"scope", "col"}});
  }
  const auto body = html.element("tbody");
  for (const auto& look : item.look_at) put_look(look, file, page);
}

void put_box(std::string_view label, Html& html) {
  const auto box = html.element("label", {{"class", "box"}});
  html.empty("input", {{"type", "checkbox"}});
  html.text(label);
}

void put_line(std::string_view label, std::string_view name, Html& html) {
  const auto line = html.element("label", {{"class", fmt::format("line {}", name)}});
  html.leaf("span", label);
  html.empty("input", {{"type", "text"}, {"autocomplete", "off"}});
}

void put_item(const ReviewItem& item, std::string_view file, Page& page) {
  auto& html = page.html;
  const auto language = page.language();
  const auto entry = html.element("li");
  const auto group = html.element("fieldset");
  html.leaf("legend", item.review->ask.in(language));
  {
    const auto source = html.element("p", {{"class", "address"}});
    html.text(citation_of(*item.review->clause, language));
    html.text(" ");
    html.leaf("span", item.review->address);
  }
  put_evidence(item, file, page);
  if (item.answer) {
    const auto answer = html.element("p", {{"class", "answer"}});
    page.badge(item.answer->kept ? Ink::good : Ink::error, label_of(item, language));
    html.text(" " + words_of(*item.answer, language));
    return;
  }
  const auto answer = html.element("div", {{"class", "answer"}});
  put_box(words_for_verdict(true).in(language), html);
  put_box(words_for_verdict(false).in(language), html);
  put_line(page.word("说明", "note"), "note", html);
}

}  // namespace

void put_checklist(const DossierPart& part, Page& page) {
  auto& html = page.html;
  html.leaf("p",
            page.word("以下问题机器不作结论。勾选和填写的内容不会保存，请打印，或另存为PDF；"
                      "要存档，用 guiju review 生成审查意见表。",
                      "A machine does not decide these. What is ticked or filled in is not kept: "
                      "print the page, or save it as PDF; for the record, guiju review makes a "
                      "file to fill in."),
            {{"class", "aside"}});
  const auto list = html.element("ol", {{"class", "checklist"}});
  for (const auto* item : part.review) put_item(*item, part.file, page);
}

void put_signature(Page& page) {
  auto& html = page.html;
  const auto frame = html.element("div", {{"class", "signature"}});
  {
    const auto opinion = html.element("label", {{"class", "opinion"}});
    html.leaf("span", page.word("审查意见", "opinion"));
    html.leaf("textarea", "", {{"rows", "4"}});
  }
  const auto row = html.element("div", {{"class", "signers"}});
  put_line(page.word("审查人姓名", "reviewer's name"), "name", html);
  put_line(page.word("签名", "signature"), "sign", html);
  put_line(page.word("日期", "date"), "date", html);
}

}  // namespace guiju
