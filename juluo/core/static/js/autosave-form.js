/* <autosave-form key="…"> inside a form (`forms.html#draft`): what is typed is kept in this browser until the form has
   arrived (`<arrived-drafts>`). Never secrets, files or hidden fields. With `as-is` the server has just filled the form:
   nothing is restored. Without a connection nothing is sent, and it says so. */
const WAITS = 400;
const KINDS = ["password", "file", "hidden", "submit", "button", "reset", "select-multiple"];
const SECRETS = /password|one-time-code|\bcc-/;

const ticked = (field) => ["radio", "checkbox"].includes(field?.type);

class AutosaveForm extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.name = `draft ${this.getAttribute("key")}`;
    this.form.addEventListener("input", () => (this.timer ??= setTimeout(() => this.keep(), WAITS)));
    this.form.addEventListener("submit", (event) => this.send(event));
    this.part("restored").querySelector("button").addEventListener("click", () => this.undo());
    const look = () => (this.part("gone").hidden = navigator.onLine);
    for (const event of ["online", "offline"]) window.addEventListener(event, look);
    look();
    if (!this.hasAttribute("as-is") && !this.form.querySelector(".form-errors")) this.restore();
  }

  part(name) {
    return this.querySelector(`[data-draft=${name}]`);
  }

  get fields() {
    const kept = (field) => field.name && !KINDS.includes(field.type) && !SECRETS.test(field.autocomplete);
    return [...this.form.elements].filter(kept);
  }

  keep(sent = "") {
    clearTimeout(this.timer);
    this.timer = null;
    const typed = this.fields.map((field) => [field.name, field.value, field.checked ?? false]);
    tried(() => localStorage.setItem(this.name, JSON.stringify({ at: Date.now(), typed, sent })));
    this.part("kept").hidden = !tried(() => this.name in localStorage);
    this.part("kept").querySelector("time").textContent = new Date().toTimeString().slice(0, 5);
  }

  send(event) {
    this.keep(this.form.elements.once?.value);
    if (navigator.onLine) return;
    event.preventDefault();
    this.part("gone").scrollIntoView({ block: "center" });
  }

  restore() {
    const draft = tried(() => JSON.parse(localStorage.getItem(this.name)));
    const changed = (draft?.typed ?? []).filter((each) => this.put(...each));
    this.part("restored").hidden = changed.length === 0;
  }

  put(name, value, checked) {
    const field = this.fields.find((each) => each.name === name && (!ticked(each) || each.value === value));
    const [what, was] = ticked(field) ? ["checked", checked] : ["value", value];
    if (!field || field[what] === was) return false;
    field[what] = was;
    return true;
  }

  undo() {
    localStorage.removeItem(this.name);
    this.form.reset();
    this.part("restored").hidden = this.part("kept").hidden = true;
  }
}

function tried(act) {
  try {
    return act();
  } catch {
    return null; // storage may be full or forbidden: the form works without
  }
}

customElements.define("autosave-form", AutosaveForm);
