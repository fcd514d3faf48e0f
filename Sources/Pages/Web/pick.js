// Picking spots, regions and a threshold by eye.

import { afterRest, get, newest, post, stayOpen } from "./link.js";
import { MaskPanel } from "./mask.js";
import { Regions } from "./regions.js";
import { drawScaleBar } from "./scalebar.js";
import { SpectrumPane } from "./spectrum.js";
import { Spots } from "./spots.js";
import { Viewer } from "./viewer.js";
import { WindowTool } from "./window.js";

const element = (id) => document.getElementById(id);
const session = await get("session");
const draft = await get("draft");
const { image, unit, count } = session;
const side = session.window;

// The title and the parts of the page.

document.title = `${session.title} – Fringe`;
const size = document.createElement("small");
size.textContent = `${image.columns} × ${image.rows} px` +
  (unit === "nm" ? `, ${Number(session.pixel_size_x.toPrecision(4))} nm/px` : ", not calibrated");
element("title").append(session.title, size);
element("title").title = session.title;
element("spots-part").hidden = count === 0;
element("spacing-title").textContent = `d (${unit})`;

const tell = (text) => {
  element("status").textContent = text;
  element("as-clicked").hidden = true;
};
const viewer = new Viewer(element("image"), image);
const pane = new SpectrumPane(element("spectrum"), side);
const middle = { row: Math.floor((image.rows - side) / 2), column: Math.floor((image.columns - side) / 2), side };
const place = draft?.window?.side === side ? draft.window : middle;
const windowTool = new WindowTool(viewer, place, () => follow());
const spots = new Spots(pane, session, () => refresh(), () => save());
const regions = new Regions(viewer, session, (drawn) => refresh(drawn));
const mask = new MaskPanel(viewer, session, element("mask"), (text) => { element("mask-status").textContent = text; }, () => {
  element("mask-toggle").setAttribute("aria-pressed", mask?.value ? "true" : "false");
  save();
});
viewer.overlays.push((context) => drawScaleBar(context, viewer, session.pixel_size_x, unit));
pane.overlays.push((context) => drawScaleBar(context, pane, 1 / (pane.side * session.pixel_size_x), `1/${unit}`));

// What was chosen is kept by the program, so that the page can be loaded again.

const state = () => ({ window: windowTool.place, spots: spots.list, regions: regions.list, mask: mask.value });
const save = newest(() => post("draft", state()).catch(() => {}));
const saveSoon = afterRest(300, save);
spots.list = draft?.spots ?? [];
regions.list = draft?.regions ?? [];

function refresh(drawn) {
  spots.fill(element("spots"));
  const field = regions.fill(element("regions"), tell, drawn);
  const missing = count - spots.list.length;
  element("spots-hint").textContent = missing > 0
    ? `Click ${spots.list.length ? "" : "a spot in the spectrum: "}${missing} ${spots.list.length ? "more" : "to choose"}.` : "";
  element("regions-hint").hidden = regions.list.length > 0;
  element("done").textContent = count > 0 ? `Done (${spots.list.length} of ${count})` : "Done";
  isSure = false;
  offer();
  viewer.redraw();
  save();
  if (drawn) {
    choose("window");
    field?.focus();
    field?.select();
  }
}

function offer() {
  element("take").disabled = spots.isComplete || !spots.candidates.some((spot) => spots.numberOf(spot) === 0);
  pane.redraw();
}

// The spectrum follows the window; suggestions come when it rests.

function follow() {
  pane.follow(windowTool.place, tell);
  spots.candidates = [];
  suggest();
  saveSoon();
}

/** Shows the part of the spectrum in which spots were found, once. */
let hasLooked = false;
function lookCloser() {
  const distances = [...spots.candidates.slice(0, count || 3), ...spots.list].map((spot) => {
    const { dx, dy } = spots.offset(spot);
    return Math.max(Math.abs(dx), Math.abs(dy));
  });
  if (hasLooked || distances.length === 0 || !pane.isFitted) return;
  hasLooked = true;
  const distance = Math.max(2.2 * Math.max(...distances), 12);
  if (distance < side / 2) pane.focusOn(pane.middle, pane.middle, distance);
}

const suggest = afterRest(120, async () => {
  const asked = windowTool.place;
  const found = await get("candidates", asked).catch(() => []);
  if (asked !== windowTool.place) return;
  spots.candidates = found;
  lookCloser();
  offer();
});

// Picking in the spectrum.

const cursor = { x: pane.middle + 8, y: pane.middle, isShown: false };

async function pick({ x, y }) {
  if (count === 0) return;
  const [dx, dy] = [x - pane.middle, y - pane.middle];
  tell("");
  const found = await get("spot", { dx, dy, ...windowTool.place }).catch((error) => ({ problem: error.message }));
  if (!found.problem) return tell(spots.add(found));
  tell(found.problem);
  if (Math.hypot(dx, dy) < 1 || spots.isComplete) return;
  element("as-clicked").hidden = false;
  element("as-clicked").onclick = () => tell(spots.add(spots.reflection(dx, dy)));
}

