/* <passkey-status data-refused data-unknown data-known role="alert">: says beside the button why a passkey did not work. */
const REASONS = { InvalidStateError: "known", NotSupportedError: "unknown", SecurityError: "unknown", TypeError: "unknown" };

class PasskeyStatus extends HTMLElement {
  connectedCallback() {
    this.told = (event) => this.tell(event);
    document.addEventListener("allauth.error", this.told);
    document.addEventListener("click", this.clear);
  }

  disconnectedCallback() {
    document.removeEventListener("allauth.error", this.told);
    document.removeEventListener("click", this.clear);
  }

  clear = () => (this.textContent = "");

  tell(event) {
    event.preventDefault();
    this.textContent = this.dataset[REASONS[event.detail.exception.name] ?? "refused"];
  }
}

customElements.define("passkey-status", PasskeyStatus);
