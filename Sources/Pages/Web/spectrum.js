// The spectrum of a window on a stage, and its fetching: one request at a time, the newest place first.

import { colorize, colorTable, lookup } from "./colors.js";
import { Stage } from "./stage.js";

export class SpectrumPane extends Stage {
  /** @param side Pixels of the window along a side. */
  constructor(canvas, side) {
    super(canvas, { rows: side, columns: side });
    this.image = document.createElement("canvas");
    this.contrast = 0.5; // 0: all of it, 1: the strongest only
    this.updates = 0;
    colorTable("gray").then((table) => {
      this.table = table;
      this.recolor();
    });
  }

  get side() { return this.size.columns; }
  /** The place of zero frequency. */
  get middle() { return Math.floor(this.side / 2) + 0.5; }

  /** Shows the spectrum of a window { row, column, side }, soon; `problem` is told where there is none. */
  async follow(window, problem = () => {}) {
    this.wanted = window;
    if (this.isBusy) return;
    this.isBusy = true;
    while (this.wanted) {
      const { row, column, side } = this.wanted;
      this.wanted = undefined;
      try {
        const response = await fetch(`spectrum?row=${row}&column=${column}&side=${side}`);
        if (response.status === 200) this.show(new Uint16Array(await response.arrayBuffer()), side);
        else this.show(undefined, side);
        problem(response.status === 204 ? "Pixels are missing in this window." : "");
      } catch {
        problem("The connection to fringe is lost.");
      }
    }
    this.isBusy = false;
  }

  /** Shows numbers: side × side of them, or nothing. */
  show(levels, side) {
    const isOther = side !== this.side;
    this.size = { rows: side, columns: side };
    this.levels = levels;
    this.updates += 1;
    Object.assign(this.canvas.dataset, { updates: this.updates, middle: this.middle });
    if (isOther) this.fit();
    this.recolor();
  }

  recolor() {
    if (this.levels && this.table) {
      const { side } = this;
      if (this.image.width !== side) [this.image.width, this.image.height] = [side, side];
      const [low, high] = this.bounds();
      colorize(this.image, this.levels, lookup(this.table, low, high));
    }
    this.redraw();
  }

  /** From around the noise to the strongest spot; zero frequency and its lobe may be brighter. */
  bounds() {
    const { side, levels } = this;
    const middle = Math.floor(side / 2);
    let high = 0;
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        if (Math.abs(row - middle) <= 3 && Math.abs(column - middle) <= 3) continue;
        high = Math.max(high, levels[row * side + column]);
      }
    }
    const step = Math.max(1, Math.floor(levels.length / 8192)) | 1;
    const sample = levels.filter((_, index) => index % step === 0).sort();
    const noise = sample[Math.floor(sample.length / 2)];
    // At one half the noise is a dark grey.
    return [noise + (high - noise) * (1.6 * this.contrast - 1), high];
  }

  paint(context) {
    if (!this.levels || this.image.width !== this.side) return;
    context.imageSmoothingEnabled = false;
    const [left, top] = this.toCanvas(0, 0);
    context.drawImage(this.image, left, top, this.side * this.scale, this.side * this.scale);
  }
}
