// Colours of the statuses of a map's pixels, told apart by every kind of colour vision.

const colors = ["#b9c6cf", "#f0e442", "#56b4e9", "#e69f00", "#d55e00", "#26282b", "#7a6fac"];
const missing = "#ffffff";

/** The colour of a status, by its number. */
export const statusColor = (status) => colors[status] ?? missing;

/** Whether a text on it should be light. */
export const isDark = (status) => status >= 4;

/** The table of colours of a plane of statuses, shown from -0.5 to one half above the last. */
export function statusTable() {
  const table = new Uint8Array(257 * 3);
  for (let index = 0; index < 257; index++) {
    const color = index === 256 ? missing : colors[Math.min(Math.floor((index + 0.5) * colors.length / 256), colors.length - 1)];
    for (let part = 0; part < 3; part++) table[3 * index + part] = parseInt(color.slice(1 + 2 * part, 3 + 2 * part), 16);
  }
  return table;
}

export const statusRange = [-0.5, colors.length - 0.5];
