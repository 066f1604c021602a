// Holds HTML reports to what people need of them, by tools that are not ours: html-validate for the
// markup, axe for accessibility, Chromium for what becomes of it on a screen, on paper, and of a
// dossier made to do harm.
//
//   node check.mjs GUIJU NODE_PACKAGES [--pictures FOLDER], from the root of the repository
//
// With --pictures it leaves screenshots and PDF files to be looked at.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [guiju, packages, option, pictures] = process.argv.slice(2);
const require = createRequire(path.resolve(packages, "package.json"));
const { chromium } = require("playwright-core");
const { HtmlValidate } = require("html-validate");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "guiju-html-"));
const failures = [];
let checks = 0;

function expect(holds, what) {
  checks += 1;
  if (!holds) failures.push(what);
}

// ---------------------------------------------------------------- reports

/** Runs `guiju check`; the page it writes and the same report as data. */
function report(name, paths, ...options) {
  const file = path.join(folder, `${name}.html`);
  const json = path.join(folder, `${name}.json`);
  try {
    execFileSync(guiju, ["check", ...paths, ...options, "--quiet", "--output", `html=${file}`,
                         "--output", `json=${json}`], { stdio: "pipe" });
  } catch (error) {
    if (error.status !== 1) throw new Error(`${name}: ${error.stderr}`);
  }
  return { name, file, data: JSON.parse(fs.readFileSync(json, "utf8")) };
}

const nasty = "</style></title></textarea></script><script>hit()</script>" +
    "<img src=x onerror=hit()><svg onload=hit()>\"'`--><a href=\"javascript:hit()\">" +
    "\u001b[31m\u202e\u2066\u0007\u0085\ufeff&lt;${hit()}{{hit()}}";

/** The dossier with every value that `wanted` picks ending in what would do harm. */
function poisoned(yaml, wanted) {
  return yaml.replace(/([\w\u4e00-\u9fff]+): ([^\s{}\[\],#"'][^{}\[\],#\n]*)/g,
                      (all, key, value) => wanted(key)
                          ? `${key}: ${JSON.stringify(value.trim() + nasty)}` : all);
}

function hostile() {
  const dossiers = path.join(folder, "hostile");
  fs.mkdirSync(dossiers);
  const source = fs.readFileSync("examples/zhejiang/broken/seven-county-members.yaml", "utf8");
  const names = new Set(["name", "title", "number", "file", "名称", "单位名称", "文号", "文件"]);
  fs.writeFileSync(path.join(dossiers, "<img src=x onerror=hit()>.yaml"),
                   poisoned(source, (key) => names.has(key)));
  // Nothing of the second is what it should be; but its kind, or none of it would be read.
  fs.writeFileSync(path.join(dossiers, "all.yaml"),
                   poisoned(source, (key) => key !== "kind" && key !== "类型"));
  fs.writeFileSync(path.join(dossiers, "unreadable.yaml"), `a: [${nasty.slice(0, 90)}\n`);
  return report("hostile", [dossiers]);
}

// ---------------------------------------------------------------- checks

const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:a11y", "html-validate:document"],
  rules: {
    // The page is well-formed XML as well.
    "void-style": ["error", { style: "selfclosing" }],
    "attribute-boolean-style": ["error", { style: "name" }],
    "doctype-style": "off",
    "long-title": "off",
  },
});

async function check_markup(page) {
  const result = await validator.validateFile(page.file);
  const messages = result.results.flatMap((file) => file.messages);
  const first = messages[0];
  expect(messages.length === 0,
         first && `${page.name}:${first.line}: ${first.ruleId}: ${first.message} (${messages.length})`);
}

async function open(browser, report, settings) {
  const context = await browser.newContext({ bypassCSP: true, ...settings });
  const page = await context.newPage();
  const told = [];
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) told.push(`asks for ${request.url()}`);
  });
  page.on("pageerror", (error) => told.push(String(error)));
  page.on("console", (message) => told.push(message.text()));
  page.on("dialog", (dialog) => { told.push("a dialog"); dialog.dismiss(); });
  await page.addInitScript(() => { window.hits = 0; window.hit = () => { window.hits += 1; }; });
  await page.goto(pathToFileURL(report.file).href);
  return { context, page, told };
}

