// Results that are shown as they are: pictures and tables.

import { get } from "./link.js";

/** Shows a saved figure; one that browsers do not show in a page is offered. */
export function showPicture(target, name, index, type) {
  target.replaceChildren();
  const address = `picture?result=${index}`;
  if (type === "application/pdf") {
    const link = document.createElement("a");
    [link.href, link.download, link.textContent] = [address, name.split("/").pop(), `Save ${name} to look at it`];
    target.append(link);
    return;
  }
  const picture = document.createElement("img");
  [picture.src, picture.alt] = [address, name];
  target.append(picture);
}

/** Shows a table; a click on a heading sorts it. */
export async function showTable(target, index) {
  const { rows, columns } = await get("table", { result: index });
  target.replaceChildren();
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  const order = [...columns[0]?.cells.keys() ?? []];
  const body = table.createTBody();
  const fill = () => {
    body.replaceChildren();
    for (const place of order) {
      const row = body.insertRow();
      for (const { cells } of columns) {
        const cell = cells[place];
        row.insertCell().textContent = cell === null ? "" : typeof cell === "number" ? Number(cell.toPrecision(7)) : cell;
      }
    }
  };
  for (const { heading, cells } of columns) {
    const title = document.createElement("th");
    const button = document.createElement("button");
    [button.type, button.className, button.textContent] = ["button", "plain heading", heading];
    button.title = "Sort by it; again: the other way round";
    let way = -1;
    button.addEventListener("click", () => {
      way = -way;
      order.sort((a, b) => way * compare(cells[a], cells[b]));
      fill();
    });
    title.append(button);
    head.append(title);
  }
  fill();
  target.append(table);
  if (order.length < rows) {
    const hint = document.createElement("p");
    [hint.className, hint.textContent] = ["hint", `The first ${order.length} of ${rows} rows.`];
    target.append(hint);
  }
}

/** Numbers by their value, before texts; what is missing last. */
function compare(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return typeof a === "number" ? a - b : a.localeCompare(b, undefined, { numeric: true });
}
