/* <live-stream src="…" after="12">: listens to a stream from a position on, and tells its parents by events that bubble:
   "live" (detail: kind, position, data; kind "reload": too much was missed), and "live-on" and "live-off" as it stands.
   `src` gives an address to listen at that is good for less than a minute, and hears how far this page has `read`. */
const FIRST = 1000;
const LONGEST = 30000;

class LiveStream extends HTMLElement {
  connectedCallback() {
    this.wait = FIRST;
    this.position = Number(this.getAttribute("after"));
    this.leave = () => this.ask(true);
    window.addEventListener("pagehide", this.leave);
    this.listen();
  }

  disconnectedCallback() {
    window.removeEventListener("pagehide", this.leave);
    clearTimeout(this.timer);
    this.source?.close();
  }

  async ask(keepalive = false) {
    const read = keepalive || document.visibilityState === "visible" ? this.position : 0;
    try {
      const answer = await fetch(`${this.getAttribute("src")}?read=${read}`, { keepalive });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  async listen() {
    this.source?.close();
    const told = await this.ask();
    if (!this.isConnected) return;
    if (!told) return this.stand(false, true);
    this.source = new EventSource(`${told.url}&after=${this.position}`);
    this.source.onopen = () => this.stand(true);
    this.source.onerror = () => this.stand(false, this.source.readyState === EventSource.CLOSED);
    this.source.addEventListener("renew", () => this.listen());
    for (const kind of ["said", "gone", "reload"]) this.source.addEventListener(kind, (event) => this.pass(kind, event));
  }

  pass(kind, { lastEventId, data }) {
    this.position = Number(lastEventId);
    this.tell("live", { kind, position: this.position, data: JSON.parse(data) });
  }

  /* A browser comes again by itself where it was heard; where it was turned away it asks for another address. */
  stand(live, again = false) {
    this.tell(live ? "live-on" : "live-off");
    clearTimeout(this.timer);
    this.wait = live ? FIRST : Math.min(this.wait * 2, LONGEST);
    if (again) this.timer = setTimeout(() => this.listen(), this.wait * (0.5 + Math.random()));
  }

  tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

customElements.define("live-stream", LiveStream);
