// The tiles of an image, fetched when they are first looked at.

export const side = 256;
const atATime = 4;
const most = 240;

export class Tiles {
  /**
   * @param info { name, rows, columns, levels } of the image.
   * @param onload Is called when a tile has come.
   */
  constructor(info, onload) {
    this.info = info;
    this.onload = onload;
    this.tiles = new Map(); // in the order of their last use
    this.wanted = [];
    this.busy = 0;
  }

  static key(level, row, column) { return `${level}/${row}/${column}`; }

  /** A tile when it is there; else it is fetched, the last one asked for first. */
  get(level, row, column) {
    const key = Tiles.key(level, row, column);
    const tile = this.tiles.get(key);
    if (tile) {
      this.tiles.delete(key);
      this.tiles.set(key, tile);
      return tile.levels ? tile : undefined;
    }
    if (!this.wanted.some((other) => other.key === key)) this.wanted.push({ key, level, row, column });
    this.next();
    return undefined;
  }

  /** A tile that is there already. */
  peek(level, row, column) {
    const tile = this.tiles.get(Tiles.key(level, row, column));
    return tile?.levels ? tile : undefined;
  }

  /** Forgets what was asked for and is not on its way: the view has moved on. */
  forget() { this.wanted = []; }

  next() {
    while (this.busy < atATime && this.wanted.length > 0) this.load(this.wanted.pop());
  }

  async load({ key, level, row, column }) {
    this.busy += 1;
    this.tiles.set(key, {});
    try {
      const place = `image=${encodeURIComponent(this.info.name)}&level=${level}&row=${row}&column=${column}`;
      const response = await fetch(`tile?${place}`);
      if (!response.ok) throw new Error(await response.text());
      const levels = new Uint16Array(await response.arrayBuffer());
      const columns = Math.min(side, Math.ceil(this.info.columns / 2 ** level) - column * side);
      const canvas = document.createElement("canvas");
      canvas.width = columns;
      canvas.height = levels.length / columns;
      this.tiles.set(key, { levels, canvas, colors: null });
      this.drop();
      this.onload();
    } catch {
      this.tiles.delete(key);
    }
    this.busy -= 1;
    this.next();
  }

  drop() {
    for (const [key, tile] of this.tiles) {
      if (this.tiles.size <= most) return;
      if (tile.levels) this.tiles.delete(key);
    }
  }
}
