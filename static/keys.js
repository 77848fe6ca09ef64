// Typing in a signed sheet: works without this file. It lists whom the letters can mean while one types, and sends each line behind
// the typist’s back, so that no key is lost between Enter and the next name.
const form = document.getElementById("keys");
const MOST = 9;

if (form) {
  const line = form.elements.line;
  const list = document.getElementById("keys-list");
  let people = [];
  let matches = [];
  let active = -1;
  let isChoosing = false; // Enter was pressed on a line with several meanings: a number now says which
  let sending = Promise.resolve();

  const read = () => {
    people = [...document.querySelectorAll("#keys-people li")].map((row) => ({
      code: row.dataset.code,
      name: row.dataset.name.split(" "),
      agency: row.dataset.agency.split(" "),
      text: row.textContent,
    }));
  };

  const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) =>
    bare(text.trim().replace(/^-(?!\d)/, "")).split(/\s+/).filter((word) => !/^-?\d{1,4}$/.test(word))
      .map((word) => word.replace(/[^\p{L}\p{N}_]/gu, "")).filter(Boolean);

  // As bookings/registers/keys.py, which has the last word.
  const found = (words) => {
    const begin = (there) => words.every((word) => there.some((each) => each.startsWith(word)));
    const rules = [
      (person) => words.every((word) => person.name.includes(word)),
      (person) => begin(person.name),
      (person) => begin([...person.name, ...person.agency]),
    ];
    return words.length ? rules.map((fits) => people.filter(fits)).find((those) => those.length) ?? [] : [];
  };

  const show = () => {
    matches = found(wordsOf(line.value));
    active = -1;
    isChoosing = false;
    document.getElementById("keys-choices").replaceChildren();
    draw();
  };

  const draw = () => {
    const shown = matches.slice(0, MOST);
    list.replaceChildren(...shown.map((person, place) => {
      const option = document.createElement("li");
      option.id = `keys-option-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", String(place === active));
      option.textContent = isChoosing ? `${place + 1}. ${person.text}` : person.text;
      option.addEventListener("mousedown", (event) => { event.preventDefault(); send(person); });
      return option;
    }));
    list.hidden = !shown.length;
    line.setAttribute("aria-expanded", String(Boolean(shown.length)));
    if (active >= 0) line.setAttribute("aria-activedescendant", `keys-option-${active}`);
    else line.removeAttribute("aria-activedescendant");
  };

  const step = (by) => {
    const last = Math.min(matches.length, MOST) - 1;
    active = Math.max(0, Math.min(last, active + by));
    draw();
  };

  // The line leaves the field at once; lines are sent one after the other, in the order in which they were typed.
  const send = (person) => {
    const body = new FormData(form);
    if (person) { body.set("pick", person.code); body.set("among", body.get("line")); }
    const typed = line.value;
    line.value = "";
    show();
    line.focus();
    sending = sending.then(() => deliver(body, typed));
  };

  const deliver = async (body, typed) => {
    try {
      const response = await fetch(form.action, { method: "POST", body });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (!page.getElementById("keys")) { location.assign(form.action); return; }
      const isRefused = page.querySelector("#keys-answer .govuk-error-summary");
      for (const id of ["keys-answer", "keys-choices", "keys-rest"]) {
        document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
      }
      form.elements.among?.remove();
      form.append(...page.querySelectorAll("#keys [name=among]"));
      if (isRefused) giveBack(typed);
    } catch {
      tell(`“${typed}” was not sent: there is no connection. Press Enter to send it again.`);
      giveBack(typed);
    }
    read();
    // While somebody is choosing, the numbers must not move under their fingers.
    if (!isChoosing && active < 0) show();
  };

  const ask = () => {
    isChoosing = true;
    draw();
    const sentence = document.createElement("p");
    sentence.className = "govuk-body";
    sentence.textContent = `Several people are called so. Press the number of the one who is meant${matches.length > MOST ? ", or type more letters" : ""}.`;
    document.getElementById("keys-choices").replaceChildren(sentence);
  };

  const tell = (sentence) => {
    const problem = document.createElement("p");
    problem.className = "govuk-error-message";
    problem.textContent = sentence;
    document.getElementById("keys-answer").prepend(problem);
  };

  // Who types on already keeps what they type.
  const giveBack = (typed) => { if (!line.value) { line.value = typed; line.select(); } };

  line.setAttribute("role", "combobox");
  line.setAttribute("aria-autocomplete", "list");
  line.setAttribute("aria-controls", list.id);
  line.setAttribute("aria-expanded", "false");
  line.addEventListener("input", show);
  line.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (matches.length) { event.preventDefault(); step(event.key === "ArrowDown" ? 1 : -1); }
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      matches = [];
      draw();
    } else if (isChoosing && /^[1-9]$/.test(event.key)) {
      event.preventDefault();
      if (matches[event.key - 1]) send(matches[event.key - 1]);
    }
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "pick") return; // a button of a list that the server made: an ordinary press
    event.preventDefault();
    if (active >= 0) send(matches[active]);
    else if (matches.length > 1) ask();
    else if (line.value.trim()) send(matches[0]);
  });
  read();
  if (line.value) show();
}
