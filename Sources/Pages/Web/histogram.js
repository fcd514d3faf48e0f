// A histogram with the range of the colours on it, which can be dragged.

import { fresh } from "./linked.js";
import { begin, labels, ticks } from "./plot.js";

const bar = 12; // height of the colours, CSS pixels
const margin = 8;

export class HistogramPlot {
  /** @param onrange Is called with the ends of the range when they are dragged. */
  constructor(onrange) {
    this.canvas = fresh("histogram");
    this.onrange = onrange;
    this.canvas.addEventListener("pointerdown", (event) => this.press(event));
    this.canvas.addEventListener("pointermove", (event) => this.move(event));
    this.canvas.addEventListener("pointerup", () => { this.grip = undefined; });
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  show({ values, counts }, range) {
    Object.assign(this, { values, counts, span: range });
    this.draw();
  }

  setRange(low, high) {
    this.range = [low, high];
    this.draw();
  }

  setTable(table) {
    this.table = table;
    this.draw();
  }

  // The axis spans all values, or the range where that is wider.
  get ends() {
    const low = Math.min(this.span[0], this.range?.[0] ?? this.span[0]);
    const high = Math.max(this.span[1], this.range?.[1] ?? this.span[1]);
    return [low, high > low ? high : low + 1];
  }

  place(value) {
    const [low, high] = this.ends;
    return margin + ((value - low) / (high - low)) * (this.canvas.clientWidth - 2 * margin);
  }

  value(x) {
    const [low, high] = this.ends;
    return low + ((x - margin) / (this.canvas.clientWidth - 2 * margin)) * (high - low);
  }

  press(event) {
    if (!this.range) return;
    const [x, [low, high]] = [event.offsetX, this.range.map((value) => this.place(value))];
    this.grip = Math.abs(x - low) <= Math.abs(x - high) ? 0 : 1;
    this.canvas.setPointerCapture(event.pointerId);
    this.move(event);
  }

  move(event) {
    if (this.range) {
      const isNear = this.range.some((value) => Math.abs(this.place(value) - event.offsetX) < 6);
      this.canvas.style.cursor = isNear || this.grip !== undefined ? "ew-resize" : "";
    }
    if (this.grip === undefined) return;
    const range = [...this.range];
    range[this.grip] = Math.min(Math.max(this.value(event.offsetX), this.ends[0]), this.ends[1]);
    if (range[0] < range[1]) this.onrange(...range);
  }

  draw() {
    if (!this.values || this.canvas.clientWidth === 0) return;
    const { context, width, height, colors } = begin(this.canvas);
    const base = height - bar - 20;
    const most = Math.max(...this.counts, 1);
    // A few pixels among thousands are still seen.
    const tall = (count) => (count === 0 ? 0 : Math.max(1, ((base - 4) * count) / most));
    const half = this.values.length > 1 ? (this.values[1] - this.values[0]) / 2 : 1;
    context.fillStyle = colors.faint;
    for (const [index, count] of this.counts.entries()) {
      const [left, right] = [this.place(this.values[index] - half), this.place(this.values[index] + half)];
      context.fillRect(left, base - tall(count), Math.max(right - left - 0.3, 0.7), tall(count));
    }
    if (!this.counts.some((count) => count > 0)) return;
    this.drawColors(context, base, colors);
    this.drawAxis(context, base + bar, width, colors);
  }

  /** The colours under the values that have them, and the ends of the range. */
  drawColors(context, top, colors) {
    if (!this.range || !this.table) return;
    const [left, right] = this.range.map((value) => this.place(value));
    const color = (index) => `rgb(${this.table.slice(3 * index, 3 * index + 3).join(" ")})`;
    const [start, end] = [margin, this.canvas.clientWidth - margin];
    context.fillStyle = color(0);
    context.fillRect(start, top, left - start, bar);
    context.fillStyle = color(255);
    context.fillRect(right, top, end - right, bar);
    const gradient = context.createLinearGradient(left, 0, Math.max(right, left + 0.1), 0);
    for (let stop = 0; stop <= 16; stop++) gradient.addColorStop(stop / 16, color(Math.round((stop * 255) / 16)));
    context.fillStyle = gradient;
    context.fillRect(left, top, right - left, bar);
    context.fillStyle = colors.chosen;
    for (const [x, way] of [[left, -1], [right, 1]]) {
      context.fillRect(x - 1, 0, 2, top + bar);
      context.beginPath();
      context.moveTo(x, 0);
      context.lineTo(x - way * 7, 4);
      context.lineTo(x, 8);
      context.fill();
    }
  }

  drawAxis(context, top, width, colors) {
    const values = ticks(...this.ends, Math.max(2, Math.floor(width / 90)));
    const texts = labels(values);
    context.font = "12px system-ui, sans-serif";
    context.textBaseline = "top";
    context.fillStyle = colors.faint;
    for (const [index, value] of values.entries()) {
      const x = this.place(value);
      context.fillRect(x - 0.5, top, 1, 4);
      const half = context.measureText(texts[index]).width / 2;
      context.fillText(texts[index], Math.min(Math.max(x - half, 0), width - 2 * half), top + 6);
    }
  }
}
