// Files that the program makes and the browser keeps.

/** Downloads what a route answers; the name under which it is kept. */
export async function download(route, values, name) {
  const response = await fetch(`${route}?${new URLSearchParams(values)}`);
  if (!response.ok) throw new Error(await response.text());
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name.replaceAll(/[^\p{L}\p{N}_.-]+/gu, "_");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  return link.download;
}
