// The mask by threshold: its controls, and its preview on the image.

import { afterRest, get, newest } from "./link.js";

const tint = [0, 200, 210, 70];

export class MaskPanel {
  /**
   * @param viewer The image.
   * @param session What the program says of it.
   * @param form The controls: threshold, slider, keep, open, close, otsu.
   * @param tell Shows a line about the mask.
   * @param onchange Is called when the mask has changed.
   */
  constructor(viewer, session, form, tell, onchange) {
    Object.assign(this, { viewer, session, form, tell, onchange });
    const { mean, image } = session;
    const [low, high] = image.range.map((value) => value / mean);
    this.isPossible = mean > 0 && high > 0;
    form.slider.min = Math.max(low, 0.001).toPrecision(3);
    form.slider.max = high.toPrecision(4);
    form.slider.step = ((high - Math.max(low, 0)) / 500).toPrecision(1);
    this.preview = document.createElement("canvas");
    this.update = newest((isRough) => this.fetch(isRough));
    this.rest = afterRest(250, () => this.update(false));
    viewer.overlays.unshift((context) => this.draw(context));
    form.slider.addEventListener("input", () => this.change({ threshold: Number(form.slider.value) }));
    form.threshold.addEventListener("change", () => {
      const threshold = Number(form.threshold.value);
      this.change(threshold > 0 ? { threshold } : {});
    });
    form.otsu.addEventListener("click", async () => {
      const threshold = await get("otsu").catch(() => 0);
      if (threshold > 0) this.change({ threshold: Number(threshold.toPrecision(4)) });
      else tell("Otsu's threshold is not above 0: the image's mean is not.");
    });
    form.keep.addEventListener("change", () => this.change({ keep: form.keep.value }));
    for (const name of ["open", "close"]) {
      form[name].addEventListener("change", () => {
        const value = Math.round(Number(form[name].value));
        this.change(value >= 0 && value <= 1000 ? { [name]: value } : {});
      });
    }
  }

  /** The mask as the program wants it; null for none. */
  get value() { return this.mask ?? null; }

  /** Shows a mask, or none. */
  set(mask) {
    this.mask = mask;
    this.form.hidden = !mask;
    if (mask) this.change({});
    else {
      this.share = undefined;
      this.viewer.redraw();
      this.onchange();
    }
  }

  /** A mask to begin with. */
  begin() {
    this.set({ threshold: 1.15, open: 15, close: 20, keep: "dark" });
    this.form.scrollIntoView({ block: "nearest" });
  }

  change(part) {
    this.mask = { ...this.mask, ...part };
    const { form, mask, session } = this;
    form.slider.value = mask.threshold;
    form.threshold.value = mask.threshold;
    form.keep.value = mask.keep;
    [form.open.value, form.close.value] = [mask.open, mask.close];
    // While it is being changed, what a large image has is found from means of its pixels.
    this.update(session.mask_factor > 1);
    if (session.mask_factor > 1) this.rest();
    this.onchange();
  }

  async fetch(isRough) {
    if (!this.mask) return;
    try {
      this.show(new Uint8Array(await get("mask", { ...this.mask, rough: isRough })));
    } catch (error) {
      this.share = undefined;
      this.tell(error.message);
    }
    this.viewer.redraw();
  }

  show(coverage) {
    const { image, mask_factor: factor } = this.session;
    const { preview } = this;
    preview.width = Math.ceil(image.columns / factor);
    preview.height = Math.ceil(image.rows / factor);
    const context = preview.getContext("2d");
    const picture = context.createImageData(preview.width, preview.height);
    const pixels = new Uint32Array(picture.data.buffer);
    const [red, green, blue, alpha] = tint;
    const color = (blue << 16) | (green << 8) | red;
    let sum = 0;
    for (let index = 0; index < coverage.length; index++) {
      sum += coverage[index];
      pixels[index] = (((coverage[index] * alpha) / 255) << 24) | color;
    }
    context.putImageData(picture, 0, 0);
    this.share = sum / coverage.length / 255;
    this.tell(`${(100 * this.share).toFixed(1)} % of the image is inside.`);
  }

  draw(context) {
    if (!this.mask || this.share === undefined) return;
    const { viewer, session } = this;
    const factor = session.mask_factor * viewer.scale;
    const [left, top] = viewer.toCanvas(0, 0);
    context.imageSmoothingEnabled = factor < 1;
    context.beginPath();
    context.rect(left, top, session.image.columns * viewer.scale, session.image.rows * viewer.scale);
    context.clip();
    context.drawImage(this.preview, left, top, this.preview.width * factor, this.preview.height * factor);
  }
}