async function check_accessible(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  for (const violation of violations) {
    const node = violation.nodes[0];
    expect(false, `${name}: ${violation.id} (${violation.impact}), ${violation.nodes.length} times: ` +
                  `${node.html.slice(0, 160)}: ${node.failureSummary.slice(0, 240)}`);
  }
  checks += 1;
}

async function check_widths(page, name) {
  const wide = await page.evaluate(() =>
      document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide <= 0, `${name}: the page is ${wide} pixels wider than its window`);
}

async function check_counts(page, { name, data }) {
  const found = await page.evaluate(() => ({
    errors: document.querySelectorAll("article.is-error").length,
    review: document.querySelectorAll("ol.checklist > li").length,
    clauses: document.querySelectorAll("#clauses table.clauses tbody tr").length +
        document.querySelectorAll("#clauses details.others li").length,
    rows: document.querySelectorAll("table.index tbody tr").length,
    verdict: document.querySelector(".verdict-line").textContent,
  }));
  const { totals } = data;
  expect(found.errors === totals.errors, `${name}: ${found.errors} errors, not ${totals.errors}`);
  const review = totals.review_open + totals.review_answered;
  expect(found.review === review, `${name}: ${found.review} questions, not ${review}`);
  const clauses = data.packs.reduce((sum, pack) => sum + pack.clauses.length, 0);
  expect(found.clauses === clauses, `${name}: ${found.clauses} clauses, not ${clauses}`);
  if (data.dossiers.length > 1) {
    expect(found.rows >= data.dossiers.length, `${name}: ${found.rows} rows in the index`);
  }
  expect(found.verdict.includes(String(totals.errors)), `${name}: ${found.verdict}`);
}

async function picture(page, name) {
  if (option !== "--pictures") return;
  fs.mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
}

async function check_print(page, { name }) {
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  const unseen = await page.evaluate(() =>
      Array.from(document.querySelectorAll("article, ol.checklist > li, .signature, table.clauses tr"))
          .filter((element) => !element.checkVisibility({ contentVisibilityAuto: true })).length);
  expect(unseen === 0, `${name}: ${unseen} elements are not printed`);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const boxes = pdf.toString("latin1").match(/\/MediaBox \[0 0 [\d. ]+\]/g) ?? [];
  expect(boxes.length > 0 && boxes.every((box) => /\[0 0 59[456][\d.]* 84[12][\d.]*\]/.test(box)),
         `${name}: not printed on A4: ${boxes[0]}`);
  if (option === "--pictures") fs.writeFileSync(path.join(pictures, `${name}.pdf`), pdf);
}

/** In each colour scheme and at two widths; axe, which takes most of the time, in those of `schemes`. */
async function check_page(browser, report, schemes) {
  for (const [colorScheme, width] of [["light", 1280], ["dark", 390]]) {
    const name = `${report.name}-${colorScheme}-${width}`;
    const { context, page, told } =
        await open(browser, report, { colorScheme, viewport: { width, height: 900 } });
    await check_widths(page, name);
    if (schemes.includes(colorScheme)) await check_accessible(page, name);
    await picture(page, name);
    if (colorScheme === "light") {
      await check_counts(page, report);
      await check_print(page, report);
    }
    for (const line of told) expect(false, `${name}: ${line}`);
    await context.close();
  }
}

/** The page under its own policy, as a reader's browser has it: nothing of it is refused, its style holds, and
 *  its script runs where there is one. The other checks look past the policy, to see that the escapes alone suffice. */
async function check_policy(browser, report, scripted) {
  const { context, page, told } = await open(browser, report, { bypassCSP: false });
  await page.waitForTimeout(100);
  for (const line of told) expect(false, `${report.name}: under its policy: ${line}`);
  expect(await page.locator(".verdict").evaluate((box) => getComputedStyle(box).borderStyle !== "none"),
         `${report.name}: its style is refused`);
  expect(await page.getByRole("searchbox").count() === (scripted ? 1 : 0),
         `${report.name}: its script ${scripted ? "is refused" : "should not be there"}`);
  await context.close();
}

