// Colour tables, and colours of 16-bit numbers.

const tables = new Map();

/** The colours of a map by its name: 256 from its lower to its upper end, then that of missing pixels. */
export async function colorTable(name) {
  if (!tables.has(name)) {
    const response = await fetch(`colors?name=${encodeURIComponent(name)}`);
    if (!response.ok) throw new Error(await response.text());
    tables.set(name, new Uint8Array(await response.arrayBuffer()));
  }
  return tables.get(name);
}

const packed = (table, index) =>
  (255 << 24) | (table[3 * index + 2] << 16) | (table[3 * index + 1] << 8) | table[3 * index];

/** Colours of the numbers 0 … 65535, of which `low` has the first colour and `high` the last; 0 is missing. */
export function lookup(table, low, high) {
  const colors = new Uint32Array(65536);
  const palette = Uint32Array.from({ length: 257 }, (_, index) => packed(table, index));
  const slope = 256 / Math.max(high - low, 1);
  for (let level = 1; level < 65536; level++) {
    colors[level] = palette[Math.min(Math.max(Math.floor((level - low) * slope), 0), 255)];
  }
  colors[0] = palette[256];
  return colors;
}

/** Draws numbers as colours into a canvas of their size. */
export function colorize(canvas, levels, colors) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let index = 0; index < levels.length; index++) pixels[index] = colors[levels[index]];
  context.putImageData(image, 0, 0);
}
