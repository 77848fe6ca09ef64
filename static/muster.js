// Everything works without this file: it adds the counters, the show-password buttons and the focus on errors.
import { initAll } from "./govuk/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A tick box that ticks all the others of its form: <input type="checkbox" data-tick-all="name of the others" hidden>.
for (const all of document.querySelectorAll("[data-tick-all]")) {
  all.closest("[hidden]")?.removeAttribute("hidden");
  all.addEventListener("change", () => {
    for (const box of document.getElementsByName(all.dataset.tickAll)) box.checked = all.checked;
  });
}

// Registers that were kept on this phone for want of a signal (register-worker.js) go when their reader signs out.
if ("caches" in window && !document.querySelector("[data-signed-in]")) caches.delete("muster-registers");
