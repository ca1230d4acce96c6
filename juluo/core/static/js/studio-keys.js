/* <studio-keys data-help="address"> around the studio: J and K walk through a list, X picks, / searches, ? helps.
   <keys-switch> turns single keys off on this device (WCAG 2.1.4). Without scripts nothing is lost but speed. */
const KEYS_OFF = "juluo-keys-off";
const keysOff = () => localStorage.getItem(KEYS_OFF) === "1";

class StudioKeys extends HTMLElement {
  connectedCallback() {
    this.pressed = (event) => this.press(event);
    document.addEventListener("keydown", this.pressed);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || keysOff()) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]")) return;
    const act = {
      j: () => this.step(1),
      k: () => this.step(-1),
      x: () => this.row()?.querySelector("input[name=pick]")?.click(),
      "/": () => document.querySelector("command-palette [data-opens]")?.click(),
      "?": () => location.assign(this.dataset.help),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  row() {
    return document.activeElement.closest("tbody tr");
  }

  step(by) {
    const rows = [...this.querySelectorAll("main tbody tr")];
    const at = rows.indexOf(this.row());
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
    next?.querySelector("a[href]")?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }
}

class KeysSwitch extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.querySelector("button").addEventListener("click", () => {
      localStorage.setItem(KEYS_OFF, keysOff() ? "0" : "1");
      this.show();
    });
    this.show();
  }

  show() {
    this.querySelector("p").textContent = keysOff() ? this.dataset.off : this.dataset.on;
  }
}

customElements.define("studio-keys", StudioKeys);
customElements.define("keys-switch", KeysSwitch);
