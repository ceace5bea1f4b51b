// The page of the API works without this script: it puts the website's own address into the examples, and a button beside each that
// copies it.
"use strict";

for (const place of document.querySelectorAll("[data-origin]")) place.textContent = location.origin;

const shownFor = 2000;

function copyButton(example) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm docs-copy";
  button.textContent = "Copy";
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(example.textContent);
      button.textContent = "Copied";
    } catch {
      // No clipboard without HTTPS: the text is selected, so that Ctrl-C takes it.
      getSelection().selectAllChildren(example);
      button.textContent = "Selected";
    }
    setTimeout(() => (button.textContent = "Copy"), shownFor);
  });
  return button;
}

for (const example of document.querySelectorAll("pre")) {
  const frame = document.createElement("div");
  frame.className = "docs-example";
  example.replaceWith(frame);
  frame.append(example, copyButton(example));
}
