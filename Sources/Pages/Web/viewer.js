// An image on a stage: tiles, contrast and colours.

import { colorize, colorTable, lookup } from "./colors.js";
import { Stage } from "./stage.js";
import { side, Tiles } from "./tiles.js";

export class Viewer extends Stage {
  /**
   * @param canvas The element.
   * @param info { name, rows, columns, levels, range: [low, high], display: [low, high] } of the image.
   */
  constructor(canvas, info) {
    super(canvas, info);
    this.show(info);
  }

  /** Shows another image, in the same place when it has the same size; `colors` is the name of a colour map. */
  show(info, colors = "gray") {
    const isOther = info.rows !== this.size.rows || info.columns !== this.size.columns;
    this.info = info;
    this.size = info;
    this.tiles = new Tiles(info, () => this.redraw());
    this.contrast = [...info.display];
    if (isOther) this.fit();
    return this.setColors(colors);
  }

  async setColors(name) {
    this.colorName = name;
    const table = await colorTable(name);
    if (this.colorName !== name) return;
    this.table = table;
    this.setContrast(...this.contrast);
  }

  /** The values that have the first and the last colour. */
  setContrast(low, high) {
    this.contrast = [low, high];
    const [first, last] = this.info.range;
    const level = (value) => 1 + ((value - first) / (last - first)) * 65534;
    this.colors = this.table && lookup(this.table, level(low), level(high));
    this.redraw();
  }

  /** The value that a number of a tile stands for. */
  value(level) {
    const [first, last] = this.info.range;
    return level === 0 ? NaN : first + ((level - 1) / 65534) * (last - first);
  }

  /** The value of the pixel at a position as far as it was fetched, at the level that is shown. */
  valueAt(x, y) {
    const level = this.level;
    const [row, column] = [Math.floor(y / 2 ** level), Math.floor(x / 2 ** level)];
    const tile = this.tiles.peek(level, Math.floor(row / side), Math.floor(column / side));
    return tile && this.value(tile.levels[(row % side) * tile.canvas.width + (column % side)]);
  }

  /** The level of which a pixel is at least as large as one of the screen. */
  get level() {
    const ratio = this.canvas.width / (this.width || 1);
    const level = Math.floor(Math.log2(1 / (this.scale * ratio)) + 0.25);
    return Math.min(Math.max(level, 0), this.info.levels - 1);
  }

  paint(context) {
    if (!this.colors) return;
    context.imageSmoothingEnabled = this.scale < 1;
    context.save();
    const [left, top] = this.toCanvas(0, 0);
    context.beginPath();
    context.rect(left, top, this.info.columns * this.scale, this.info.rows * this.scale);
    context.clip();
    const level = this.level;
    const size = side * 2 ** level;
    const last = (count) => Math.ceil(count / size) - 1;
    const rows = [Math.max(0, Math.floor(this.y / size)),
      Math.min(last(this.info.rows), Math.floor((this.y + this.height / this.scale) / size))];
    const columns = [Math.max(0, Math.floor(this.x / size)),
      Math.min(last(this.info.columns), Math.floor((this.x + this.width / this.scale) / size))];
    this.tiles.forget();
    this.missing = 0;
    for (let row = rows[0]; row <= rows[1]; row++) {
      for (let column = columns[0]; column <= columns[1]; column++) this.paintTile(context, level, row, column);
    }
    context.restore();
    this.canvas.dataset.missing = this.missing;
  }

  /** Draws a tile; until it is there, the part of a coarser one. */
  paintTile(context, level, row, column) {
    const tile = this.tiles.get(level, row, column);
    if (tile) return this.place(context, tile, level, row, column, 0, 0, tile.canvas.width, tile.canvas.height);
    this.missing += 1;
    for (let up = 1; level + up < this.info.levels; up++) {
      const coarse = this.tiles.peek(level + up, row >> up, column >> up);
      if (!coarse) continue;
      const part = side >> up;
      const [x, y] = [(column % (1 << up)) * part, (row % (1 << up)) * part];
      const width = Math.min(part, coarse.canvas.width - x);
      const height = Math.min(part, coarse.canvas.height - y);
      if (width > 0 && height > 0) this.place(context, coarse, level + up, row >> up, column >> up, x, y, width, height);
      return;
    }
  }

  /** Draws a part of a tile where it belongs, without gaps to its neighbours. */
  place(context, tile, level, row, column, x, y, width, height) {
    if (tile.colors !== this.colors) {
      colorize(tile.canvas, tile.levels, this.colors);
      tile.colors = this.colors;
    }
    const ratio = this.canvas.width / (this.width || 1);
    const snap = (value) => Math.round(value * ratio) / ratio;
    const size = 2 ** level;
    const [left, top] = this.toCanvas((column * side + x) * size, (row * side + y) * size);
    const [right, bottom] = this.toCanvas((column * side + x + width) * size, (row * side + y + height) * size);
    context.drawImage(tile.canvas, x, y, width, height, snap(left), snap(top), snap(right) - snap(left), snap(bottom) - snap(top));
  }
}
