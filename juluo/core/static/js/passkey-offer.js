/* <passkey-offer hidden>: shows its content where the browser knows passkeys. */
class PasskeyOffer extends HTMLElement {
  connectedCallback() {
    this.hidden = !window.PublicKeyCredential;
  }
}

customElements.define("passkey-offer", PasskeyOffer);
