// Two stages on which the image and a map of it are seen in the same place. Places are map pixels { row, column } from 0.

import { drawScaleBar } from "./scalebar.js";
import { Viewer } from "./viewer.js";

/** The canvas anew, without what listens to it. */
export function fresh(id) {
  const old = document.getElementById(id);
  const copy = old.cloneNode();
  old.replaceWith(copy);
  return copy;
}

export class LinkedStages {
  /**
   * @param index The result's.
   * @param result What is known of it.
   * @param hasMap Whether there is a map beside the image.
   */
  constructor(index, result, hasMap, signal) {
    Object.assign(this, { index, result, step: result.step });
    this.place = undefined; // what is looked at
    this.isPinned = false;
    this.onplace = () => {};
    this.image = new Viewer(fresh("image"), result.source);
    this.viewers = [this.image];
    if (hasMap) {
      this.map = new Viewer(fresh("map"), { ...result.source, rows: result.rows, columns: result.columns, levels: 1 });
      this.viewers.push(this.map);
      // Nothing is shown until a plane is, and nothing is fitted but with the image.
      Object.assign(this.map, { colorName: "", isFitted: false });
      this.follow();
    }
    const perPixel = result.pixel_size_x;
    this.image.overlays.push((context) => {
      this.drawWindow(context);
      this.drawPlace(context, this.image);
      drawScaleBar(context, this.image, perPixel, result.unit);
    });
    this.map?.overlays.push((context) => {
      this.drawPlace(context, this.map);
      // An uncalibrated map's pixels are `step` pixels of the image.
      drawScaleBar(context, this.map, perPixel * this.step, result.unit);
    });
    document.getElementById("image-chip").textContent = hasMap ? "image" : "";
    document.getElementById("image-chip").hidden = !hasMap;
    document.getElementById("free").addEventListener("click", () => this.free(), { signal });
  }

  get title() { return this.result.summary.split(" ").slice(0, 2).join("_"); }
  groupName(group) { return this.result.groups.length > 1 ? `_${group + 1}` : ""; }

  // One view for both: the map has no view of its own.

  follow() {
    const { image, map, step } = this;
    for (const name of ["fit", "zoom", "pan", "reveal"]) {
      map[name] = (...values) => image[name](...(name === "reveal" ? this.toSource(values) : values));
    }
    image.onview = () => {
      const [x, y, scale] = [(image.x - 0.5) / step + 0.5, (image.y - 0.5) / step + 0.5, image.scale * step];
      if (map.x === x && map.y === y && map.scale === scale) return;
      Object.assign(map, { x, y, scale });
      map.draw();
    };
    image.fit();
  }

  /** A rectangle of map pixels in pixels of the image. */
  toSource([x, y, width, height]) {
    const { step } = this;
    return [(x - 0.5) * step + 0.5, (y - 0.5) * step + 0.5, width * step, height * step];
  }

  redraw() { for (const viewer of this.viewers) viewer.redraw(); }

  /** The part of the image that is seen. */
  get part() {
    const { image } = this;
    const [row, column] = [Math.max(image.y, 0), Math.max(image.x, 0)];
    return {
      row, column, rows: Math.min(image.y + image.height / image.scale, image.size.rows) - row,
      columns: Math.min(image.x + image.width / image.scale, image.size.columns) - column,
    };
  }

  // Places.

  /** The map pixel at a point of a stage; none outside. */
  placeAt(viewer, { x, y }) {
    const step = viewer === this.map ? 1 : this.step;
    if (x < 0 || y < 0 || x >= viewer.size.columns || y >= viewer.size.rows) return undefined;
    const within = (value, count) => Math.min(Math.max(Math.round((value - 0.5) / step), 0), count - 1);
    return { row: within(y, this.result.rows), column: within(x, this.result.columns) };
  }

  /** The point of a stage in pixels of the image, the centre of the first pixel being (0, 0). */
  positionAt(viewer, { x, y }) {
    const step = viewer === this.map ? this.step : 1;
    const within = (value, count) => Math.min(Math.max((value - 0.5) * step, 0), count - 1);
    return { row: within(y, this.image.size.rows), column: within(x, this.image.size.columns) };
  }

  /** Where such a position is on a stage's canvas. */
  toCanvas(viewer, { row, column }) {
    const step = viewer === this.map ? this.step : 1;
    return viewer.toCanvas(column / step + 0.5, row / step + 0.5);
  }

  /** Looks at a place. */
  look(place) {
    if (!place || (this.place?.row === place.row && this.place?.column === place.column)) return;
    this.place = place;
    this.redraw();
    this.onplace(place);
  }

  pin(place) {
    if (!place) return;
    this.isPinned = true;
    this.look(place);
    this.mark();
  }

  free() {
    this.isPinned = false;
    this.mark();
  }

  mark() {
    document.getElementById("free").hidden = !this.isPinned;
    this.redraw();
  }

  /** Moves the place by map pixels, and pins it. */
  move(down, right) {
    const { rows, columns } = this.result;
    const from = this.place ?? { row: Math.floor(rows / 2), column: Math.floor(columns / 2) };
    const within = (value, count) => Math.min(Math.max(value, 0), count - 1);
    this.pin({ row: within(from.row + down, rows), column: within(from.column + right, columns) });
    const { row, column } = this.place;
    this.image.reveal(column * this.step - 8, row * this.step - 8, 16 + this.step, 16 + this.step);
  }

  // Marks.

  drawPlace(context, viewer) {
    if (!this.place) return;
    const step = viewer === this.map ? 1 : this.step;
    const [x, y] = viewer.toCanvas(this.place.column * step + 0.5, this.place.row * step + 0.5);
    const reach = Math.max(4, viewer.scale / 2 + 2);
    for (const [width, color] of [[3, "rgb(0 0 0 / 0.6)"], [1.2, this.isPinned ? "#ffd23f" : "#fff"]]) {
      context.lineWidth = width;
      context.strokeStyle = color;
      context.beginPath();
      for (const [right, down] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        context.moveTo(x + right * reach, y + down * reach);
        context.lineTo(x + right * (reach + 9), y + down * (reach + 9));
      }
      // The pixel itself, when it is larger than a dot.
      if (viewer === this.map && viewer.scale > 6) {
        context.rect(x - viewer.scale / 2, y - viewer.scale / 2, viewer.scale, viewer.scale);
      }
      context.stroke();
    }
  }

  /** The window of which the spectrum is shown. */
  drawWindow(context) {
    if (!this.place) return;
    const { window: side } = this.result;
    const half = Math.floor(side / 2);
    const [x, y] = this.image.toCanvas(this.place.column * this.step - half, this.place.row * this.step - half);
    const size = side * this.image.scale;
    for (const [width, color] of [[2.5, "rgb(0 0 0 / 0.45)"], [1, this.isPinned ? "#ffd23f" : "rgb(255 255 255 / 0.85)"]]) {
      context.lineWidth = width;
      context.strokeStyle = color;
      context.strokeRect(x, y, size, size);
    }
  }
}
