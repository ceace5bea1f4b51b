// A page that is still changing shows its progress without being loaded anew. Without this script the page refreshes itself.
"use strict";

const pause = 1000;

async function update() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = document.querySelector("#content");
  const next = page.querySelector("#content");
  if (now && next) now.replaceWith(document.adoptNode(next));
}

async function follow() {
  while (document.querySelector("[data-live]")) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    // The next turn asks again: a server that is away for a moment ends nothing.
    await update().catch(() => undefined);
  }
}

follow();
