// Sorting tables, and searching the index. Everything can be read without it; so what it needs, it
// adds.
"use strict";
{
  const compare = new Intl.Collator(document.documentElement.lang, {numeric: true}).compare;

  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort || cell.textContent;
  };

  const makeSortable = (table) => {
    const body = table.tBodies[0];
    const headings = Array.from(table.tHead.rows[0].cells);
    const rows = Array.from(body.rows);
    const sort = (column, heading) => {
      const falling = heading.getAttribute("aria-sort") === "ascending";
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const sign = falling ? -1 : 1;
      rows.sort((left, right) => sign * compare(key(left, column), key(right, column)));
      body.append(...rows);
    };
    headings.forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = heading.textContent;
      button.addEventListener("click", () => sort(column, heading));
      heading.replaceChildren(button);
    });
  };

  const makeSearchable = (table) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    const found = document.createElement("output");
    label.className = "search";
    label.textContent = table.dataset.search;
    input.type = "search";
    label.append(input);
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      for (const row of table.tBodies[0].rows) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
        if (!row.hidden) shown += 1;
      }
      found.textContent = wanted ? shown + " " + table.dataset.found : "";
    });
    table.parentElement.before(label, found);
  };

  document.querySelectorAll("table.index, table.statistics").forEach(makeSortable);
  document.querySelectorAll("table.index").forEach(makeSearchable);
}
