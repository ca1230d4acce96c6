/* <desk-copy action="…"> inside the form of a desk: what is written is kept on the server a few seconds after typing
   stops, and when the page is left. The server answers the part `[data-kept]`: when it was kept, what was written
   elsewhere meanwhile, and the field `copy`: "key.number", the copy of this desk and how often it was kept. */
const RESTS = 3000;
const FITS = 20_000; /* characters of a text that a page which is being left can still send */
const NAMES = ["csrfmiddlewaretoken", "title", "text", "audience", "since", "copy"];

class DeskCopy extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.stop = new AbortController();
    const { form } = this;
    for (const [where, name] of [[form, "input"], [form, "submit"], [form, "reset"], [document, "visibilitychange"], [window, "pagehide"]])
      where.addEventListener(name, this, { signal: this.stop.signal });
    this.kept = this.words();
    queueMicrotask(() => this.takeOut());
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.stop.abort();
  }

  handleEvent(event) {
    const { value } = this.form.elements.copy;
    if (event.type === "reset") queueMicrotask(() => (this.form.elements.copy.value = value)); // its copy goes, too
    if (event.type === "submit") this.sent = !event.defaultPrevented;
    else if (event.type === "pagehide" || document.hidden) this.keep(true);
    else if (!this.contains(event.target)) this.rest();
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), RESTS);
  }

  words() {
    return ["title", "text", "audience"].map((name) => this.form.elements[name].value).join("\n");
  }

  /* This browser has it already (`<autosave-form>`): it is not offered. */
  takeOut() {
    document.querySelector(`[data-offered="${CSS.escape(this.form.elements.copy.value)}"]`)?.remove();
  }

  async keep(leaves = false) {
    clearTimeout(this.timer);
    if (this.sent || this.words() === this.kept) return;
    if (this.busy && !leaves) return void this.rest();
    const body = new URLSearchParams(NAMES.map((name) => [name, this.form.elements[name].value]));
    const [key, number] = this.form.elements.copy.value.split(".");
    const keepalive = leaves && this.form.elements.text.value.length < FITS;
    this.kept = this.words();
    this.form.elements.copy.value = `${key}.${Number(number) + 1}`; // the answer may not be seen any more
    this.tell();
    if (leaves) this.form.querySelector("autosave-form")?.keep?.();
    this.busy = true;
    try {
      const answer = await fetch(this.getAttribute("action"), { method: "POST", body, keepalive, headers: { "HX-Request": "true" } });
      this.draw(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-kept]"));
    } catch {
      this.kept = null; // no connection: the browser keeps it, and it is sent with the next words
    }
    this.busy = false;
  }

  draw(part) {
    if (!part) return; // signed out meanwhile, or a role taken away
    this.replaceChildren(document.adoptNode(part));
    this.tell();
  }

  /* The copy in this browser remembers which copy on the server it is. */
  tell() {
    this.form.elements.copy.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("desk-copy", DeskCopy);
