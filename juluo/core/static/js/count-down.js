/* <count-down until="ISO time" [now="ISO time of the server"]>22:40</count-down>
   The absolute time stays as it is; what is left is added behind it, by the server's clock. */
const SECOND = 1000;

class CountDown extends HTMLElement {
  connectedCallback() {
    const ahead = this.hasAttribute("now") ? Date.parse(this.getAttribute("now")) - Date.now() : 0;
    this.until = Date.parse(this.getAttribute("until")) - ahead;
    if (Number.isNaN(this.until)) return;
    this.left = document.createElement("span");
    this.left.className = "num";
    this.left.setAttribute("aria-hidden", "true");
    this.append(" ", this.left);
    this.timer = setInterval(() => this.tick(), SECOND);
    this.tick();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.left?.remove();
  }

  tick() {
    const seconds = Math.max(0, Math.floor((this.until - Date.now()) / SECOND));
    this.left.textContent = worded(seconds);
    if (seconds === 0) this.finish();
  }

  finish() {
    clearInterval(this.timer);
    this.dispatchEvent(new CustomEvent("count-down-over", { bubbles: true }));
  }
}

function worded(seconds) {
  const parts = [Math.floor((seconds % 86400) / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const days = Math.floor(seconds / 86400);
  if (days) parts[0] += days * 24;
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

customElements.define("count-down", CountDown);
