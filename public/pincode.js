// Asks about a pincode as soon as it is typed, and shows what the page then says of it. Without this script a button asks.
"use strict";

const form = document.querySelector("[data-pincode]");
const field = form.elements.pincode;
let asked = "";

async function pageAbout(pincode) {
  const typed = new URLSearchParams(new FormData(form));
  typed.set("check", "pincode");
  const address = new URL(form.action);
  if (form.method === "get") address.search = typed;
  const answer = await fetch(address, form.method === "get" ? {} : { method: "POST", body: typed });
  if (!answer.ok || pincode !== asked) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function show(page) {
  // What is chosen and typed meanwhile stays.
  const chosen = form.elements.payment?.value;
  for (const part of document.querySelectorAll("[data-answer]")) {
    const next = page.getElementById(part.id);
    if (next && next.innerHTML !== part.innerHTML) part.replaceChildren(...next.childNodes);
  }
  const payment = form.querySelector(`[name=payment][value="${chosen}"]:enabled`);
  if (payment) payment.checked = true;
  const place = ["city", "state", "filled"].map((name) => form.elements[name]).filter(Boolean);
  const isFree = place.length === 3 && [place[2].value, ""].includes(place[0].value.trim() + place[1].value);
  if (isFree) for (const input of place) input.value = page.getElementById(input.id).value;
}

async function ask() {
  const pincode = field.value.replace(/[\s-]/g, "");
  if (pincode === asked) return;
  asked = /^[1-9]\d{5}$/.test(pincode) ? pincode : "";
  if (!asked) return;
  const page = await pageAbout(pincode).catch(() => null);
  if (page) show(page);
}

field.addEventListener("input", ask);
// The address that the page came with; one that was asked about already says so.
if (!document.querySelector("#delivery > *")) ask();
