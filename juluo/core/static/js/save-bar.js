/* <form>…<save-bar data-changed="Changed:"><p role="status"></p><button type="submit">…<button type="reset">…</save-bar>
   Names the fields that changed, and asks before they are lost. Without it the form has its button as ever. */
class SaveBar extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.said = this.querySelector("[role=status]");
    this.before = this.values();
    for (const event of ["input", "change"]) this.form.addEventListener(event, () => this.compare());
    this.form.addEventListener("reset", () => setTimeout(() => this.compare()));
    this.form.addEventListener("submit", () => (this.sent = true));
    this.asking = (event) => this.ask(event);
    window.addEventListener("beforeunload", this.asking);
    this.compare();
  }

  disconnectedCallback() {
    window.removeEventListener("beforeunload", this.asking);
  }

  values() {
    const fields = [...this.form.elements].filter((each) => each.name && each.type !== "hidden");
    return new Map(fields.map((each) => [each, each.type === "file" ? each.files.length : valueOf(each)]));
  }

  compare() {
    const now = this.values();
    const changed = [...now].filter(([field, value]) => value !== this.before.get(field)).map(([field]) => field);
    const names = [...new Set(changed.map(labelOf).filter(Boolean))];
    this.classList.toggle("is-changed", changed.length > 0);
    this.said.textContent = changed.length ? `${this.dataset.changed} ${names.join(" · ")}` : "";
  }

  ask(event) {
    if (this.classList.contains("is-changed") && !this.sent) event.preventDefault();
  }
}

function valueOf(field) {
  return ["checkbox", "radio"].includes(field.type) ? field.checked : field.value;
}

function labelOf(field) {
  const group = field.type === "radio" ? field.closest("fieldset")?.querySelector("legend") : null;
  const label = group ?? field.labels?.[0];
  return [...(label?.childNodes ?? [])].find((each) => each.textContent.trim())?.textContent.trim();
}

customElements.define("save-bar", SaveBar);
