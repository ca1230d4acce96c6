/* <toast-message><p>…</p><button>×</button></toast-message>: goes by itself, waits while it is looked at. */
const STAYS = 8000;

class ToastMessage extends HTMLElement {
  connectedCallback() {
    this.querySelector("button[type=button]")?.addEventListener("click", () => this.leave());
    for (const event of ["pointerenter", "focusin"]) this.addEventListener(event, () => this.wait());
    for (const event of ["pointerleave", "focusout"]) this.addEventListener(event, () => this.start());
    this.start();
  }

  disconnectedCallback() {
    this.wait();
  }

  start() {
    this.wait();
    if (!this.classList.contains("toast-error")) this.timer = setTimeout(() => this.leave(), STAYS);
  }

  wait() {
    clearTimeout(this.timer);
  }

  leave() {
    this.classList.add("leaving");
    setTimeout(() => this.remove(), 200);
  }
}

customElements.define("toast-message", ToastMessage);
