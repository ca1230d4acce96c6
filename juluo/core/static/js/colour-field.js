/* <colour-field><input name type="text"><input type="color"></colour-field>: what is typed and what is picked agree. */
class ColourField extends HTMLElement {
  connectedCallback() {
    const [typed, picked] = this.querySelectorAll("input");
    const show = () => {
      if (/^#[0-9a-f]{6}$/i.test(typed.value.trim())) picked.value = typed.value.trim().toLowerCase();
    };
    typed.addEventListener("input", show);
    picked.addEventListener("input", () => {
      typed.value = picked.value;
    });
    show();
  }
}

customElements.define("colour-field", ColourField);
