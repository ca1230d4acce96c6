/* <look-again every="20">…</look-again>
   Asks what it stands around to look again ("look", an event that htmx waits for), so many seconds apart, while the
   page is seen; at once when it is seen again. Not while it is `resting`, or somebody selects text in it. */
const SECOND = 1000;

class LookAgain extends HTMLElement {
  connectedCallback() {
    this.seen = () => document.visibilityState === "visible" && !this.hasAttribute("resting") && this.look();
    this.timer = setInterval(this.seen, Number(this.getAttribute("every") || 20) * SECOND);
    document.addEventListener("visibilitychange", this.seen);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.seen);
  }

  look() {
    const selected = document.getSelection();
    if (selected && !selected.isCollapsed && this.contains(selected.anchorNode)) return;
    this.firstElementChild?.dispatchEvent(new CustomEvent("look"));
  }
}

customElements.define("look-again", LookAgain);
