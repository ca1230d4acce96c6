/* <command-palette><a data-opens>…</a><dialog><input type="search"><ul><li><a>…</a></li></ul></dialog></command-palette>
   Ctrl or ⌘ with K opens the list of places; typing narrows it, arrows move, Enter goes. */
class CommandPalette extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.input = this.querySelector("input");
    this.pressed = (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") this.open(event);
    };
    document.addEventListener("keydown", this.pressed);
    this.querySelector("[data-opens]").addEventListener("click", (event) => this.open(event));
    this.input.addEventListener("input", () => this.narrow());
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
  }

  open(event) {
    event.preventDefault();
    if (this.dialog.open) return;
    this.input.value = "";
    this.narrow();
    this.dialog.showModal();
    this.input.focus();
  }

  links() {
    return [...this.dialog.querySelectorAll("li:not([hidden]) a")];
  }

  narrow() {
    const wanted = this.input.value.trim().toLowerCase();
    for (const each of this.dialog.querySelectorAll("li")) {
      each.hidden = !each.hasAttribute("data-always") && !each.textContent.toLowerCase().includes(wanted);
    }
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const links = this.links();
    if (step && links.length) {
      event.preventDefault();
      const at = links.indexOf(document.activeElement);
      links.at(at < 0 && step < 0 ? -1 : (at + step) % links.length).focus();
    } else if (event.key === "Enter" && event.target === this.input && !event.isComposing && !this.input.form) {
      event.preventDefault();
      links[0]?.click();
    }
  }
}

customElements.define("command-palette", CommandPalette);
