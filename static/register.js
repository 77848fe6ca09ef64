// The register at the door: one tap, one request; without a signal the taps wait and are sent once when it is back. What the other
// trainer taps appears by itself. The page works without this file too, a page for each tap.
import { Taps } from "./register-taps.js";

const SEND_AGAIN = 5_000; // milliseconds
const LOOK_AGAIN = 8_000;
const PATIENCE = 10_000; // after so long a request counts as lost: it is sent again, and the server counts it once
const WORDS = { present: "Present", absent: "Absent", refused: "Refused at the door", "": "Not marked" };
const COLOURS = { present: "green", absent: "red", refused: "orange", "": "grey" };

const list = document.getElementById("people");
const foot = list && footOf(list);
const signal = foot?.querySelector("#signal");
const last = foot?.querySelector("#last");
const refused = foot?.querySelector("#refused");
const nobody = document.getElementById("nobody");
const search = document.getElementById("search-q");
const here = list?.dataset;
const taps = list && new Taps(here.me, here.register);
let since = here?.now;
let trouble = ""; // why nothing can be sent: "", "signal" or "sign in"

// What only this script fills: who is not found, and at the foot of the screen, so that nothing moves under a thumb, what was marked last,
// what waits, and what could not be saved.
function footOf(people) {
  const holder = document.createElement("template");
  holder.innerHTML = `<p class="govuk-body" id="nobody" hidden>Nobody here has a name or agency that begins like that.</p>
    <div class="app-register-foot" id="foot" hidden>
      <ul class="app-register-refused" id="refused" hidden aria-label="Marks that could not be saved"></ul>
      <p class="app-register-signal" id="signal" role="status"></p>
      <div class="app-register-last" id="last" hidden></div>
    </div>`;
  people.after(holder.content);
  return document.getElementById("foot");
}

const rows = () => list.querySelectorAll(".app-register__row");
const rowOf = (person) => document.getElementById(`p-${person}`);
const nameOf = (row) => row.querySelector(".app-register__name").textContent;
const many = (number) => (number === 1 ? "1 mark" : `${number} marks`);

// What a row says, for undoing what comes next.
const factsOf = (row) => ({ mark: row.dataset.mark, late: Number(row.dataset.late), early: Number(row.dataset.early) });

function said({ mark, late, early }) {
  const words = [WORDS[mark]];
  if (late) words.push(`${late} minutes late`);
  if (early) words.push(`left ${early} minutes early`);
  return words.join(", ");
}

// The fields that make a row say this.
function fieldsFor({ mark, late, early }) {
  if (!mark) return { mark: "undo" };
  if (mark === "present" && (late || early)) return { ...(late && { late }), ...(early && { early }) };
  return { mark };
}

// What a row will say after a tap; null when the server must judge it (minutes typed wrong).
function after(before, fields) {
  const minutes = (kind) => Number(fields[kind] || (fields.mark === kind || fields.mark === "present" ? fields[`${kind}_other`] : "") || 0);
  const late = minutes("late");
  const early = minutes("early");
  if (Number.isNaN(late) || Number.isNaN(early)) return null;
  if (late || early) return { mark: "present", late: late || before.late, early: early || before.early };
  if (fields.mark === "undo") return { mark: "", late: 0, early: 0 };
  return fields.mark in WORDS ? { mark: fields.mark, late: 0, early: 0 } : null;
}

function show(row, facts, isWaiting) {
  Object.assign(row.dataset, facts);
  const state = row.querySelector(".app-register__state");
  state.textContent = said(facts);
  state.className = `govuk-tag govuk-tag--${COLOURS[facts.mark]} app-register__state`;
  row.querySelector(".app-register__problem")?.remove();
  const onTime = facts.mark === "present" && !facts.late && !facts.early;
  row.querySelector(".app-mark--present")?.setAttribute("aria-pressed", onTime);
  row.querySelector(".app-mark--absent")?.setAttribute("aria-pressed", facts.mark === "absent");
  row.querySelector("summary")?.classList.toggle("app-mark--chosen", Boolean(facts.late || facts.early));
  row.classList.toggle("app-register__row--waiting", isWaiting);
}

