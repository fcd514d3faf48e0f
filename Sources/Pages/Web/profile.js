// A line that is drawn over the image and its map, and the profile along it.

import { download } from "./download.js";
import { get, newest } from "./link.js";
import { ProfilePlot } from "./profileplot.js";

const element = (id) => document.getElementById(id);
const ends = ["row1", "column1", "row2", "column2"];
const near = 9;

export class ProfilePanel {
  constructor(index, result, stages, hasMap, tell, signal) {
    Object.assign(this, { index, result, stages, hasMap, tell });
    this.line = undefined; // [{ row, column }, { row, column }] in pixels of the image, from 0
    this.fetch = newest(() => this.load());
    this.plot = new ProfilePlot((share) => this.point(share));
    for (const viewer of stages.viewers) viewer.overlays.push((context) => this.draw(context, viewer));
    for (const id of ends) {
      element(id).value = "";
      element(id).addEventListener("change", () => this.read(), { signal });
    }
    element("width").addEventListener("change", () => this.change(), { signal });
    element("csv").addEventListener("click", () => this.saveTable(), { signal });
    element("csv").disabled = true;
    element("profile-hint").textContent = "Draw a line with the Line tool (L), or type its ends.";
    addEventListener("resize", () => this.plot.draw(), { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.plot.draw(), { signal });
  }

  setPlane(plane) {
    this.plane = plane;
    if (this.line) this.fetch();
  }

  get width() { return Math.max(1, Math.round(Number(element("width").value) || 1)); }

  /** The ends as a figure needs them. */
  get positions() {
    if (!this.line) return {};
    const [from, to] = this.line;
    return { row1: from.row, column1: from.column, row2: to.row, column2: to.column };
  }

  // Drawing the line.

  tool = (viewer) => ({
    cursor: () => "crosshair",
    press: (point) => {
      const place = this.stages.positionAt(viewer, point);
      const grip = this.line?.findIndex((end) => this.distance(viewer, end, place) < near) ?? -1;
      if (grip < 0) this.start = place;
      this.grip = grip < 0 ? 1 : grip;
      return true;
    },
    drag: (point) => {
      this.line = this.start ? [this.start, this.start] : [...this.line];
      this.start = undefined;
      this.line[this.grip] = this.stages.positionAt(viewer, point);
      this.change();
    },
    release: () => { this.start = undefined; },
    hover: (point) => {
      if (!this.stages.isPinned) this.stages.look(this.stages.placeAt(viewer, point));
    },
    key: (event) => {
      if (event.key !== "Delete" && event.key !== "Backspace") return false;
      this.line = undefined;
      this.change();
      return true;
    },
  });

  distance(viewer, a, b) {
    const [[x1, y1], [x2, y2]] = [this.stages.toCanvas(viewer, a), this.stages.toCanvas(viewer, b)];
    return Math.hypot(x1 - x2, y1 - y2);
  }

  /** Takes the line that was typed. */
  read() {
    const values = ends.map((id) => (element(id).value === "" ? NaN : Number(element(id).value) - 1));
    if (values.some(Number.isNaN)) return;
    this.line = [{ row: values[0], column: values[1] }, { row: values[2], column: values[3] }];
    this.change();
  }

  change() {
    const { row1, column1, row2, column2 } = this.positions;
    const text = (value) => (value === undefined ? "" : Number((value + 1).toFixed(1)));
    for (const [id, value] of Object.entries({ row1, column1, row2, column2 })) {
      if (document.activeElement !== element(id)) element(id).value = text(value);
    }
    this.stages.redraw();
    this.fetch();
  }

  draw(context, viewer) {
    if (!this.line) return;
    const [from, to] = this.line.map((end) => this.stages.toCanvas(viewer, end));
    const wide = (this.width / (viewer === this.stages.map ? this.stages.step : 1)) * viewer.scale;
    if (wide > 3) {
      context.lineWidth = wide;
      context.strokeStyle = "rgb(255 255 255 / 0.22)";
      this.stroke(context, from, to);
    }
    for (const [width, color] of [[3.5, "rgb(0 0 0 / 0.6)"], [1.5, "#fff"]]) {
      context.lineWidth = width;
      context.strokeStyle = color;
      this.stroke(context, from, to);
    }
    for (const [index, [x, y]] of [from, to].entries()) {
      context.beginPath();
      context.arc(x, y, 4.5, 0, 2 * Math.PI);
      context.fillStyle = index === 0 ? "#fff" : "#ffd23f";
      context.fill();
      context.lineWidth = 1;
      context.strokeStyle = "rgb(0 0 0 / 0.7)";
      context.stroke();
    }
    if (this.share !== undefined) {
      const [x, y] = [from[0] + this.share * (to[0] - from[0]), from[1] + this.share * (to[1] - from[1])];
      context.beginPath();
      context.arc(x, y, 6, 0, 2 * Math.PI);
      context.lineWidth = 2;
      context.strokeStyle = "#ff9f1c";
      context.stroke();
    }
  }

  stroke(context, from, to) {
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
  }

  /** Marks a place on the line, as a share of its length. */
  point(share) {
    this.share = share;
    this.stages.redraw();
  }

  // The profile.

  get query() {
    return { result: this.index, plane: this.plane.name, group: this.plane.group, ...this.positions, width: this.width };
  }

  async load() {
    const hint = element("profile-hint");
    if (!this.line || !this.plane) {
      this.data = undefined;
      hint.textContent = "Draw a line with the Line tool (L), or type its ends.";
    } else if (this.plane.kind === "status") {
      this.data = undefined;
      hint.textContent = "A status has no profile: choose another plane.";
    } else {
      try {
        this.data = await get("profile", this.query);
        hint.textContent = this.describe(this.data);
      } catch (error) {
        this.data = undefined;
        hint.textContent = error.message;
      }
    }
    element("csv").disabled = !this.data;
    this.plot.show(this.data, this.plane?.label);
  }

  describe({ value, sigma, distance, unit }) {
    const present = value.filter((one) => one !== null).length;
    const length = distance.length > 1 ? distance[distance.length - 1] : 0;
    return `${Number(length.toPrecision(4))} ${unit}, ${present} of ${value.length} with a value` +
      (sigma ? " · band ±1σ" : "");
  }

  async saveTable() {
    try {
      const name = `profile_${this.plane.name}${this.stages.groupName(this.plane.group)}.csv`;
      this.tell(`Saved ${await download("profile.csv", this.query, name)}.`);
    } catch (error) {
      this.tell(error.message);
    }
  }
}
