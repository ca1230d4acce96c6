/* <bottom-sheet><dialog id="choose" open>…</dialog></bottom-sheet>: #choose in the address opens it, going back closes it.
   Without scripts the dialog stands open in the page. <button data-sheet="choose"> opens it too, instead of its own act. */
class BottomSheet extends HTMLElement {
  connectedCallback() {
    this.dialog ??= this.querySelector("dialog");
    this.dialog.removeAttribute("open");
    this.dialog.setAttribute("autofocus", "");
    this.dialog.addEventListener("cancel", this);
    this.dialog.addEventListener("click", this);
    document.addEventListener("click", this);
    window.addEventListener("hashchange", this);
    this.show();
  }

  disconnectedCallback() {
    document.removeEventListener("click", this);
    window.removeEventListener("hashchange", this);
  }

  get isMeant() {
    return location.hash === `#${this.dialog.id}`;
  }

  handleEvent(event) {
    if (event.type === "hashchange") {
      this.cameHere = this.isMeant;
      this.show();
    } else if (event.type === "cancel") {
      event.preventDefault();
      this.leave();
    } else if (event.currentTarget === document) this.open(event);
    else if (event.target === this.dialog || event.target.closest("[data-close]")) this.leave(event);
  }

  open(event) {
    if (!event.target.closest(`[data-sheet="${this.dialog.id}"]`)) return;
    event.preventDefault();
    location.hash = this.dialog.id;
  }

  /* Back to where the page stood, so that the way back is as long as it was. */
  leave(event) {
    event?.preventDefault();
    if (this.cameHere) history.back();
    else {
      history.replaceState(null, "", location.pathname + location.search);
      this.show();
    }
  }

  show() {
    if (this.isMeant && !this.dialog.open) this.dialog.showModal();
    else if (!this.isMeant && this.dialog.open) this.dialog.close();
  }
}

customElements.define("bottom-sheet", BottomSheet);
