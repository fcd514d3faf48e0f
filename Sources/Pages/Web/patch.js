// The patch of the spectrum that was fitted, what was fitted, and what is left.

import { colorize, colorTable, lookup } from "./colors.js";
import { brief } from "./plot.js";

const element = (id) => document.getElementById(id);
const tables = { plain: await colorTable("viridis"), signed: await colorTable("RdBu_r") };

export class PatchView {
  /** Whether there was a patch to show. */
  isPossible = false;

  /** Shows { side, data, model, quantity, method, found }; nothing without. */
  show(patch) {
    this.isPossible ||= Boolean(patch);
    this.patch = patch;
    const data = patch?.data;
    const model = patch?.model;
    const residual = model && data.map((value, index) => value - model[index]);
    const all = data?.filter(Number.isFinite) ?? [];
    const [low, high] = all.length > 0 ? [Math.min(...all), Math.max(...all, ...(model ?? []))] : [0, 1];
    const most = residual ? Math.max(...residual.map(Math.abs)) : 0;
    this.draw("patch-data", data, low, high, tables.plain);
    this.draw("patch-model", model, low, high, tables.plain);
    this.draw("patch-residual", residual, -most, most, tables.signed);
    const hint = element("fit-hint");
    if (!patch) hint.textContent = "no patch: the window has no spectrum, or is not evaluated";
    else {
      const range = `${patch.quantity} ${brief(low, 3)} … ${brief(high, 3)}`;
      hint.textContent = `${patch.method}; ${range}` + (residual ? `, left ± ${brief(most, 2)}` : "; nothing was fitted");
    }
  }

  draw(id, values, low, high, table) {
    const canvas = element(id);
    const side = this.patch?.side ?? 1;
    // Each bin some pixels of the canvas, so that a mark can lie between them.
    const zoom = 16;
    const small = document.createElement("canvas");
    small.width = small.height = side;
    canvas.width = canvas.height = side * zoom;
    const context = canvas.getContext("2d");
    if (!values) return;
    const scale = 65534 / (high - low || 1);
    const levels = Uint16Array.from(values, (value) => (Number.isFinite(value) ? 1 + Math.min(Math.max((value - low) * scale, 0), 65534) : 0));
    colorize(small, levels, lookup(table, 1, 65535));
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, canvas.width, canvas.height);
    const { found } = this.patch;
    if (!found) return;
    const [x, y] = [(found.column + 0.5) * zoom, (found.row + 0.5) * zoom];
    for (const [width, color] of [[5, "rgb(0 0 0 / 0.6)"], [2, "#fff"]]) {
      context.lineWidth = width;
      context.strokeStyle = color;
      context.beginPath();
      context.moveTo(x - 10, y);
      context.lineTo(x + 10, y);
      context.moveTo(x, y - 10);
      context.lineTo(x, y + 10);
      context.stroke();
    }
  }
}
