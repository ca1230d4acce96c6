/* <insert-tray for="id" id="tray"><details><summary>…<button type="button" data-insert="::product[tea]">: puts the line of a
   button into the text field, and opens when it is wanted ("wanted" event). Without scripts its lines are copied by hand. */
class InsertTray extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", ({ target }) => this.insert(target.closest("[data-insert]")));
    this.addEventListener("wanted", () => this.open());
  }

  insert(button) {
    const field = document.getElementById(this.getAttribute("for"));
    if (button) field.dispatchEvent(new CustomEvent("insert", { detail: button.dataset.insert }));
  }

  open() {
    const details = this.querySelector("details");
    details.open = true;
    details.scrollIntoView({ block: "nearest" });
    details.querySelector("summary").focus();
  }
}

customElements.define("insert-tray", InsertTray);
