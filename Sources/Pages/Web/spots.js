// The chosen spots: marks in the spectrum, and the list below it.

const chosen = "#ff9f1c";
const offered = "#56c7ff";

/** Folded to (-90, 90]. */
const fold = (angle) => {
  const rest = ((angle % 180) + 180) % 180;
  return rest > 90 ? rest - 180 : rest;
};

export class Spots {
  /**
   * @param pane The spectrum.
   * @param session What the program says of the image.
   * @param onchange Is called when the list has changed.
   * @param onlabel Is called when a name has changed.
   */
  constructor(pane, session, onchange, onlabel) {
    Object.assign(this, { pane, session, onchange, onlabel });
    this.list = [];
    this.candidates = []; // in the window where it rests
    pane.overlays.push((context) => this.draw(context));
  }

  get isComplete() { return this.list.length >= this.session.count; }

  /** Where a reflection lies from zero frequency, FFT pixels, y down. */
  offset({ gx, gy }) {
    const { pixel_size_x: width, pixel_size_y: height } = this.session;
    return { dx: gx * this.pane.side * width, dy: -gy * this.pane.side * height };
  }

  /** The reflection there. */
  reflection(dx, dy) {
    const { pixel_size_x: width, pixel_size_y: height } = this.session;
    const [gx, gy] = [dx / (this.pane.side * width), -dy / (this.pane.side * height)];
    const angle = (Math.atan2(gy, gx) * 180) / Math.PI;
    return { gx, gy, spacing: 1 / Math.hypot(gx, gy), angle: ((angle % 180) + 180) % 180 };
  }

  /** The number of the chosen spot or partner that lies within a pixel of another; 0 for none. */
  numberOf(spot) {
    const { dx, dy } = this.offset(spot);
    return 1 + this.list.findIndex((other) => {
      const place = this.offset(other);
      return [1, -1].some((sign) => Math.hypot(place.dx - sign * dx, place.dy - sign * dy) < 1);
    });
  }

  /** Adds a spot; says why not. */
  add(spot) {
    const number = this.numberOf(spot);
    if (number > 0) return `This is spot ${number} already.`;
    if (this.isComplete) return `All ${this.session.count} are chosen. Remove one first.`;
    this.list.push({ label: "", ...spot });
    this.onchange();
    return "";
  }

  remove(index) {
    this.list.splice(index, 1);
    this.onchange();
  }

  // In the spectrum.

  draw(context) {
    this.pane.canvas.dataset.candidates = this.candidates.length;
    for (const spot of this.candidates) {
      if (this.numberOf(spot) === 0) this.circle(context, spot, 1, offered, [3, 3]);
    }
    this.list.forEach((spot, index) => {
      this.circle(context, spot, -1, chosen, [2, 3]);
      const [x, y] = this.circle(context, spot, 1, chosen, []);
      context.font = "700 13px system-ui, sans-serif";
      context.lineWidth = 3;
      context.strokeStyle = "rgb(0 0 0 / 0.7)";
      context.strokeText(`${index + 1}`, x + 10, y - 7);
      context.fillStyle = chosen;
      context.fillText(`${index + 1}`, x + 10, y - 7);
    });
  }

  circle(context, spot, sign, color, dashes) {
    const { pane } = this;
    const { dx, dy } = this.offset(spot);
    const [x, y] = pane.toCanvas(pane.middle + sign * dx, pane.middle + sign * dy);
    const radius = Math.max(8, 2 * pane.scale);
    for (const [width, style] of [[4, "rgb(0 0 0 / 0.45)"], [2, color]]) {
      context.beginPath();
      context.setLineDash(dashes);
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.lineWidth = width;
      context.strokeStyle = style;
      context.stroke();
    }
    context.setLineDash([]);
    return [x, y];
  }

  // In the list.

  /** Fills the rows of a table. */
  fill(body) {
    const { unit } = this.session;
    const digits = unit === "nm" ? 4 : 3;
    body.replaceChildren(...this.list.map((spot, index) => {
      const row = document.createElement("tr");
      const cell = (text) => {
        const element = document.createElement("td");
        element.textContent = text;
        row.append(element);
        return element;
      };
      cell(index + 1).className = "number";
      cell(spot.spacing.toFixed(digits));
      cell(`${spot.angle.toFixed(1)}°`);
      const turn = fold(spot.angle - this.list[0].angle).toFixed(1).replace("-", "−");
      cell(index === 0 ? "–" : `${turn}°`);
      cell(spot.snr ? spot.snr.toFixed(1) : "–").title = spot.snr ? "" : "as clicked, not measured";
      const label = document.createElement("input");
      Object.assign(label, { type: "text", value: spot.label, placeholder: "hkl", maxLength: 20, autocomplete: "off" });
      label.setAttribute("aria-label", `Name of spot ${index + 1}`);
      label.addEventListener("change", () => {
        spot.label = label.value.trim();
        this.onlabel();
      });
      cell("").append(label);
      const remove = document.createElement("button");
      Object.assign(remove, { type: "button", textContent: "×", className: "plain", title: "Remove" });
      remove.setAttribute("aria-label", `Remove spot ${index + 1}`);
      remove.addEventListener("click", () => this.remove(index));
      cell("").append(remove);
      return row;
    }));
  }
}
