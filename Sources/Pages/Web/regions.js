// Regions on the image: the tools that draw them, and their list.

const color = "#ff8ad0";
const near = 8;

/** Words for the size of a region. */
function extent(region, { unit, pixel_size_x: width, pixel_size_y: height }) {
  const round = (value) => (unit === "nm" ? value.toFixed(value < 10 ? 2 : 1) : Math.round(value));
  if (region.polygon) return `${region.polygon.length} corners`;
  if (region.radius !== undefined) return `radius ${round(region.radius * width)} ${unit}`;
  return `${round(region.columns * width)} × ${round(region.rows * height)} ${unit}`;
}

export class Regions {
  /**
   * @param viewer The image.
   * @param session What the program says of it.
   * @param onchange Is called when the list has changed; with the region when one was drawn.
   */
  constructor(viewer, session, onchange) {
    Object.assign(this, { viewer, session, onchange });
    // Positions from the image's top left corner: x, y of corners and middles.
    this.list = [];
    this.draft = null;
    viewer.overlays.push((context) => this.draw(context));
  }

  /** Adds a region under the next free name. */
  add(region) {
    this.draft = null;
    let number = this.list.length + 1;
    while (this.list.some(({ name }) => name === `region_${number}`)) number += 1;
    const named = { name: `region_${number}`, ...region };
    this.list.push(named);
    this.onchange(named);
  }

  /** Gives a name that a script can use; says why not. */
  rename(region, text) {
    const name = text.trim().replace(/[\s-]+/g, "_");
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return "A name has letters, digits and _.";
    if (this.list.some((other) => other !== region && other.name === name)) return `There is a region ${name} already.`;
    region.name = name;
    this.onchange();
    return "";
  }

  /** As the program wants them: counted from the centre of the first pixel. */
  get positions() {
    const point = ({ x, y }) => ({ row: y - 0.5, column: x - 0.5 });
    return this.list.map(({ name, x, y, ...rest }) => {
      if (rest.polygon) return { name, polygon: rest.polygon.map(point) };
      if (rest.radius !== undefined) return { name, ...point({ x, y }), radius: rest.radius };
      return { name, row: y, column: x, rows: rest.rows, columns: rest.columns };
    });
  }

  // Tools.

  clamp({ x, y }) {
    const { rows, columns } = this.session.image;
    return { x: Math.min(Math.max(x, 0), columns), y: Math.min(Math.max(y, 0), rows) };
  }

  set(draft) {
    this.draft = draft;
    this.viewer.redraw();
  }

  /** Draws from one corner to the other, or from the middle to the rim. */
  dragging(shape) {
    let start;
    return {
      name: shape,
      cursor: () => "crosshair",
      press: (point) => {
        start = this.clamp(point);
        return true;
      },
      drag: (point) => {
        const end = this.clamp(point);
        if (shape === "disc") {
          return this.set({ ...start, radius: Math.hypot(end.x - start.x, end.y - start.y) });
        }
        const [x, y] = [Math.floor(Math.min(start.x, end.x)), Math.floor(Math.min(start.y, end.y))];
        this.set({
          x, y, columns: Math.ceil(Math.max(start.x, end.x)) - x, rows: Math.ceil(Math.max(start.y, end.y)) - y,
        });
      },
      release: () => {
        const { draft } = this;
        if (draft && (draft.radius > 1 || draft.rows * draft.columns > 1)) this.add(draft);
        else this.set(null);
      },
      key: (event) => this.abandon(event),
    };
  }

  /** Sets corners by clicks. */
  polygon() {
    const finish = () => {
      if (this.draft?.polygon.length >= 3) this.add({ polygon: this.draft.polygon });
    };
    return {
      name: "polygon",
      cursor: () => "crosshair",
      hover: (point) => { if (this.draft) this.set({ ...this.draft, next: this.clamp(point) }); },
      click: (point) => {
        const corners = this.draft?.polygon ?? [];
        const distance = ({ x, y }) => Math.hypot(x - point.x, y - point.y) * this.viewer.scale;
        if (corners.length >= 3 && distance(corners[0]) < near) return finish();
        // The second half of a double click.
        if (corners.length > 0 && distance(corners.at(-1)) < 4) return finish();
        this.set({ polygon: [...corners, this.clamp(point)] });
      },
      key: (event) => {
        if (event.key === "Enter") return finish(), true;
        if (event.key === "Backspace" && this.draft?.polygon.length > 0) {
          this.set({ polygon: this.draft.polygon.slice(0, -1) });
          return true;
        }
        return this.abandon(event);
      },
    };
  }

  abandon(event) {
    if (event.key !== "Escape" || !this.draft) return false;
    this.set(null);
    return true;
  }

  // On the image.

  draw(context) {
    for (const region of this.list) this.outline(context, region, region.name, true);
    if (this.draft) this.outline(context, this.draft, "", false);
  }

  outline(context, region, name, isClosed) {
    const { viewer } = this;
    const path = new Path2D();
    let label = [region.x, region.y];
    if (region.polygon) {
      const corners = region.next ? [...region.polygon, region.next] : region.polygon;
      corners.forEach(({ x, y }, index) => path[index ? "lineTo" : "moveTo"](...viewer.toCanvas(x, y)));
      if (isClosed) path.closePath();
      label = [corners[0].x, corners[0].y];
      if (!isClosed) for (const { x, y } of corners) path.rect(...viewer.toCanvas(x, y).map((place) => place - 2), 4, 4);
    } else if (region.radius !== undefined) {
      path.arc(...viewer.toCanvas(region.x, region.y), region.radius * viewer.scale, 0, 2 * Math.PI);
      label = [region.x, region.y - region.radius];
    } else {
      path.rect(...viewer.toCanvas(region.x, region.y), region.columns * viewer.scale, region.rows * viewer.scale);
    }
    for (const [width, style] of [[4, "rgb(0 0 0 / 0.45)"], [2, color]]) {
      context.lineWidth = width;
      context.strokeStyle = style;
      context.stroke(path);
    }
    context.font = "600 12px system-ui, sans-serif";
    const [x, y] = viewer.toCanvas(...label);
    context.lineWidth = 3;
    context.strokeStyle = "rgb(0 0 0 / 0.7)";
    context.strokeText(name, x + 3, y - 5);
    context.fillStyle = color;
    context.fillText(name, x + 3, y - 5);
  }

  /** Fills a list; `tell` shows a line. Returns the field of the name of a region. */
  fill(list, tell, wanted) {
    let field;
    list.replaceChildren(...this.list.map((region, index) => {
      const item = document.createElement("li");
      const name = document.createElement("input");
      Object.assign(name, { type: "text", value: region.name, maxLength: 40, autocomplete: "off", spellcheck: false });
      name.setAttribute("aria-label", `Name of region ${index + 1}`);
      name.addEventListener("change", () => {
        tell(this.rename(region, name.value));
        name.value = region.name;
      });
      const size = document.createElement("span");
      size.textContent = extent(region, this.session);
      const remove = document.createElement("button");
      Object.assign(remove, { type: "button", textContent: "×", className: "plain", title: "Remove" });
      remove.setAttribute("aria-label", `Remove ${region.name}`);
      remove.addEventListener("click", () => {
        this.list.splice(index, 1);
        this.onchange();
      });
      item.append(name, size, remove);
      if (region === wanted) field = name;
      return item;
    }));
    return field;
  }
}
