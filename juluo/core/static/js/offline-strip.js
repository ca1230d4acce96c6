/* <offline-strip worker="/sw.js" home="/" hidden>words</offline-strip>: says when the connection is gone, and lets the
   service worker keep the latest posts. A worker that is turned off removes itself. */
class OfflineStrip extends HTMLElement {
  connectedCallback() {
    for (const event of ["online", "offline"]) window.addEventListener(event, this);
    this.handleEvent();
    if ("serviceWorker" in navigator) this.register().catch(() => {});
  }

  disconnectedCallback() {
    for (const event of ["online", "offline"]) window.removeEventListener(event, this);
  }

  handleEvent() {
    this.hidden = navigator.onLine;
  }

  async register() {
    const scope = this.getAttribute("home");
    await navigator.serviceWorker.register(this.getAttribute("worker"), { scope, updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    if (navigator.onLine) active.postMessage({ keep: "feed", language: document.documentElement.lang });
  }
}

customElements.define("offline-strip", OfflineStrip);