function count() {
  const all = [...rows()];
  const unmarked = all.filter((row) => !row.dataset.mark).length;
  const put = (name, words) => (document.querySelector(`[data-count="${name}"]`).textContent = words);
  put("present", all.filter((row) => row.dataset.mark === "present").length);
  put("people", all.length);
  put("unmarked", unmarked ? `${unmarked} not marked` : "everybody is marked");
  const markAll = document.getElementById("mark-all");
  if (markAll) markAll.hidden = !unmarked;
}

function tellSignal() {
  const waiting = taps.waiting();
  const waits = waiting.length ? `${many(waiting.length)} waiting to be sent. ` : "";
  const why = {
    "": waiting.length ? "Sending…" : "",
    signal: waiting.length ? "No signal: they are kept on this phone, also when you close the page." : "No signal. You can go on marking.",
    "sign in": "Sign in again to send them: open the list of registers.",
  }[trouble];
  const words = (waits + why).trim();
  if (signal.textContent !== words) signal.textContent = words;
  signal.dataset.trouble = trouble;
  const waitingHere = new Set(waiting.filter((tap) => tap.register === here.register).map((tap) => tap.person));
  for (const row of rows()) row.classList.toggle("app-register__row--waiting", waitingHere.has(row.id.slice(2)));
  tellRefused();
  foot.hidden = !words && last.hidden && refused.hidden;
}

// What could not be saved stays on the page until it was read.
function tellRefused() {
  refused.replaceChildren(...taps.refused().map(refusedItem));
  refused.hidden = !refused.children.length;
}

function refusedItem(tap) {
  const item = document.createElement("li");
  const row = rowOf(tap.person);
  item.append(`${row ? `${nameOf(row)}: ` : ""}${tap.said} was not saved. ${tap.refused} `);
  const read = button("I have read this", () => {
    taps.remove(tap);
    tellSignal();
  });
  item.append(read);
  return item;
}

function tap(row, fields) {
  const person = row.id.slice(2);
  const before = factsOf(row);
  const facts = after(before, fields);
  const made = taps.add(person, { ...fields, session: here.session, number: here.number });
  made.said = facts ? said(facts) : "The mark";
  taps.keep(made);
  if (facts) show(row, facts, true);
  count();
  tellLast(row, made.said, fieldsFor(before));
  send();
}

// What was marked last, and the way back from it.
function tellLast(row, words, fields) {
  const person = row.id.slice(2);
  const undo = button("Undo", () => rowOf(person) && tap(rowOf(person), fields));
  const more = document.createElement("span");
  more.className = "govuk-visually-hidden";
  more.textContent = " the last mark";
  undo.append(more);
  const what = document.createElement("span");
  what.textContent = `${nameOf(row)}: ${words}`;
  last.replaceChildren(what, undo);
  last.hidden = false;
}

function button(words, deed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "app-register-undo";
  made.textContent = words;
  made.addEventListener("click", deed);
  return made;
}

// A row as the server has it, unless a tap on it still waits.
function place(person, html) {
  if (taps.waitsFor(person).length) return;
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const fresh = holder.content.firstElementChild;
  const old = rowOf(person);
  const focused = old?.contains(document.activeElement) ? document.activeElement.id || "more" : "";
  if (old) old.replaceWith(fresh);
  else list.append(fresh);
  if (focused) (document.getElementById(focused) || fresh.querySelector("summary"))?.focus();
  filter();
}

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value;
}

function ask(address, options = {}) {
  return fetch(address, { redirect: "manual", credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE), ...options });
}

// One request for one tap. True when the next can follow.
async function sendOne(waiting) {
  const body = new URLSearchParams({ ...waiting.fields, person: waiting.person, key: waiting.key });
  body.set("ago", Math.max(0, (Date.now() - waiting.at) / 1000));
  const answer = await ask(`${waiting.register}mark/`, { method: "POST", body, keepalive: true, headers: { "X-CSRFToken": token() } });
  if (answer.type === "opaqueredirect" || answer.status === 403) {
    trouble = "sign in";
    return false;
  }
  if (answer.status >= 500) throw new Error(answer.status);
  const words = await answer.text();
  taps.remove(waiting);
  if (answer.ok) {
    if (waiting.register === here.register) place(waiting.person, words);
  } else {
    refuse(waiting, answer.status === 404 ? "This person is not on the register any more." : words);
  }
  return true;
}

