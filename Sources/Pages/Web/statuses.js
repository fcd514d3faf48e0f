// Colours of the statuses of a map's pixels.

import { get } from "./link.js";

const { statuses } = await get("session"); // [{ name, color }], in the order of their numbers
const missing = "#ffffff";

/** The numbers of the first and the last colour. */
export const statusRange = [-0.5, statuses.length - 0.5];

export const statusNames = statuses.map(({ name }) => name);

/** The colour of a status, by its number. */
export const statusColor = (status) => statuses[status]?.color ?? missing;

const parts = (color) => [1, 3, 5].map((start) => parseInt(color.slice(start, start + 2), 16));

/** Whether a text on it should be light. */
export function isDark(status) {
  const [red, green, blue] = parts(statusColor(status));
  return 0.3 * red + 0.59 * green + 0.11 * blue < 130;
}

/** The table of colours of a plane of statuses: 256, then that of pixels without any. */
export function statusTable() {
  const index = (place) => Math.min(Math.floor(((place + 0.5) * statuses.length) / 256), statuses.length - 1);
  const colors = Array.from({ length: 256 }, (_, place) => statusColor(index(place)));
  return Uint8Array.from([...colors, missing].flatMap(parts));
}
