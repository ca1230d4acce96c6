/* <autosave-form key="checkout" said="Restored…" undo="Start anew"><form>…</form></autosave-form>: what is typed is kept in
   this browser until the form has been sent and another page has come. Passwords, files and hidden fields are not kept.
   With `as-is` the server has just filled the form: nothing is restored. */
const DAYS = 7 * 24 * 3600 * 1000;
const WAITS = 400;

class AutosaveForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.name = `draft ${this.getAttribute("key")}`;
    this.form.addEventListener("input", () => this.later());
    this.form.addEventListener("submit", () => this.sent());
    if (!this.hasAttribute("as-is") && !this.form.querySelector("[role=alert]")) this.restore();
  }

  get fields() {
    const kept = (field) => field.name && !["password", "file", "hidden", "submit", "button"].includes(field.type);
    return [...this.form.elements].filter(kept);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), WAITS);
  }

  keep() {
    const typed = this.fields.map((field) => [field.name, field.value, field.checked ?? false]);
    write(localStorage, this.name, { at: Date.now(), typed });
  }

  sent() {
    this.keep();
    write(sessionStorage, "draft-sent", { name: this.name, from: location.pathname });
  }

  restore() {
    const draft = read(localStorage, this.name);
    if (!draft || Date.now() - draft.at > DAYS) return;
    if (draft.typed.filter((each) => this.put(...each)).length) this.tell();
  }

  put(name, value, checked) {
    const field = this.fields.find((each) => each.name === name && (each.type !== "radio" || each.value === value));
    const [what, was] = ["radio", "checkbox"].includes(field?.type) ? ["checked", checked] : ["value", value];
    if (!field || field[what] === was) return false;
    field[what] = was;
    return true;
  }

  tell() {
    const words = document.createElement("p");
    words.className = "draft-note";
    words.setAttribute("role", "status");
    const undo = document.createElement("button");
    Object.assign(undo, { type: "button", className: "link", textContent: this.getAttribute("undo") });
    undo.addEventListener("click", () => (localStorage.removeItem(this.name), this.form.reset(), words.remove()));
    words.append(this.getAttribute("said"), " ", undo);
    this.form.prepend(words);
  }
}

/* Storage may be full or forbidden: the form works without. */
function tried(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

const read = (store, name) => tried(() => JSON.parse(store.getItem(name)));
const write = (store, name, value) => tried(() => store.setItem(name, JSON.stringify(value)));

/* Another page than the form's came after it was sent: it has arrived, and its draft is no longer needed. */
const sent = tried(() => read(sessionStorage, "draft-sent"));
if (sent && sent.from !== location.pathname) tried(() => localStorage.removeItem(sent.name));
tried(() => sessionStorage.removeItem("draft-sent"));

customElements.define("autosave-form", AutosaveForm);
