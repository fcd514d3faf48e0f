// The plot of a profile: values with a band of their uncertainty.

import { fresh } from "./linked.js";
import { begin, brief, labels, ticks } from "./plot.js";

const box = { left: 62, right: 10, top: 6, bottom: 20 };

export class ProfilePlot {
  /** @param onpoint Is called with the share of the length that the pointer is at; without it when it leaves. */
  constructor(onpoint) {
    this.canvas = fresh("profile");
    this.onpoint = onpoint;
    this.canvas.addEventListener("pointermove", (event) => this.point(event.offsetX));
    this.canvas.addEventListener("pointerleave", () => this.point());
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  /** Shows { distance, value, sigma, unit }; nothing without. */
  show(data, label = "") {
    Object.assign(this, { data, label });
    this.at = undefined;
    this.draw();
  }

  point(x) {
    if (!this.data || this.data.distance.length < 2) return;
    const width = this.canvas.clientWidth - box.left - box.right;
    const share = (x - box.left) / width;
    this.at = x === undefined || share < 0 || share > 1
      ? undefined : Math.round(share * (this.data.distance.length - 1));
    this.onpoint(this.at === undefined ? undefined : this.at / (this.data.distance.length - 1));
    this.draw();
  }

  draw() {
    if (this.canvas.clientWidth === 0) return;
    const { context, width, height, colors } = begin(this.canvas);
    if (!this.data) return;
    const { distance, value, sigma } = this.data;
    const low = value.map((one, index) => (one === null ? null : one - (sigma?.[index] ?? 0)));
    const high = value.map((one, index) => (one === null ? null : one + (sigma?.[index] ?? 0)));
    const all = [...low, ...high].filter((one) => one !== null);
    let [bottom, top] = all.length > 0 ? [Math.min(...all), Math.max(...all)] : [0, 1];
    if (!(top > bottom)) [bottom, top] = [bottom - 0.5, top + 0.5];
    const air = (top - bottom) * 0.06;
    [bottom, top] = [bottom - air, top + air];
    const last = distance[distance.length - 1] || 1;
    const x = (one) => box.left + (one / last) * (width - box.left - box.right);
    const y = (one) => height - box.bottom - ((one - bottom) / (top - bottom)) * (height - box.top - box.bottom);
    this.drawAxes(context, { x, y, width, height, last, bottom, top, colors });
    if (sigma) this.drawBand(context, distance.map(x), low, high, y, colors);
    this.drawLine(context, distance.map(x), value, y, colors);
    if (this.at !== undefined) this.drawPoint(context, x(distance[this.at]), y, width, height, colors);
  }

  drawAxes(context, { x, y, width, height, last, bottom, top, colors }) {
    context.font = "12px system-ui, sans-serif";
    const values = ticks(bottom, top, 4);
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const [index, text] of labels(values).entries()) {
      context.fillStyle = colors.rule;
      context.fillRect(box.left, y(values[index]), width - box.left - box.right, 1);
      context.fillStyle = colors.faint;
      context.fillText(text, box.left - 6, y(values[index]));
    }
    const places = ticks(0, last, Math.max(2, Math.floor(width / 90)));
    context.textBaseline = "top";
    for (const [index, text] of labels(places).entries()) {
      context.textAlign = index === places.length - 1 ? "right" : "center";
      const unit = index === places.length - 1 ? ` ${this.data.unit}` : "";
      context.fillText(text + unit, x(places[index]) + (unit ? 12 : 0), height - box.bottom + 5);
    }
  }

  /** Stretches of values without a gap. */
  stretches(values) {
    const found = [];
    for (const [index, value] of values.entries()) {
      if (value === null) continue;
      if (index === 0 || values[index - 1] === null) found.push([]);
      found[found.length - 1].push(index);
    }
    return found;
  }

  drawBand(context, x, low, high, y, colors) {
    context.fillStyle = colors.accent;
    context.globalAlpha = 0.25;
    for (const places of this.stretches(low)) {
      context.beginPath();
      for (const place of places) context.lineTo(x[place], y(high[place]));
      for (const place of places.toReversed()) context.lineTo(x[place], y(low[place]));
      context.fill();
    }
    context.globalAlpha = 1;
  }

  drawLine(context, x, values, y, colors) {
    context.strokeStyle = colors.accent;
    context.fillStyle = colors.accent;
    context.lineWidth = 1.6;
    context.lineJoin = "round";
    for (const places of this.stretches(values)) {
      context.beginPath();
      for (const place of places) context.lineTo(x[place], y(values[place]));
      context.stroke();
      if (places.length === 1) context.fillRect(x[places[0]] - 1.5, y(values[places[0]]) - 1.5, 3, 3);
    }
  }

  drawPoint(context, x, y, width, height, colors) {
    const { distance, value, sigma, unit, value_unit: valueUnit } = this.data;
    const own = value[this.at];
    context.fillStyle = colors.chosen;
    context.fillRect(x - 0.5, box.top, 1, height - box.top - box.bottom);
    const uncertainty = own !== null && sigma?.[this.at] ? ` ± ${brief(sigma[this.at], 2)}` : "";
    const text = `${brief(distance[this.at])} ${unit}: ${brief(own, 6)}${uncertainty} ${valueUnit}`;
    context.font = "600 12px system-ui, sans-serif";
    context.textBaseline = "top";
    const isLeft = x < width / 2;
    context.textAlign = isLeft ? "left" : "right";
    context.fillText(text, x + (isLeft ? 6 : -6), box.top);
    if (own === null) return;
    context.beginPath();
    context.arc(x, y(own), 3.5, 0, 2 * Math.PI);
    context.fill();
  }
}
