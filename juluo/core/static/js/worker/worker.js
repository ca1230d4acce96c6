/* The service worker of a space; `self.JULUO` = {version, home, shell} is set by the page that serves it.
   Everything comes from the network first. Kept for a lost connection are only the page that says so, the look of the
   pages, and the latest posts as a guest reads them: fetched without cookies, so nothing kept is anybody's own. */
const { version, home, shell } = self.JULUO;
const KEPT = `juluo ${home} ${version}`;
const MOST_PICTURES = 20;
const FRESH = 10 * 60 * 1000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(shell.map(asGuest))).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOlder().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => standIn(address)));
  else if (/\.(css|js|svg)$/.test(address.pathname)) event.respondWith(keepLook(request));
  else if (/\/media\//.test(address.pathname)) event.respondWith(fetch(request).catch(() => found(request)));
});

self.addEventListener("message", (event) => {
  if (event.data?.keep === "feed") event.waitUntil(keepFeed(event.data.language));
});

function asGuest(address) {
  return new Request(address, { credentials: "omit" });
}

async function forgetOlder() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(`juluo ${home} `) && name !== KEPT);
  await Promise.all(ours.map((name) => caches.delete(name)));
}

async function standIn(address) {
  const kept = await caches.open(KEPT);
  return (address.pathname === home && (await kept.match(home))) || (await kept.match(shell[0])) || Response.error();
}

async function keepLook(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) (await caches.open(KEPT)).put(request, answer.clone());
    return answer;
  } catch {
    return found(request);
  }
}

async function found(request) {
  return (await (await caches.open(KEPT)).match(request)) ?? Response.error();
}

async function keepFeed(language) {
  const kept = await caches.open(KEPT);
  const last = await kept.match(home);
  if (last && Date.now() - Date.parse(last.headers.get("Date")) < FRESH) return;
  const headers = { "Accept-Language": language, "Juluo-Offline": "feed" };
  const answer = await fetch(home, { credentials: "omit", headers });
  if (!answer.ok) return;
  await kept.put(home, answer.clone());
  const pictures = [...(await answer.text()).matchAll(/<img[^>]*? src="([^"]+\/media\/[^"]+)"/g)].map((each) => each[1]);
  await Promise.allSettled(pictures.slice(0, MOST_PICTURES).map((each) => kept.add(asGuest(each))));
}
