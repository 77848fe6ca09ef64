// Keeps the code on the wall new: asks for the page again when the code changes, and every 10 seconds for the count.
// Without this file the page loads itself again when the code changes.
const OFTEN = 10, AGAIN = 3;
let changes_at = 0;

function wait() {
  const seconds = Number(document.getElementById("wall").dataset.seconds);
  changes_at = Date.now() + seconds * 1000;
  // A tenth of a second later, so that the server has passed the moment as well.
  setTimeout(renew, Math.min(seconds, OFTEN) * 1000 + 100);
}

async function renew() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("wall");
    // Signed out meanwhile, or the event is not ours any more: the server says it better.
    if (!fresh) return location.reload();
    document.getElementById("wall").replaceWith(fresh);
    say("");
    wait();
  } catch {
    // An old code helps nobody.
    if (Date.now() >= changes_at) document.querySelector(".app-wall__code")?.remove();
    say("No connection. The code comes back by itself.");
    setTimeout(renew, AGAIN * 1000);
  }
}

function say(words) {
  const status = document.getElementById("wall-status");
  if (status.textContent !== words) status.textContent = words;
}

wait();
