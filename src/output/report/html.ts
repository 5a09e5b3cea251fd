/** Text as HTML: nothing that comes from a run or a model can be read as markup. */

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text inside an element or an attribute. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign]);
}

/** A paragraph. */
export function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`;
}

/** A table that scrolls by itself where it is wider than the page. @param rows of texts; the first cell names the row */
export function tableHtml(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = header.map((text) => `<th scope="col">${escaped(text)}</th>`).join("");
  const body = rows.map(
    ([name, ...cells]) =>
      `<tr><th scope="row">${escaped(name)}</th>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`,
  );
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

/** A list to choose from; the page's script hands the choice to a signal of a chart. @param options value and words */
export function chooserHtml(
  label: string,
  chart: string,
  signal: string,
  options: readonly (readonly [value: string, words: string])[],
): string {
  const items = options.map(
    ([value, words]) => `<option value="${escaped(value)}">${escaped(words)}</option>`,
  );
  return `<label>${escaped(label)} <select data-chart="${chart}" data-signal="${signal}">${items.join("")}</select></label>`;
}

/** Place of a chart. @param words what it shows, for those who do not see it */
export function chartHtml(id: string, words: string): string {
  return `<div class="chart" id="chart-${id}" role="img" aria-label="${escaped(words)}"></div>`;
}

/** A value as JSON inside a script element, which no text in it can end. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", String.raw`\u003c`);
}
