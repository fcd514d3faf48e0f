// The list of results, and which of them have changed since their run.

import { get } from "./link.js";

const headings = {
  map: "Maps", strain: "Strain", image: "Images", figure: "Figures", table: "Tables", other: "Other files",
};
const words = {
  changed: "changed since the run", missing: "files are missing", unchanged: "", unrecorded: "",
};

export class ResultNavigation {
  /**
   * @param results [{ name, kind }].
   * @param list The element; it is hidden when there is nothing to choose.
   * @param onchoose Is called with the index of a result.
   */
  constructor(results, list, onchoose) {
    Object.assign(this, { results, onchoose });
    this.buttons = results.map((result, index) => this.button(result, index));
    list.hidden = results.length < 2;
    let kind;
    for (const [index, result] of results.entries()) {
      if (result.kind !== kind) {
        const heading = document.createElement("h2");
        heading.textContent = headings[result.kind];
        list.append(heading);
        kind = result.kind;
      }
      list.append(this.buttons[index]);
    }
  }

  button({ name, kind }, index) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(name, document.createElement("small"));
    button.disabled = kind === "other";
    button.addEventListener("click", () => this.onchoose(index));
    return button;
  }

  choose(index) {
    this.chosen = index;
    for (const [place, button] of this.buttons.entries()) button.setAttribute("aria-current", String(place === index));
  }

  /** Compares the results with what their run has recorded, one after the other. */
  async check() {
    if (this.results.length < 2) return;
    for (const [index, button] of this.buttons.entries()) {
      const { state, files } = await get("state", { result: index });
      const note = button.querySelector("small");
      note.textContent = words[state];
      note.classList.toggle("wrong", words[state] !== "");
      button.dataset.state = state;
      if (files.length > 0) button.title = files.join("\n");
    }
  }
}
