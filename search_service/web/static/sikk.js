// Comforts on top of pages that work without: shortcuts, folding of long passages, progress.
"use strict";

const query = document.getElementById("query");

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/" && query) {
    event.preventDefault();
    query.focus();
    query.select();
  }
  const turn = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = turn && document.querySelector(`.page-view a[rel="${turn}"]`);
  if (link) link.click();
});

for (const excerpt of document.querySelectorAll(".excerpt")) {
  excerpt.classList.add("clamped");
  if (excerpt.scrollHeight <= excerpt.clientHeight + 4) {
    excerpt.classList.remove("clamped");
    continue;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "more";
  button.textContent = excerpt.dataset.more;
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    const folded = excerpt.classList.toggle("clamped");
    button.textContent = folded ? excerpt.dataset.more : excerpt.dataset.less;
    button.setAttribute("aria-expanded", String(!folded));
  });
  const line = document.createElement("p");
  line.className = "links";
  line.append(button);
  excerpt.after(line);
}

// What stands open beside a wide text would hide a narrow one. The style sheet shows it folded from
// the first moment, so that nothing moves when it is folded here.
const narrow = window.matchMedia("(max-width: 61.99rem)").matches;
for (const details of document.querySelectorAll("details[data-fold]")) {
  if (narrow) details.open = false;
  details.removeAttribute("data-fold");
}

// Suggestions while typing: a list of the page's own, since a browser's does not grow with the page.
const list = document.getElementById("suggestions");
let asked = "";

function offer(texts) {
  const options = texts.map((text, n) => {
    const option = document.createElement("li");
    option.id = `suggestion-${n}`;
    option.setAttribute("role", "option");
    option.textContent = text;
    return option;
  });
  list.replaceChildren(...options);
  list.hidden = options.length === 0;
  query.setAttribute("aria-expanded", String(!list.hidden));
  point();
}

function pointed() {
  return list.querySelector("[aria-selected]");
}

function point(option) {
  pointed()?.removeAttribute("aria-selected");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) query.setAttribute("aria-activedescendant", option.id);
  else query.removeAttribute("aria-activedescendant");
}

function take(option) {
  query.value = option.textContent;
  asked = query.value;
  offer([]);
}

async function suggest() {
  const typed = query.value.trim();
  if (typed === asked) return;
  asked = typed;
  if (typed.length < 2) {
    offer([]);
    return;
  }
  try {
    const answer = await fetch(`${query.dataset.suggest}?q=${encodeURIComponent(typed.slice(0, 200))}`);
    const { suggestions } = await answer.json();
    if (typed !== query.value.trim() || document.activeElement !== query) return;
    offer(suggestions.map(({ text }) => text));
  } catch {
    // Without suggestions the field works as before.
  }
}

function choose(event) {
  const options = [...list.children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!options.length) return;
  if (step) {
    // Before the first and behind the last is the field itself, with nothing chosen.
    const places = [undefined, ...options];
    point(places.at((places.indexOf(pointed() ?? undefined) + step) % places.length));
  } else if (event.key === "Enter" && pointed()) take(pointed());
  else if (event.key === "Escape") offer([]);
  else return;
  event.preventDefault();
}

if (list) {
  let pause;
  query.setAttribute("role", "combobox");
  query.setAttribute("aria-autocomplete", "list");
  query.setAttribute("aria-controls", list.id);
  offer([]);
  query.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(suggest, 150);
  });
  query.addEventListener("keydown", choose);
  query.addEventListener("blur", () => offer([]));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) take(option);
  });
}

// An empty field says nothing: it stays out of the address, which is shared.
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
    form.classList.add("working");
    form.setAttribute("aria-busy", "true");
  });
}
window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form :disabled")) field.disabled = false;
  for (const form of document.querySelectorAll("form.working")) {
    form.classList.remove("working");
    form.removeAttribute("aria-busy");
  }
});

const notice = document.getElementById("indexing");
const numbers = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: "always" });

async function follow() {
  try {
    const state = await (await fetch("/health/ready")).json();
    if (state.status === "ok" && !state.problem) {
      const untouched = !query || query.value === query.defaultValue;
      if (untouched) location.reload();
      else notice.remove();
      return;
    }
    const bar = notice.querySelector("progress");
    const text = document.getElementById("indexing-text");
    if (bar && text && state.of) {
      bar.max = state.of;
      bar.value = state.indexed;
      text.textContent = notice.dataset.pattern
        .replace("{done}", numbers.format(state.indexed))
        .replace("{total}", numbers.format(state.of));
    }
  } catch {
    // The service may be restarting: ask again.
  }
  setTimeout(follow, 2000);
}

if (notice) setTimeout(follow, 2000);

// A quote with its citation goes to the clipboard in one step; without it, it is selected.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  const said = document.getElementById("copied");
  button.addEventListener("click", async () => {
    const fields = button.dataset.copy.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
    try {
      await navigator.clipboard.writeText(fields.map((field) => field.value).join("\n\n"));
      said.textContent = button.dataset.done;
    } catch {
      fields[fields.length - 1].select();
    }
  });
}

// An address of a term from when the glossary was one page: its letter is opened.
const term = location.pathname === "/glossary" && !location.search && location.hash.slice(1);
if (term && !document.getElementById(term)) location.replace(`/glossary?entry=${term}#${term}`);
