// A pressed button says so until the answer comes, and is not pressed twice. In the pages of staff "/" leads to the search, and "?"
// shows the keys. Every page works without this script.
"use strict";

const forgetAfter = 8000;

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button) return;
  if (button.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  button.setAttribute("aria-busy", "true");
  // A download leaves the page where it is.
  setTimeout(() => button.removeAttribute("aria-busy"), forgetAfter);
});

// The page may come back from the browser's memory.
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = document.querySelector("#q");
  const keys = document.querySelector("#keys");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.select();
  }
  if (event.key === "?" && keys) keys.showModal();
});
