// Keeps the basket in this browser: its address, and nothing else. Pages work without.
"use strict";

const KEPT = "sikk-basket";

function keptAddress() {
  try {
    return localStorage.getItem(KEPT) || "";
  } catch {
    return ""; // a browser that keeps nothing
  }
}

function keep(said) {
  try {
    if (said) localStorage.setItem(KEPT, said);
    else localStorage.removeItem(KEPT);
  } catch {
    // Then the address alone keeps it.
  }
}

function show() {
  const n = new URLSearchParams(keptAddress()).getAll("item").length;
  for (const link of document.querySelectorAll("a[data-basket-link]")) {
    link.href = n ? `/basket?${keptAddress()}` : "/basket";
    const count = link.querySelector("[data-count]");
    if (count) count.textContent = n ? ` (${n})` : "";
  }
}

function collect(event) {
  const link = event.target.closest("a[data-collect]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const said = new URLSearchParams(keptAddress());
  const item = new URL(link.href).searchParams.get("item");
  if (!said.getAll("item").includes(item)) said.append("item", item);
  keep(said.toString());
  link.textContent = link.dataset.done;
  link.removeAttribute("data-collect");
  link.href = `/basket?${said}`;
  link.setAttribute("aria-live", "polite"); // said aloud, and still a link
  show();
}

const page = document.querySelector("[data-basket]");
if (page) {
  const said = new URLSearchParams(location.search);
  for (const name of ["ui", "add"]) said.delete(name);
  const here = said.toString();
  const from = document.referrer && new URL(document.referrer);
  const ours = from && from.host === location.host;
  const share = page.querySelector("[data-share]");
  if (share) share.value = new URL(share.value, location.href).href;
  const offer = page.querySelector("[data-keep]");
  if (!said.has("item")) {
    if (keptAddress() && !(ours && from.pathname === "/basket")) location.replace(`/basket?${keptAddress()}`);
    else keep("");
  } else if (!keptAddress() || (ours && from.pathname === "/basket")) {
    keep(here);
  } else if (ours && keptAddress() !== here) {
    const kept = new URLSearchParams(keptAddress()); // a link opened apart: its item joins the rest
    for (const item of said.getAll("item")) if (!kept.getAll("item").includes(item)) kept.append("item", item);
    keep(kept.toString());
    location.replace(`/basket?${kept}`);
  } else if (keptAddress() !== here && offer) {
    offer.hidden = false; // somebody else's basket: the reader's own is not overwritten unasked
    offer.querySelector("button").addEventListener("click", () => {
      keep(here);
      offer.hidden = true;
      show();
    });
  }
}

document.addEventListener("click", collect);
show();
