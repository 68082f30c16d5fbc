// What makes the page a little kinder where scripts run; everything works without.
"use strict";

// A second click while the first is on its way would only be thrown away by the server.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) {
    event.preventDefault();
    return;
  }
  event.target.dataset.sent = "yes";
  document.body.classList.add("sending");
  keepTyped(event.target);
  keepSight(event.submitter);
});

// A page that comes back from the browser's history can be used again.
window.addEventListener("pageshow", () => {
  document.body.classList.remove("sending");
  for (const form of document.forms) delete form.dataset.sent;
});

// What was refused, a text too long or no number, stands in the field again. It is kept in this tab until the next
// page has come, and never longer.
function keepTyped(form) {
  const field = form.querySelector("#text");
  if (field) sessionStorage.setItem("typed", JSON.stringify([document.title, field.value]));
}

function bringBackTyped() {
  const [title, words] = JSON.parse(sessionStorage.getItem("typed") ?? "[]");
  sessionStorage.removeItem("typed");
  const field = document.querySelector(".composer:not(.aside) #text");
  if (!field || title !== document.title || !document.querySelector(".note") || isSaidBack(words)) return;
  field.value = words;
}

// Whether the page says these words back, at the end of a line: then they were taken. Of long ones it says a part.
function isSaidBack(words) {
  const plain = (text) => text.replace(/[\u2066-\u2069]/g, "").replace(/\s+/g, " ").trim();
  const all = plain(words);
  const [begin, end] = [all.slice(0, 80), all.slice(-80)];
  return [...document.querySelectorAll(".bubble .body")].some((line) => {
    const said = plain(line.textContent);
    return all.length < 80 ? said.endsWith(` ${all}`) : said.includes(begin) || said.endsWith(end);
  });
}

// Who ticks something below a long text goes on reading there, not at the top of the new page.
function keepSight(button) {
  if (!button?.hasAttribute("aria-pressed")) return;
  const kept = [document.title, button.textContent, button.ariaPressed, button.getBoundingClientRect().top];
  sessionStorage.setItem("sight", JSON.stringify(kept));
}

// Only if the tick has changed: else the top of the page says why not.
function bringBackSight() {
  const [title, label, pressed, top] = JSON.parse(sessionStorage.getItem("sight") ?? "[]");
  sessionStorage.removeItem("sight");
  if (title !== document.title) return;
  const name = (text) => text.replace("✓", "");
  const buttons = [...document.querySelectorAll("button[aria-pressed]")];
  const button = buttons.find((found) => name(found.textContent) === name(label));
  if (button && button.ariaPressed !== pressed) scrollBy(0, button.getBoundingClientRect().top - top);
}

// In a long text Enter begins a new line; with Ctrl or Cmd it sends.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

// A field for a long text grows with what is written.
document.addEventListener("input", (event) => {
  if (event.target.matches("textarea")) {
    event.target.rows = Math.min(20, Math.max(5, event.target.value.split("\n").length + 1));
  }
});

// Last, because a browser may refuse to keep anything.
bringBackTyped();
bringBackSight();
