// Looking at results: which one, which plane of it, and what is done with it.

import { download } from "./download.js";
import { get, stayOpen } from "./link.js";
import { LinkedStages } from "./linked.js";
import { LookPanel } from "./look.js";
import { PlanePanel } from "./planes.js";
import { ProfilePanel } from "./profile.js";
import { ResultNavigation } from "./results.js";
import { showPicture, showTable } from "./plain.js";

const element = (id) => document.getElementById(id);
const session = await get("session");
const tell = (text) => { element("status").textContent = text; };

document.title = `${session.title} – Fringe`;
element("title").textContent = session.title;
element("title").title = session.title;
tell(session.notes.join(" · "));

const navigation = new ResultNavigation(session.results, element("results"), (index) => open(index));
let view; // what there is of a result that can be looked into

async function open(index) {
  const { name, kind } = session.results[index];
  navigation.choose(index);
  location.hash = index + 1;
  tell(`Reading ${name} …`);
  let result;
  try {
    result = await get("result", { result: index });
  } catch (error) {
    close();
    return tell(error.message);
  }
  if (navigation.chosen !== index) return;
  close();
  tell([result.summary, ...(result.notes ?? []), ...session.notes].filter(Boolean).join(" · "));
  for (const id of ["inspected", "look", "bar"]) element(id).hidden = result.kind !== "inspected";
  element("plain").hidden = result.kind === "inspected";
  if (result.kind === "figure") showPicture(element("plain"), name, index, result.type);
  else if (result.kind === "table") await showTable(element("plain"), index);
  else inspect(index, result, kind);
}

function close() {
  view?.end();
  view = undefined;
  for (const id of ["inspected", "look", "bar", "plain"]) element(id).hidden = true;
}

/** Shows a result that can be looked into. */
function inspect(index, result, kind) {
  const hasMap = kind !== "image";
  const controls = new AbortController();
  const on = (target, type, listener) => target.addEventListener(type, listener, { signal: controls.signal });
  arrange(hasMap ? "both" : "image");
  for (const id of ["arrangement", "beside-choice", "plane-choice"]) element(id).hidden = !hasMap;
  element("group-choice").hidden = result.groups.length < 2;
  const stages = new LinkedStages(index, result, hasMap, controls.signal);
  const look = new LookPanel(index, result, stages, controls.signal);
  const profile = new ProfilePanel(index, result, stages, hasMap, tell, controls.signal);
  const planes = new PlanePanel(index, result, session.colors, stages, hasMap, (plane) => {
    look.setGroup(plane.group);
    profile.setPlane(plane);
  }, controls.signal);
  stages.onplace = (place) => look.show(place);

  const tools = { look: look.tool, line: profile.tool };
  const choose = (name) => {
    for (const viewer of stages.viewers) viewer.tool = tools[name](viewer);
    for (const button of document.querySelectorAll("[data-tool]")) {
      button.setAttribute("aria-pressed", String(button.dataset.tool === name));
    }
  };
  for (const button of document.querySelectorAll("[data-tool]")) on(button, "click", () => choose(button.dataset.tool));
  for (const button of document.querySelectorAll("[data-show]")) on(button, "click", () => arrange(button.dataset.show));
  on(element("zoom-in"), "click", () => stages.image.zoom(1.5));
  on(element("zoom-out"), "click", () => stages.image.zoom(1 / 1.5));
  on(element("zoom-fit"), "click", () => stages.image.fit());
  on(element("save"), "click", () => saveFigure(index, planes, stages, profile));
  on(document, "keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select")) return;
    const actions = {
      v: () => choose("look"), l: () => choose("line"), p: () => planes.next("plane"), r: () => planes.next("group"),
      s: () => saveFigure(index, planes, stages, profile), Escape: () => stages.free(),
    };
    if (!actions[event.key]) return;
    actions[event.key]();
    event.preventDefault();
  });
  choose("look");
  planes.show();
  stages.look({ row: Math.floor(result.rows / 2), column: Math.floor(result.columns / 2) });
  view = { end: () => controls.abort(), stages, look, planes, profile };
  window.fringeView = view; // for whoever looks with the browser's own tools, and for tests
}

/** Shows the image, the map or both. */
function arrange(name) {
  const stages = element("stages");
  stages.classList.toggle("single", name !== "both");
  for (const part of ["image", "map"]) {
    element(`${part}-stage`).classList.toggle("behind", name !== "both" && name !== part);
  }
  for (const button of document.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === name));
  }
}

/** The part that is seen, as a figure that is downloaded. */
async function saveFigure(index, planes, stages, profile) {
  const format = element("format").value.toLowerCase();
  const { plane, colors, low, high } = planes.choice;
  const values = {
    result: index, plane: plane.name, group: plane.group, colors, low, high, ...stages.part,
    image: element("beside").checked ? 1 : 0, format, ...profile.positions,
  };
  tell("Drawing the figure …");
  try {
    tell(`Saved ${await download("figure", values, `${stages.title}_${plane.name}${stages.groupName(plane.group)}.${format}`)}.`);
  } catch (error) {
    tell(error.message);
  }
}

stayOpen(() => element("ended").showModal());
const first = Number(location.hash.slice(1)) - 1;
open(session.results[first] ? first : 0);
navigation.check();
