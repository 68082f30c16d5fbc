// Keys for moderators; everything on the page works without them. Whoever does not want them switches them off.
(() => {
  "use strict";
  const OFF = "moderation-keys-off";
  const line = document.querySelector("[data-keys]");
  const cases = [...document.querySelectorAll("[data-case]")];
  if (!line) return;

  const button = line.querySelector("[data-keys-switch]");
  const read = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };
  const keep = (off) => { try { localStorage.setItem(OFF, off ? "1" : "0"); } catch { /* for this page only, then */ } };
  let off = read();
  const draw = () => { button.textContent = off ? "Tasten einschalten" : "Tasten ausschalten"; };
  button.addEventListener("click", () => { off = !off; keep(off); draw(); });
  draw();
  line.hidden = false;

  const current = () => cases.indexOf(document.activeElement?.closest("[data-case]"));
  // In the list nothing is done to a comment that nobody has chosen.
  const near = (key) => (cases.length ? cases[current()] : document)?.querySelector(`[data-key="${key}"]`);

  const move = (steps, rel) => {
    const there = cases[current() + steps] ?? (current() < 0 ? cases[0] : undefined);
    if (there) {
      there.focus();
      there.scrollIntoView({ block: "nearest" });
    } else {
      document.querySelector(`main a[rel="${rel}"]`)?.click();
    }
  };

  const deeds = {
    j: () => move(1, "next"),
    k: () => move(-1, "prev"),
    r: () => near("r")?.requestSubmit(),
    h: () => {
      const way = near("h");
      if (way instanceof HTMLFormElement) way.querySelector("input[type=radio]")?.focus();
      else way?.click();
    },
    u: () => document.querySelector('[data-key="u"]')?.requestSubmit(),
  };

  cases.find((each) => `#${each.id}` === location.hash)?.focus();
  document.addEventListener("keydown", (event) => {
    if (off || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select")) return;
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
})();
