/* <send-here> inside a form that leads back to its page: sends it without leaving, empties it and says "sent" (it
   bubbles). What leads elsewhere, is refused or answers something goes the ordinary way, so that the page says why. */
class SendHere extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form.addEventListener("submit", (event) => this.send(event));
  }

  async send(event) {
    if (event.defaultPrevented || this.form.elements.answers?.value) return;
    event.preventDefault();
    if (this.sending) return;
    this.sending = true;
    const answer = await fetch(this.form.action, { method: "POST", body: new FormData(this.form) }).catch(() => null);
    this.sending = false;
    const here = answer?.redirected && new URL(answer.url).pathname === window.location.pathname;
    if (!here) return this.form.submit();
    this.form.reset();
    this.form.querySelector("[data-draft=kept]")?.setAttribute("hidden", "");
    const drawn = crypto.getRandomValues(new Uint8Array(8));
    this.form.elements.once.value = [...drawn].map((each) => each.toString(16).padStart(2, "0")).join("");
    this.form.querySelector("textarea")?.focus();
    this.dispatchEvent(new CustomEvent("sent", { bubbles: true }));
  }
}

customElements.define("send-here", SendHere);
