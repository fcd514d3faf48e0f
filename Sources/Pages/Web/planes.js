// Which plane of a result is shown, in which colours and range, and how its values are spread.

import { get } from "./link.js";
import { HistogramPlot } from "./histogram.js";
import { statusColor, statusNames, statusRange, statusTable } from "./statuses.js";
import { brief } from "./plot.js";

const element = (id) => document.getElementById(id);
const usual = { plain: "viridis", signed: "RdBu_r", micrograph: "gray" };

export class PlanePanel {
  /** @param onplane Is called with the plane { name, group } that is shown. */
  constructor(index, result, colors, stages, hasMap, onplane, signal) {
    Object.assign(this, { index, result, stages, hasMap, onplane });
    this.planes = result.planes;
    this.chosen = { plane: 0, group: 0 };
    this.settings = new Map(); // of each plane: colours and range
    this.fill("plane", this.planes.map(({ name }) => name));
    this.fill("group", result.groups);
    this.fill("colors", colors);
    this.plot = new HistogramPlot((low, high) => this.setRange(low, high));
    const on = (id, type, listener) => element(id).addEventListener(type, listener, { signal });
    for (const id of ["plane", "group"]) {
      on(id, "change", () => {
        this.chosen[id] = element(id).selectedIndex;
        this.show();
      });
    }
    on("colors", "change", () => {
      this.setting.colors = element("colors").value;
      this.recolor();
    });
    for (const id of ["low", "high"]) on(id, "change", () => this.setRange(Number(element("low").value), Number(element("high").value)));
    on("auto", "click", () => this.setRange(...this.usualRange));
    addEventListener("resize", () => this.plot.draw(), { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.plot.draw(), { signal });
  }

  fill(id, names) {
    element(id).replaceChildren(...names.map((name) => new Option(name, name)));
    element(id).selectedIndex = 0;
  }

  get plane() { return { ...this.planes[this.chosen.plane], group: this.chosen.group }; }
  get viewer() { return this.stages.map ?? this.stages.image; }
  get isStatus() { return this.plane.kind === "status"; }

  /** What a figure needs to know. */
  get choice() {
    const { colors } = this.setting;
    const [low, high] = this.viewer.contrast;
    return { plane: this.plane, colors: this.isStatus ? "viridis" : colors, low, high };
  }

  /** The next plane, or the next reflection. */
  next(what) {
    const count = what === "plane" ? this.planes.length : this.result.groups.length;
    this.chosen[what] = (this.chosen[what] + 1) % count;
    element(what).selectedIndex = this.chosen[what];
    this.show();
  }

  async show() {
    const { name, group, label, kind } = this.plane;
    const image = this.hasMap ? `${this.index}.${name}.${group}` : `${this.index}.source`;
    const key = `${name}.${group}`;
    const [info, histogram] = await Promise.all([get("plane", { image }), get("histogram", { image })]);
    if (key !== `${this.plane.name}.${this.plane.group}`) return; // another was chosen meanwhile
    this.info = info;
    if (!this.settings.has(key)) {
      this.settings.set(key, { colors: usual[kind] ?? "viridis", range: this.usualRange });
    }
    this.setting = this.settings.get(key);
    element("map-chip").textContent = label + (this.result.groups.length > 1 ? ` · ${this.result.groups[group]}` : "");
    element("range-title").textContent = label;
    this.viewer.show(info, this.setting.colors);
    if (this.isStatus) {
      this.viewer.colorName = "status";
      this.viewer.table = statusTable();
    }
    this.plot.show(histogram, info.range);
    this.fillStatuses(histogram);
    this.fillSpread(histogram);
    for (const id of ["colors", "low", "high", "auto"]) element(id).parentElement.classList.toggle("off", this.isStatus);
    element("histogram").hidden = this.isStatus;
    element("statuses").hidden = !this.isStatus;
    for (const id of ["colors", "low", "high", "auto"]) element(id).disabled = this.isStatus;
    element("colors").value = this.setting.colors;
    this.setRange(...this.setting.range);
    this.recolor();
    this.onplane(this.plane);
    this.shown = key;
  }

  /** That of the bulk of the values; of signed ones, symmetric about 0. */
  get usualRange() {
    const [low, high] = this.info.display;
    if (this.plane.kind === "status") return statusRange;
    if (this.plane.kind !== "signed") return [low, high];
    const most = Math.max(Math.abs(low), Math.abs(high));
    return [-most, most];
  }

  setRange(low, high) {
    if (!(low < high)) [low, high] = this.viewer.contrast;
    this.setting.range = [low, high];
    this.viewer.setContrast(low, high);
    [element("low").value, element("high").value] = [brief(low), brief(high)];
    this.plot.setRange(low, high);
  }

  async recolor() {
    if (this.isStatus) return;
    await this.viewer.setColors(this.setting.colors);
    this.plot.setTable(this.viewer.table);
    element("missing").style.background = `rgb(${this.viewer.table.slice(768).join(" ")})`;
  }

  fillStatuses({ statuses }) {
    element("statuses").replaceChildren(...(statuses ?? []).map((count, status) => {
      const item = document.createElement("li");
      const swatch = document.createElement("span");
      swatch.className = "swatch";
      swatch.style.background = statusColor(status);
      const text = document.createElement("span");
      text.textContent = `${statusNames[status]}: ${count.toLocaleString("en")}`;
      item.hidden = count === 0;
      item.append(swatch, text);
      return item;
    }));
  }

  fillSpread({ present, missing, mean, std }) {
    const count = (number) => number.toLocaleString("en");
    if (present === 0) {
      element("spread").textContent = "No pixel has a value" + (this.planes.some(({ kind }) => kind === "status") ? "; the plane “status” tells why." : ".");
      element("missing").hidden = false;
      return;
    }
    const parts = [`${count(present)} ${present === 1 ? "value" : "values"}`];
    if (missing > 0) parts.push(`${count(missing)} missing`);
    if (present > 0 && !this.isStatus) parts.push(`mean ${brief(mean, 5)}, std ${brief(std, 2)}`);
    element("spread").textContent = parts.join(" · ");
    element("missing").hidden = missing === 0;
  }
}
