// Keeps the registers that were opened on this phone for two days, with the files they need, so that they open without a signal. Nothing
// else is kept, and signing out throws them away (muster.js).

const KEPT = "muster-registers";
const LONGEST = 48 * 60 * 60 * 1000; // milliseconds
const PATIENCE = 6_000;
const PAGE = /^\/registers\/[A-Z0-9]{12}\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { keep = [], page } = event.data ?? {};
  event.waitUntil(Promise.all([...keep.map(keepFile), page && keepPage(page)]));
});

async function keepFile(address) {
  const kept = await caches.open(KEPT);
  if (await kept.match(address)) return;
  const answer = await fetch(address);
  if (answer.ok) await kept.put(address, answer);
}

async function keepPage(address) {
  const kept = await caches.open(KEPT);
  const answer = await fetch(address, { credentials: "same-origin", redirect: "manual" });
  if (answer.ok) await kept.put(plain(address), await stamped(answer));
}

// The address without what stands behind it but the session.
function plain(address) {
  const url = new URL(address);
  return `${url.origin}${url.pathname}?session=${url.searchParams.get("session") ?? ""}`;
}

async function stamped(answer) {
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", String(Date.now()));
  return new Response(await answer.blob(), { status: 200, headers });
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (PAGE.test(url.pathname)) event.respondWith(page(request));
    return;
  }
  if (!url.pathname.startsWith("/registers/")) event.respondWith(file(request));
});

async function page(request) {
  try {
    const answer = await Promise.race([fetch(request), tooLong()]);
    if (answer.status < 500) {
      if (answer.ok && answer.type === "basic") {
        const kept = await caches.open(KEPT);
        await kept.put(plain(request.url), await stamped(answer.clone()));
      }
      return answer;
    }
  } catch {
    // No signal: what was kept.
  }
  return (await keptPage(request.url)) ?? nothing();
}

function tooLong() {
  return new Promise((_, refuse) => setTimeout(() => refuse(new Error("no answer")), PATIENCE));
}

async function keptPage(address) {
  const kept = await caches.open(KEPT);
  const url = new URL(address);
  const wanted = await kept.match(plain(address));
  const answer = wanted ?? (await kept.match(`${url.origin}${url.pathname}`, { ignoreSearch: true }));
  if (!answer) return null;
  if (Date.now() - Number(answer.headers.get("X-Kept-At")) < LONGEST) return answer;
  await caches.delete(KEPT);
  return null;
}

function nothing() {
  const words = "<!DOCTYPE html><html lang=en-GB><meta charset=utf-8><meta name=viewport content='width=device-width'><title>No signal</title>" +
    "<h1>No signal</h1><p>This register was not opened on this phone in the last two days, so it is not kept here. Go where there is a signal and open it again.</p>";
  return new Response(words, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function file(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const answer = await caches.match(request, { cacheName: KEPT });
    if (answer) return answer;
    throw error;
  }
}
