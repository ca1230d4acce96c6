/* <quantity-stepper><button value="-1">…<input type="number" min max>…<button value="1"></quantity-stepper> */
class QuantityStepper extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.step(Number(button.value));
    });
    this.input.addEventListener("input", () => this.limit());
    this.limit();
  }

  step(by) {
    const least = Number(this.input.min || 0);
    const most = Number(this.input.max || Number.MAX_SAFE_INTEGER);
    this.input.value = Math.min(most, Math.max(least, (Number(this.input.value) || least) + by));
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.limit();
  }

  limit() {
    const value = Number(this.input.value);
    const [less, more] = this.querySelectorAll("button");
    less.disabled = this.input.min !== "" && value <= Number(this.input.min);
    more.disabled = this.input.max !== "" && value >= Number(this.input.max);
  }
}

customElements.define("quantity-stepper", QuantityStepper);
