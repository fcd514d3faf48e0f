// What is under the cursor: values, the reason why there is none, the local spectrum and the fitted patch.

import { fresh } from "./linked.js";
import { get, newest } from "./link.js";
import { PatchView } from "./patch.js";
import { drawScaleBar } from "./scalebar.js";
import { SpectrumPane } from "./spectrum.js";
import { isDark, statusColor, statusNames } from "./statuses.js";

const element = (id) => document.getElementById(id);

/** Of `reflection 1 · 0.2353 nm`, or `111 · 0.2353 nm`, what stands at the head of a column. */
const shortName = (title) => title.split(" · ")[0].replace("reflection ", "no. ");

export class LookPanel {
  constructor(index, result, stages, signal) {
    Object.assign(this, { index, result, stages });
    this.group = 0;
    this.updates = 0; // places that were shown
    this.fetch = newest((place) => this.load(place));
    this.patch = new PatchView();
    this.pane = new SpectrumPane(fresh("spectrum"), result.window);
    this.pane.overlays.push((context) => this.drawSpots(context));
    this.pane.overlays.push((context) => {
      drawScaleBar(context, this.pane, 1 / (this.pane.side * result.pixel_size_x), `1/${result.unit}`);
    });
    const contrast = element("spectrum-contrast");
    const setContrast = () => {
      this.pane.contrast = Number(contrast.value);
      this.pane.recolor();
    };
    contrast.addEventListener("input", setContrast, { signal });
    this.pane.contrast = Number(contrast.value);
    element("place").textContent = "Move over the image; a click pins a place.";
    element("readings").replaceChildren();
    element("spectrum-hint").textContent = "";
    element("fit").hidden = true;
    stages.mark();
  }

  setGroup(group) {
    this.group = group;
    if (this.stages.place) this.show(this.stages.place);
  }

  show(place) { this.fetch(place); }

  /** What follows the cursor, and what a click and the keys do. */
  tool = (viewer) => ({
    hover: (point) => {
      if (!this.stages.isPinned) this.stages.look(this.stages.placeAt(viewer, point));
    },
    click: (point) => {
      const place = this.stages.placeAt(viewer, point);
      const { place: now, isPinned } = this.stages;
      if (isPinned && place && place.row === now.row && place.column === now.column) this.stages.free();
      else this.stages.pin(place);
    },
    key: (event) => {
      const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
      const step = steps[event.key];
      if (event.key === "Enter") return this.stages.pin(this.stages.place), true;
      if (event.key === "Escape") return this.stages.free(), true;
      if (!step) return false;
      const factor = event.shiftKey ? 10 : 1;
      this.stages.move(factor * step[0], factor * step[1]);
      return true;
    },
  });

  async load(place) {
    const values = { result: this.index, ...place };
    try {
      const [look, levels] = await Promise.all([
        get("look", { ...values, group: this.group }), get("spectrum", values).catch((error) => error.message),
      ]);
      this.look = look;
      this.fillReadings(look);
      this.showSpectrum(look, levels);
      this.patch.show(look.patch);
      element("fit").hidden = !this.patch.isPossible;
    } catch (error) {
      element("place").textContent = error.message;
    }
    this.updates += 1;
  }

  // Values.

  fillReadings({ row, column, source_row: y, source_column: x, intensity, groups }) {
    const isImage = this.result.planes[0].kind === "micrograph";
    element("place").textContent = `row ${y + 1}, column ${x + 1}` +
      (this.result.step > 1 ? ` · map ${row + 1}, ${column + 1}` : "");
    const table = document.createElement("table");
    const several = groups.length > 1;
    if (several) this.addRow(table, "", groups.map(({ title }) => ({ text: shortName(title), isHead: true })));
    const value = intensity === null ? "–" : String(Number(intensity.toPrecision(6)));
    const first = groups[0].values;
    for (const [line, { symbol, unit }] of first.entries()) {
      this.addRow(table, unit ? `${symbol} (${unit})` : symbol, groups.map(({ values }) => ({ text: values[line].text, isMissing: values[line].value === null, name: values[line].name })));
    }
    if (groups.some(({ status }) => status)) {
      this.addRow(table, "status", groups.map(({ status }) => ({ status })));
    }
    this.addRow(table, isImage ? "value" : "image", [{ text: value, span: groups.length, name: "intensity", isWhole: true }]);
    const reasons = groups.map(({ title, reason }, index) => {
      const line = document.createElement("p");
      line.className = "reason";
      line.dataset.group = index;
      line.hidden = !reason;
      line.textContent = (several ? `${shortName(title)}: ` : "") + (reason ?? "");
      return line;
    });
    element("readings").replaceChildren(table, ...reasons);
  }

