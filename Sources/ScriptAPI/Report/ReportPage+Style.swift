extension ReportPage {
  /// Light or dark as the reader's system is; on paper light, with all of the page.
  static let style = """
    :root { --paper: #ffffff; --ink: #1b1f24; --soft: #59636e; --line: #d1d9e0; --shade: #f6f8fa;
      --accent: #0b5cad; --bad: #b42318; --bad-shade: #fdf0ee; --care: #7a4f00; --care-shade: #fff6dd;
      --keyword: #8a1c6b; --string: #0a5c2f; --number: #0b5cad; --comment: #59636e; }
    @media (prefers-color-scheme: dark) { :root { --paper: #14181d; --ink: #e4e8ec; --soft: #9aa4af; --line: #38424d;
      --shade: #1d232a; --accent: #79b8ff; --bad: #ff9a8f; --bad-shade: #3a1d1a; --care: #f0c674; --care-shade: #332a14;
      --keyword: #f2a6d8; --string: #8fd6a5; --number: #79b8ff; --comment: #9aa4af; } }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
    main, footer { max-width: 66rem; margin: 0 auto; padding: 1.5rem 1.25rem; }
    main p, main ul, main ol, blockquote { max-width: 46rem; }
    h1 { font-size: 1.8rem; line-height: 1.2; margin: 0.5rem 0 1rem; }
    h2 { font-size: 1.25rem; margin: 2rem 0 0.6rem; }
    h3 { font-size: 1rem; margin: 1.4rem 0 0.4rem; }
    a { color: var(--accent); }
    .tools { float: right; margin: 0; }
    button { font: inherit; color: inherit; background: none; cursor: pointer; }
    .tools button { border: 1px solid var(--line); border-radius: 4px; font-size: 0.85rem; padding: 0.15rem 0.6rem; }
    pre { font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; margin: 0.5rem 0; padding: 0.6rem 0.8rem;
      overflow-x: auto; border-radius: 4px; }
    pre, details pre { background: var(--shade); }
    p code, li code { font: 0.87em ui-monospace, "DejaVu Sans Mono", monospace; background: var(--shade); padding: 0.1em 0.3em; }
    summary { color: var(--soft); font-size: 0.8rem; cursor: pointer; }
    .code .line::before { counter-increment: line; content: counter(line); display: inline-block; width: 2.4em;
      margin-right: 1em; text-align: right; color: var(--soft); user-select: none; }
    .keyword { color: var(--keyword); } .string { color: var(--string); }
    .number { color: var(--number); } .comment { color: var(--comment); font-style: italic; }
    .printed { background: none; border-left: 3px solid var(--line); border-radius: 0; }
    .failure { background: var(--bad-shade); color: var(--bad); white-space: pre-wrap; }
    .failed { color: var(--bad); font-weight: 600; }
    .warning { background: var(--care-shade); color: var(--care); padding: 0.4rem 0.8rem; border-radius: 4px; }
    .note { color: var(--soft); font-size: 0.85rem; }
    .figures { display: flex; flex-wrap: wrap; gap: 0.8rem 1.2rem; align-items: flex-start; margin: 0.8rem 0; }
    figure { margin: 0; max-width: 100%; }
    figure img { max-width: 100%; height: auto; background: #ffffff; border-radius: 2px; }
    figcaption { color: var(--soft); font-size: 0.8rem; }
    .table { overflow-x: auto; }
    .long { max-height: 32rem; overflow-y: auto; border-bottom: 1px solid var(--line); }
    .long thead th { position: sticky; top: 0; background: var(--paper); }
    table { border-collapse: collapse; font-size: 0.85rem; font-variant-numeric: tabular-nums; margin: 0.5rem 0; }
    th, td { padding: 0.25rem 1.25rem 0.25rem 0; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
    th.number { text-align: right; color: inherit; }
    td.number { text-align: right; color: inherit; white-space: nowrap; }
    th button { border: 0; padding: 0; font-weight: 600; white-space: nowrap; }
    th[aria-sort="ascending"] button::after { content: " ▲"; }
    th[aria-sort="descending"] button::after { content: " ▼"; }
    footer { font-size: 0.9rem; padding-bottom: 3rem; }
    footer h2:first-child { border-top: 1px solid var(--line); padding-top: 1.5rem; margin-top: 0; }
    footer summary { margin: 1.4rem 0 0.4rem; } footer summary h3 { display: inline; margin: 0; color: var(--ink); }
    footer td { overflow-wrap: break-word; } footer td:last-child { overflow-wrap: anywhere; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; }
    dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
    @media print { :root { --paper: #ffffff; --ink: #000000; --soft: #444444; --line: #bbbbbb; --shade: #f6f6f6;
        --accent: #000000; --bad: #8a0000; --bad-shade: #ffffff; --care: #5a3a00; --care-shade: #ffffff;
        --keyword: #6a1250; --string: #0a4a26; --number: #0a4480; --comment: #555555; }
      body { font-size: 10.5pt; } .tools { display: none; } pre { white-space: pre-wrap; font-size: 8pt; }
      .code pre { font-size: 7pt; padding: 0.4rem 0; } .code .line { display: block; padding-left: 4.2em; text-indent: -4.2em; }
      .code .line::before { width: 3em; margin-right: 1.2em; text-indent: 0; }
      main, footer, main p, main ul, main ol { max-width: none; } main, footer { padding: 0; } footer { font-size: 9pt; }
      .table { overflow: visible; max-height: none; } .long thead th { position: static; }
      table { font-size: 8pt; } .wide table { font-size: 5.5pt; } .wide th, .wide td { padding-right: 0.6em; }
      figure, tr { break-inside: avoid; } h1, h2, h3, summary { break-after: avoid; } }
    """

  /// Folds all code; sorts a table by the column whose heading is clicked: numbers, then texts, empty cells at the end.
  static let script = """
    "use strict";
    const fold = document.getElementById("fold");
    if (fold) fold.addEventListener("click", () => {
      const cells = [...document.querySelectorAll("details.code")];
      const opens = cells.every((cell) => !cell.open);
      for (const cell of cells) cell.open = opens;
      fold.textContent = opens ? "Fold code" : "Show code";
    });
    // All of it on paper.
    const folded = () => [...document.querySelectorAll("details:not([open])")];
    let unfolded = [];
    addEventListener("beforeprint", () => { unfolded = folded(); for (const part of unfolded) part.open = true; });
    addEventListener("afterprint", () => { for (const part of unfolded) part.open = false; unfolded = []; });
    for (const table of document.querySelectorAll("table.sortable")) {
      const heads = [...table.tHead.rows[0].cells];
      heads.forEach((head, column) => head.firstElementChild.addEventListener("click", () => {
        const sign = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        const key = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
        const isNumber = (row) => row.cells[column].dataset.value !== undefined;
        const compare = (a, b) => {
          const [x, y] = [key(a), key(b)];
          if (x === "" || y === "") return x === y ? 0 : x === "" ? 1 : -1;
          if (isNumber(a) !== isNumber(b)) return isNumber(a) ? -sign : sign;
          return sign * (isNumber(a) ? Number(x) - Number(y) : x.localeCompare(y, "en", { numeric: true }));
        };
        table.tBodies[0].append(...[...table.tBodies[0].rows].sort(compare));
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
      }));
    }
    """
}
