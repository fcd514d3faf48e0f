// A canvas on which something is looked at: zoom, pan, tools and what is drawn on top. Positions are in pixels of the
// thing shown, x to the right and y down from its top left corner; the centre of its first pixel is (0.5, 0.5).

const dragThreshold = 4;

export class Stage {
  /**
   * @param canvas The element; it gets the keyboard when it is clicked.
   * @param size { rows, columns } of the thing shown.
   */
  constructor(canvas, size) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d", { alpha: false });
    this.size = size;
    this.scale = 1; // CSS pixels per pixel of the thing shown
    this.x = 0; // what is at the canvas's top left corner
    this.y = 0;
    this.overlays = []; // functions (context, stage), in the order in which they are drawn
    this.tool = {}; // cursor, press(point, event), drag, release, click, hover, leave
    this.onview = () => {};
    this.isFitted = true;
    this.pointers = new Map();
    this.frames = 0;
    new ResizeObserver(() => this.resize()).observe(canvas);
    for (const kind of ["pointerdown", "pointermove", "pointerup", "pointercancel", "pointerleave"]) {
      canvas.addEventListener(kind, (event) => this[kind](event));
    }
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    canvas.addEventListener("keydown", (event) => this.key(event));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
    this.resize();
  }

  // What is seen.

  get width() { return this.canvas.clientWidth; }
  get height() { return this.canvas.clientHeight; }
  get fittingScale() {
    return Math.min(this.width / this.size.columns, this.height / this.size.rows) || 1;
  }

  /** Where a position is on the canvas, CSS pixels. */
  toCanvas(x, y) { return [(x - this.x) * this.scale, (y - this.y) * this.scale]; }

  /** The position under the pointer. */
  at(event) {
    const box = this.canvas.getBoundingClientRect();
    return {
      x: this.x + (event.clientX - box.left) / this.scale,
      y: this.y + (event.clientY - box.top) / this.scale,
    };
  }

  /** Shows the whole. */
  fit() {
    this.scale = this.fittingScale;
    this.x = (this.size.columns - this.width / this.scale) / 2;
    this.y = (this.size.rows - this.height / this.scale) / 2;
    this.isFitted = true;
    this.redraw();
  }

  /** Shows what lies within a distance of a place. */
  focusOn(x, y, distance) {
    this.scale = Math.min(this.width, this.height) / (2 * distance);
    this.x = x - this.width / this.scale / 2;
    this.y = y - this.height / this.scale / 2;
    this.isFitted = false;
    this.redraw();
  }

  /** Zooms by a factor about a place on the canvas; its middle when left out. */
  zoom(factor, left = this.width / 2, top = this.height / 2) {
    const least = Math.min(this.fittingScale / 2, 1);
    const scale = Math.min(Math.max(this.scale * factor, least), 64);
    this.x += left / this.scale - left / scale;
    this.y += top / this.scale - top / scale;
    this.scale = scale;
    this.isFitted = false;
    this.keepInside();
  }

  /** Moves what is seen by CSS pixels. */
  pan(right, down) {
    this.x -= right / this.scale;
    this.y -= down / this.scale;
    this.isFitted = false;
    this.keepInside();
  }

  /** Moves as little as is needed to see a rectangle. */
  reveal(x, y, width, height) {
    const [across, down] = [this.width / this.scale, this.height / this.scale];
    if (x + width > this.x + across) this.x = x + width - across;
    if (y + height > this.y + down) this.y = y + height - down;
    this.x = Math.min(this.x, x);
    this.y = Math.min(this.y, y);
    this.redraw();
  }

  /** The middle of what is seen stays on the thing shown. */
  keepInside() {
    const [across, down] = [this.width / this.scale / 2, this.height / this.scale / 2];
    this.x = Math.min(Math.max(this.x, -across), this.size.columns - across);
    this.y = Math.min(Math.max(this.y, -down), this.size.rows - down);
    this.redraw();
  }

  // Drawing.

  /** Draws at the next frame. */
  redraw() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.draw();
    });
  }

  draw() {
    const { context, canvas } = this;
    const ratio = canvas.width / (this.width || 1);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = getComputedStyle(canvas).backgroundColor;
    context.fillRect(0, 0, this.width, this.height);
    this.paint(context);
    for (const overlay of this.overlays) {
      context.save();
      overlay(context, this);
      context.restore();
    }
    this.frames += 1;
    // For those who read the page by program.
    Object.assign(canvas.dataset, { scale: this.scale, x: this.x, y: this.y });
    this.onview();
  }

  /** Draws the thing itself. */
  paint() {}

  resize() {
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.max(1, Math.round(this.width * ratio));
    this.canvas.height = Math.max(1, Math.round(this.height * ratio));
    if (this.isFitted) this.fit();
    else this.redraw();
  }

  // Pointers: one works with the tool or pans, two zoom.

  pointerdown(event) {
    this.canvas.focus({ preventScroll: true });
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, event);
    if (this.pointers.size > 1) return;
    this.start = event;
    this.moved = false;
    const isMine = event.button === 0 && this.tool.press?.(this.at(event), event);
    this.mode = isMine ? "tool" : "pan";
  }

  pointermove(event) {
    const last = this.pointers.get(event.pointerId);
    if (!last) {
      this.canvas.style.cursor = this.tool.cursor?.(this.at(event)) ?? "";
      this.tool.hover?.(this.at(event), event);
      return;
    }
    const pair = [...this.pointers.values()];
    this.pointers.set(event.pointerId, event);
    if (pair.length === 2) return this.pinch(pair, [...this.pointers.values()]);
    const distance = Math.hypot(event.clientX - this.start.clientX, event.clientY - this.start.clientY);
    this.moved ||= distance > dragThreshold;
    if (!this.moved) return;
    if (this.mode === "tool") this.tool.drag?.(this.at(event), event);
    else this.pan(event.clientX - last.clientX, event.clientY - last.clientY);
  }

  pointerup(event) {
    if (!this.pointers.delete(event.pointerId) || this.pointers.size > 0) return;
    if (this.mode === "tool") this.tool.release?.(this.at(event), event);
    if (!this.moved && event.button === 0) this.tool.click?.(this.at(event), event);
    this.mode = "";
  }

  pointercancel(event) {
    this.pointers.delete(event.pointerId);
    this.mode = "";
  }

  pointerleave() { this.tool.leave?.(); }

  pinch(before, after) {
    const middle = (pair, key) => (pair[0][key] + pair[1][key]) / 2;
    const spread = (pair) =>
      Math.hypot(pair[0].clientX - pair[1].clientX, pair[0].clientY - pair[1].clientY) || 1;
    const box = this.canvas.getBoundingClientRect();
    this.moved = true;
    this.pan(middle(after, "clientX") - middle(before, "clientX"), middle(after, "clientY") - middle(before, "clientY"));
    this.zoom(spread(after) / spread(before), middle(after, "clientX") - box.left, middle(after, "clientY") - box.top);
  }

  wheel(event) {
    event.preventDefault();
    const box = this.canvas.getBoundingClientRect();
    const step = event.deltaY * [1, 16, 400][event.deltaMode];
    // A pinch on a touch pad comes as a small step with the control key.
    this.zoom(Math.exp(-step * (event.ctrlKey ? 0.01 : 0.002)), event.clientX - box.left, event.clientY - box.top);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey) return;
    if (this.tool.key?.(event)) return event.preventDefault();
    const actions = {
      "+": () => this.zoom(1.25), "=": () => this.zoom(1.25), "-": () => this.zoom(0.8),
      "0": () => this.fit(), "1": () => this.zoom(1 / this.scale),
    };
    if (!actions[event.key]) return;
    actions[event.key]();
    event.preventDefault();
  }
}