function read({ x, y }) {
  const [dx, dy] = [x - pane.middle, y - pane.middle];
  const { spacing, angle } = spots.reflection(dx, dy);
  const isAway = Math.hypot(dx, dy) >= 1;
  element("readout").textContent = isAway ? `d ${spacing.toFixed(unit === "nm" ? 4 : 2)} ${unit}, ${angle.toFixed(1)}°` : "zero frequency";
}

pane.tool = {
  cursor: () => "crosshair",
  click: pick,
  hover(point) {
    cursor.isShown = false;
    read(point);
    pane.redraw();
  },
  leave() { element("readout").textContent = ""; },
  key(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const step = steps[event.key];
    if (event.key === "Enter" && cursor.isShown) return pick(cursor), true;
    if (!step) return false;
    const move = (value, way) => Math.min(Math.max(value + way * (event.shiftKey ? 5 : 1), 0.5), pane.side - 0.5);
    [cursor.x, cursor.y, cursor.isShown] = [move(cursor.x, step[0]), move(cursor.y, step[1]), true];
    read(cursor);
    pane.reveal(cursor.x - 4, cursor.y - 4, 8, 8);
    return true;
  },
};
pane.overlays.push((context) => {
  if (!cursor.isShown) return;
  const [x, y] = pane.toCanvas(cursor.x, cursor.y);
  context.strokeStyle = "#fff";
  context.strokeRect(x - 5, y - 5, 10, 10);
});

// The toolbar.

const tools = {
  window: windowTool, rectangle: regions.dragging("rectangle"), disc: regions.dragging("disc"), polygon: regions.polygon(),
};

function choose(name) {
  regions.set(null);
  viewer.tool = tools[name];
  for (const button of document.querySelectorAll("[data-tool]")) {
    button.setAttribute("aria-pressed", String(button.dataset.tool === name));
  }
}

function setContrast() {
  const [first, last] = image.range;
  const value = (id) => first + (element(id).value / 1000) ** 2 * (last - first);
  viewer.setContrast(value("black"), Math.max(value("white"), value("black") + (last - first) * 1e-4));
}
const slider = (value) => 1000 * Math.sqrt((value - image.range[0]) / (image.range[1] - image.range[0]));
[element("black").value, element("white").value] = image.display.map(slider);

for (const button of document.querySelectorAll("[data-tool]")) {
  button.addEventListener("click", () => choose(button.dataset.tool));
}
const toggleMask = () => (mask.value ? mask.set(null) : mask.begin());
element("mask-toggle").addEventListener("click", toggleMask);
element("mask-toggle").disabled = !mask.isPossible;
element("zoom-in").addEventListener("click", () => viewer.zoom(1.5));
element("zoom-out").addEventListener("click", () => viewer.zoom(1 / 1.5));
element("zoom-fit").addEventListener("click", () => viewer.fit());
for (const id of ["black", "white"]) element(id).addEventListener("input", setContrast);
element("spectrum-contrast").addEventListener("input", (event) => {
  pane.contrast = Number(event.target.value);
  pane.recolor();
});
element("window-region").addEventListener("click", () => {
  const { row, column } = windowTool.place;
  regions.add({ x: column, y: row, rows: side, columns: side });
});
element("take").addEventListener("click", () => {
  for (const spot of spots.candidates) if (!spots.isComplete) spots.add(spot);
});
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select")) return;
  const name = { w: "window", r: "rectangle", d: "disc", p: "polygon" }[event.key];
  if (name) choose(name);
  else if (event.key === "m" && mask.isPossible) toggleMask();
  else return;
  event.preventDefault();
});
element("mask").addEventListener("submit", (event) => event.preventDefault());

// The end.

let isSure = false;
const end = (text) => {
  element("ended").querySelector("p").textContent = text;
  element("ended").showModal();
};
const leave = stayOpen(() => end("Fringe has ended this session. You may close this page."));

element("done").addEventListener("click", async () => {
  if (spots.list.length < count && !isSure) {
    tell(`Only ${spots.list.length} of ${count} spots are chosen. Press Done again if that is all.`);
    isSure = true;
    return;
  }
  try {
    await post("done", { spots: spots.list, regions: regions.positions, mask: mask.value });
  } catch (error) {
    return tell(error.message);
  }
  leave();
  end("Done. You may close this page.");
});
element("cancel").addEventListener("click", async () => {
  await post("cancel").catch(() => {});
  leave();
  end("Cancelled. You may close this page.");
});

choose("window");
refresh();
follow();
if (draft?.mask) mask.set(draft.mask);
else mask.set(null);
