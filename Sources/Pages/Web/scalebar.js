// A bar of a round length in the lower right corner of what is seen.

/** Draws it: `perPixel` units to a pixel of the thing shown. */
export function drawScaleBar(context, stage, perPixel, unit) {
  const most = (Math.min(stage.width * 0.3, 160) / stage.scale) * perPixel;
  const power = 10 ** Math.floor(Math.log10(most));
  const length = power * [5, 2, 1].find((step) => step * power <= most);
  const width = (length / perPixel) * stage.scale;
  const text = `${Number(length.toPrecision(3))} ${unit}`;
  context.font = "600 12px system-ui, sans-serif";
  const plate = Math.max(width, context.measureText(text).width) + 16;
  const [right, bottom] = stage.toCanvas(stage.size.columns, stage.size.rows);
  const left = Math.max(Math.min(right, stage.width) - plate - 10, 10);
  const top = Math.max(Math.min(bottom, stage.height) - 42, 10);
  context.fillStyle = "rgb(0 0 0 / 0.55)";
  context.beginPath();
  context.roundRect(left, top, plate, 32, 5);
  context.fill();
  context.fillStyle = "#fff";
  context.fillRect(left + (plate - width) / 2, top + 22, width, 3);
  context.textAlign = "center";
  context.fillText(text, left + plate / 2, top + 16);
}
