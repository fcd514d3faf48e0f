// The window on the image, and the tool that moves it.

const color = "#ffd23f";

export class WindowTool {
  /**
   * @param viewer The image.
   * @param place { row, column, side } of the window.
   * @param onmove Is called when the window has moved.
   */
  constructor(viewer, place, onmove) {
    Object.assign(this, { viewer, place, onmove });
    this.name = "window";
    viewer.overlays.push((context) => this.draw(context));
  }

  /** Moves its first pixel; it stays in the image. */
  move(row, column) {
    const { rows, columns } = this.viewer.info;
    const within = (value, limit) => Math.min(Math.max(Math.round(value), 0), limit - this.place.side);
    const place = { ...this.place, row: within(row, rows), column: within(column, columns) };
    if (place.row === this.place.row && place.column === this.place.column) return;
    this.place = place;
    this.viewer.redraw();
    this.onmove();
  }

  holds({ x, y }) {
    const { row, column, side } = this.place;
    return x >= column && x < column + side && y >= row && y < row + side;
  }

  cursor(point) { return this.holds(point) ? "move" : ""; }

  press(point) {
    if (!this.holds(point)) return false;
    this.grip = { x: point.x - this.place.column, y: point.y - this.place.row };
    return true;
  }

  drag(point) { this.move(point.y - this.grip.y, point.x - this.grip.x); }

  click(point) { this.move(point.y - this.place.side / 2, point.x - this.place.side / 2); }

  key(event) {
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const step = steps[event.key];
    if (!step) return false;
    const size = event.shiftKey ? this.place.side / 4 : 4;
    const { row, column, side } = this.place;
    this.move(row + size * step[0], column + size * step[1]);
    this.viewer.reveal(this.place.column, this.place.row, side, side);
    return true;
  }

  draw(context) {
    const { row, column, side } = this.place;
    const { viewer } = this;
    viewer.canvas.dataset.window = `${row},${column}`;
    const [left, top] = viewer.toCanvas(column, row);
    const size = side * viewer.scale;
    const middle = [left + size / 2, top + size / 2];
    for (const [width, style] of [[3.5, "rgb(0 0 0 / 0.5)"], [1.5, color]]) {
      context.lineWidth = width;
      context.strokeStyle = style;
      context.strokeRect(left, top, size, size);
      context.beginPath();
      context.moveTo(middle[0] - 6, middle[1]);
      context.lineTo(middle[0] + 6, middle[1]);
      context.moveTo(middle[0], middle[1] - 6);
      context.lineTo(middle[0], middle[1] + 6);
      context.stroke();
    }
  }
}