async function check_index(browser, report) {
  const { context, page } = await open(browser, report, {});
  const column = () => page.evaluate(() =>
      Array.from(document.querySelectorAll("table.index tbody tr"))
          .filter((row) => !row.hidden).map((row) => Number(row.cells[3].textContent)));
  const sorted = (numbers, sign) =>
      numbers.every((number, i) => i === 0 || sign * (number - numbers[i - 1]) >= 0);
  const before = await column();
  expect(!sorted(before, 1), "the index is in order of errors by chance; choose another example");
  const button = page.locator("table.index thead button").nth(3);
  await button.focus();
  await page.keyboard.press("Enter");
  expect(sorted(await column(), 1), "the index does not sort upwards by keyboard");
  await button.click();
  expect(sorted(await column(), -1), "the index does not sort downwards");
  const name = report.data.dossiers[1].file;
  await page.getByRole("searchbox").fill(name);
  expect((await column()).length === 1, `searching for ${name} leaves other rows`);
  await page.getByRole("searchbox").fill("");
  expect((await column()).length === before.length, "an empty search hides rows");
  await context.close();
}

async function check_without_scripts(browser, report) {
  const { context, page } = await open(browser, report, { javaScriptEnabled: false });
  const rows = await page.locator("table.index tbody tr").count();
  expect(rows === report.data.dossiers.length, "the index is not there without scripts");
  expect(await page.locator("button").count() === 0, "a button does nothing without scripts");
  await context.close();
}

async function check_harmless(browser, report) {
  const { context, page, told } = await open(browser, report, {});
  await page.mouse.move(300, 300);
  const found = await page.evaluate(() => ({
    hits: window.hits,
    foreign: Array.from(document.querySelectorAll(
        "img, iframe, object, embed, link, form, svg [onload], [onerror], [onload], [href^='javascript']"))
        .map((element) => element.outerHTML),
    scripts: document.scripts.length,
    links: Array.from(document.links).filter((link) => !link.getAttribute("href").startsWith("#")).length,
    shown: document.body.textContent.includes("<script>hit()</script>"),
    acting: (document.documentElement.outerHTML.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g) ?? []).length,
  }));
  expect(found.hits === 0, `${report.name}: ${found.hits} scripts of a dossier ran`);
  expect(found.foreign.length === 0, `${report.name}: ${found.foreign[0]}`);
  expect(found.scripts === 1, `${report.name}: ${found.scripts} scripts`);
  expect(found.links === 0, `${report.name}: ${found.links} links lead elsewhere`);
  expect(found.shown, `${report.name}: what the dossier holds is not shown`);
  expect(found.acting === 0, `${report.name}: ${found.acting} characters act unseen`);
  for (const line of told) expect(false, `${report.name}: ${line}`);
  await context.close();
}

/** The traps above do spring where nothing is escaped. */
async function check_traps(browser) {
  const trap = { name: "trap", file: path.join(folder, "trap.html") };
  fs.writeFileSync(trap.file, `<!DOCTYPE html><html lang="en"><title>x</title><p>${nasty}</p></html>`);
  const { context, page } = await open(browser, trap, {});
  await page.waitForTimeout(100);
  expect(await page.evaluate(() => window.hits) > 0, "the hostile text would do no harm anywhere");
  await context.close();
}

// ---------------------------------------------------------------- the run

const executablePath = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
// Chromium keeps no sandbox for root, as whom containers run tests.
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const audit = report("audit", ["seven-county-members", "member-without-level", "same-member-twice"].map(
        (name) => `examples/zhejiang/broken/${name}.yaml`).concat("examples/zhejiang/valid/alliance.yaml"));
  const harmful = hostile();
  const pages = [
    [report("broken", ["examples/zhejiang/broken/seven-county-members.yaml"], "--lang", "zh"),
     ["light", "dark"]],
    [report("kept", [first_of("examples/gansu/valid")], "--lang", "en"), ["light"]],
    [audit, ["dark"]], [harmful, []],
  ];
  for (const [page, schemes] of pages) {
    await check_markup(page);
    await check_page(browser, page, schemes);
  }
  await check_policy(browser, pages[0][0], false);
  await check_policy(browser, audit, true);
  await check_index(browser, audit);
  await check_without_scripts(browser, audit);
  await check_harmless(browser, harmful);
  await check_traps(browser);
} finally {
  await browser.close();
  fs.rmSync(folder, { recursive: true });
}

function first_of(folder) {
  return path.join(folder, fs.readdirSync(folder).filter((name) => name.endsWith(".yaml")).sort()[0]);
}

for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${checks} checks, ${failures.length} failed`);
process.exit(failures.length > 0 ? 1 : 0);
