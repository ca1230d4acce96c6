/* What the service worker becomes when keeping pages is turned off: it empties what it kept and removes itself. */
self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(leave());
});

async function leave() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(`juluo ${self.JULUO.home} `));
  await Promise.all(ours.map((name) => caches.delete(name)));
  await self.registration.unregister();
}