  addRow(table, title, cells) {
    const row = table.insertRow();
    const head = document.createElement("th");
    [head.scope, head.textContent] = ["row", title];
    row.append(head);
    for (const [index, { text, status, isHead, isMissing, isWhole, span, name }] of cells.entries()) {
      const cell = isHead ? row.appendChild(document.createElement("th")) : row.insertCell();
      if (span > 1) cell.colSpan = span;
      cell.classList.toggle("chosen", cells.length > 1 && index === this.group && !isWhole);
      cell.classList.toggle("without", Boolean(isMissing));
      if (name) [cell.dataset.name, cell.dataset.group] = [name, index];
      if (status === undefined) cell.textContent = text;
      else cell.append(this.badge(status));
    }
  }

  badge(status) {
    const badge = document.createElement("span");
    const number = statusNames.indexOf(status);
    badge.className = isDark(number) ? "badge dark" : "badge";
    badge.style.background = statusColor(number);
    badge.textContent = status;
    return badge;
  }

  // The spectrum.

  showSpectrum(look, levels) {
    const isThere = levels instanceof ArrayBuffer;
    this.spots = isThere ? look.spots : [];
    this.pane.show(isThere ? new Uint16Array(levels) : undefined, look.window.side);
    element("spectrum-hint").textContent = isThere
      ? `${look.window.side} px window` + (this.spots.length === 0 ? "" : this.spots.some(({ found }) => found) ? " · dashed: selected · solid: found" : " · dashed: selected")
      : levels;
    this.lookCloser();
  }

  /** Shows the part of the spectrum in which the spots are, once. */
  lookCloser() {
    if (this.hasLooked || !this.spots?.length || !this.pane.isFitted) return;
    this.hasLooked = true;
    const most = Math.max(...this.spots.map(({ selected }) => Math.max(Math.abs(selected.row), Math.abs(selected.column))));
    const distance = most + 10;
    if (distance < this.pane.side / 2) this.pane.focusOn(this.pane.middle, this.pane.middle, distance);
  }

  drawSpots(context) {
    const { pane } = this;
    if (!this.spots || !pane.levels) return;
    const place = ({ row, column }) => pane.toCanvas(pane.middle + column, pane.middle + row);
    for (const [index, { label, selected, found, patch }] of this.spots.entries()) {
      const isChosen = index === this.group;
      const color = isChosen ? "#ffd23f" : "#7fc4ff";
      const radius = Math.max(9, 2.9 * pane.scale);
      context.lineWidth = isChosen ? 1.8 : 1.3;
      context.strokeStyle = color;
      context.setLineDash([4, 3]);
      this.circle(context, place(selected), radius);
      context.setLineDash([]);
      if (found) this.circle(context, place(found), radius * 0.66);
      if (patch && isChosen) {
        const [x, y] = pane.toCanvas(pane.middle - 0.5 + patch.column, pane.middle - 0.5 + patch.row);
        context.lineWidth = 1;
        context.strokeRect(x, y, patch.side * pane.scale, patch.side * pane.scale);
      }
      const [x, y] = place(selected);
      context.font = "600 13px system-ui, sans-serif";
      context.lineWidth = 3;
      context.strokeStyle = "rgb(0 0 0 / 0.75)";
      context.strokeText(label, x + radius + 4, y + 4);
      context.fillStyle = color;
      context.fillText(label, x + radius + 4, y + 4);
    }
  }

  circle(context, [x, y], radius) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
  }
}
