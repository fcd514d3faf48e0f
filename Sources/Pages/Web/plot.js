// What plots share: their size, colours and axes.

/** A canvas made ready to be drawn on, in CSS pixels. */
export function begin(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const style = getComputedStyle(canvas);
  const color = (name) => style.getPropertyValue(name);
  const probe = (name) => resolve(canvas, color(name));
  return { context, width, height, colors: { text: probe("--text"), faint: probe("--faint"), rule: probe("--rule"), accent: probe("--accent"), chosen: probe("--chosen") } };
}

/** The colour that `light-dark(…)` means now. */
function resolve(canvas, text) {
  const parts = text.match(/light-dark\(\s*([^,]+),\s*([^)]+)\)/);
  if (!parts) return text;
  return matchMedia("(prefers-color-scheme: dark)").matches ? parts[2] : parts[1];
}

/** Round numbers between two, some `count` of them. */
export function ticks(low, high, count) {
  const rough = (high - low) / count;
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999);
  const found = [];
  for (let value = Math.ceil(low / step - 1e-9); value * step <= high + step * 1e-9; value++) found.push(value * step);
  return found;
}

/** Numbers of an axis with as many decimals as tell them apart. */
export function labels(values) {
  const step = values.length > 1 ? values[1] - values[0] : Math.abs(values[0]) || 1;
  const most = Math.max(...values.map(Math.abs));
  if (most >= 1e6 || (most < 1e-3 && most > 0)) return values.map((value) => value.toExponential(1));
  const decimals = Math.min(Math.max(0, -Math.floor(Math.log10(step) + 1e-9)), 8);
  return values.map((value) => (Math.abs(value) < step * 1e-6 ? 0 : value).toFixed(decimals));
}

/** A number for people. */
export const brief = (value, digits = 4) => (value === null || Number.isNaN(value) ? "–" : String(Number(value.toPrecision(digits))));
