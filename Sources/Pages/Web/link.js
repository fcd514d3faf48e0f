// The page's link to the program that serves it.

let isEnding = false;

async function answer(response) {
  if (response.status === 204) return undefined;
  if (!response.ok) throw new Error(await response.text());
  const type = response.headers.get("Content-Type") ?? "";
  return type.startsWith("application/json") ? response.json() : response.arrayBuffer();
}

/** What a route answers: an object, bytes, or nothing; an error with its text when it refuses. */
export async function get(path, values = {}) {
  const query = new URLSearchParams(values).toString();
  return answer(await fetch(query ? `${path}?${query}` : path));
}

/** Sends an object. */
export async function post(path, value = {}) {
  return answer(await fetch(path, {
    method: "POST", body: JSON.stringify(value), headers: { "Content-Type": "application/json" },
  }));
}

/** Lets the program know that the page is open; `onlost` is called when the program has ended. */
export function stayOpen(onlost) {
  let failures = 0;
  let source;
  const open = () => {
    source = new EventSource("presence");
    source.onopen = () => { failures = 0; };
    source.onerror = () => {
      failures += 1;
      if (isEnding || failures > 1 || source.readyState === EventSource.CLOSED) {
        source.close();
        if (!isEnding) onlost();
      }
    };
  };
  open();
  addEventListener("pagehide", () => {
    source.close();
    if (!isEnding) fetch("leave", { method: "POST", keepalive: true });
  });
  addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  return () => {
    isEnding = true;
    source.close();
  };
}

/** Calls `work` with the newest of the values that it is called with, one at a time. */
export function newest(work) {
  let wanted;
  let isBusy = false;
  return async (...values) => {
    wanted = values;
    if (isBusy) return;
    isBusy = true;
    while (wanted) {
      const next = wanted;
      wanted = undefined;
      await work(...next);
    }
    isBusy = false;
  };
}

/** Calls `work` once nothing has asked for it for some milliseconds. */
export function afterRest(milliseconds, work) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...values), milliseconds);
  };
}