function refuse(waiting, sentence) {
  waiting.refused = sentence;
  taps.keep(waiting);
  const row = waiting.register === here.register && rowOf(waiting.person);
  if (row) {
    since = new Date(0).toISOString(); // the row says what was hoped for: ask for all rows as they are
    row.classList.remove("app-register__row--waiting");
  }
  if ("open" in here) look();
}

let sending = null;
function send() {
  tellSignal();
  sending ??= sendAll().finally(() => {
    sending = null;
    count();
    tellSignal();
  });
  return sending;
}

async function sendAll() {
  // Two tabs of one phone take turns; where the browser cannot do that, the key keeps a tap from counting twice.
  const turn = navigator.locks ? (deed) => navigator.locks.request("muster-taps", deed) : (deed) => deed();
  await turn(async () => {
    for (let next = taps.waiting()[0]; next; next = taps.waiting()[0]) {
      try {
        if (!(await sendOne(next))) return;
        trouble = "";
      } catch {
        trouble = "signal";
        return;
      }
    }
  });
}

// What the others marked, who came and who went.
async function look() {
  const query = new URLSearchParams({ session: here.session, number: here.number, since });
  try {
    const answer = await ask(`${here.register}changes/?${query}`);
    if (answer.type === "opaqueredirect") trouble = "sign in";
    if (!answer.ok) return tellSignal();
    take(await answer.json());
  } catch {
    trouble = "signal";
  }
  tellSignal();
}

function take(news) {
  if (news.me !== here.me || news.is_closed) return location.reload();
  trouble = "";
  since = news.now;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = news.token;
  for (const [person, html] of Object.entries(news.rows)) place(person, html);
  const people = new Set(news.people);
  for (const row of rows()) if (!people.has(row.id.slice(2))) row.remove();
  count();
}

function filter() {
  const wanted = beginnings(search.value);
  let found = 0;
  for (const row of rows()) {
    row.hidden = !wanted.every((word) => row.dataset.searched.includes(` ${word}`));
    if (!row.hidden) found += 1;
  }
  nobody.hidden = Boolean(found) || !rows().length;
}

function beginnings(text) {
  const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/['’]/g, "");
  return plain.match(/[\p{L}\p{N}_]+/gu) ?? [];
}

// Somebody who opens the kept page without a signal sees what they marked, and not what the page said when it was kept.
function showWaiting() {
  for (const waiting of taps.waiting()) {
    const row = waiting.register === here.register && waiting.fields.session === here.session && rowOf(waiting.person);
    const facts = row && after(factsOf(row), waiting.fields);
    if (facts) show(row, facts, true);
  }
  count();
}

function listen() {
  list.addEventListener("submit", (event) => {
    const form = event.target.closest(".app-register__marks");
    if (!form) return;
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(form, event.submitter));
    for (const name of ["csrfmiddlewaretoken", "person", "session", "q"]) delete fields[name];
    tap(form.closest(".app-register__row"), fields);
  });
  // Closing, and what else follows from the marks, waits until the last tap has arrived.
  const deeds = document.querySelector(".app-register-deeds");
  deeds?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !taps.waiting().length) return;
    event.preventDefault();
    send().then(() => location.assign(link.href));
  });
  deeds?.addEventListener("submit", (event) => {
    if (!taps.waiting().length) return;
    event.preventDefault();
    send().then(() => event.target.submit());
  });
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) send().then(look);
  });
  setInterval(() => taps.waiting().length && send(), SEND_AGAIN);
  setInterval(() => !document.hidden && look(), LOOK_AGAIN);
}

// The worker keeps this page and its files, so that it opens without a signal.
async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/registers/worker.js", { scope: "/registers/" });
  const worker = (await navigator.serviceWorker.ready).active;
  const files = performance.getEntriesByType("resource").map((entry) => entry.name);
  const own = files.filter((name) => new URL(name).origin === location.origin && !name.includes("/registers/"));
  worker.postMessage({ keep: [...new Set(own)], page: location.href });
}

if (list) {
  // With the whole list in the page, looking for somebody needs no request.
  if (search.value) filter();
  search.addEventListener("input", filter);
  search.form.addEventListener("submit", (event) => event.preventDefault());
  tellSignal();
  if ("open" in here) {
    showWaiting();
    listen();
    send().then(look);
    keepPage();
  } else {
    send();
  }
}
