/* <combo-box data-none="Nothing found"><select>…</select></combo-box>: a long list is searched by typing.
   Follows the ARIA combobox pattern; the select stays what the form sends, and all there is without scripts. */
class ComboBox extends HTMLElement {
  connectedCallback() {
    if (this.input) return;
    this.select = this.querySelector("select");
    const { id } = this.select;
    this.list = made("ul", { class: "combo-list", role: "listbox", id: `${id}-list` });
    const ties = { id, role: "combobox", "aria-controls": this.list.id, "aria-autocomplete": "list" };
    this.input = made("input", { class: "input", type: "text", autocomplete: "off", ...ties });
    this.select.id = `${id}-select`;
    this.select.hidden = true;
    this.append(this.input, this.list);
    this.input.addEventListener("input", () => this.open(this.input.value));
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("click", () => this.open(""));
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.take(event.target.closest("[role=option]"));
    });
    this.close();
  }

  open(typed) {
    const wanted = typed.trim().toLowerCase();
    const found = [...this.select.options].filter((each) => each.text.toLowerCase().includes(wanted)).slice(0, 50);
    this.list.replaceChildren(...found.map((each, at) => optionFor(each, `${this.list.id}-${at}`)));
    if (!found.length) this.list.append(made("li", { class: "combo-none" }, this.dataset.none));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.move(0);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.input.value = this.select.selectedOptions[0]?.text ?? "";
  }

  move(by) {
    const options = [...this.list.querySelectorAll("[role=option]")];
    const at = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
    const next = options.at((Math.max(at, 0) + by) % (options.length || 1));
    for (const each of options) each.setAttribute("aria-selected", String(each === next));
    if (next) this.input.setAttribute("aria-activedescendant", next.id);
    next?.scrollIntoView({ block: "nearest" });
  }

  take(option) {
    if (!option) return;
    this.select.value = option.dataset.value;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.close();
  }

  key(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.list.hidden ? this.open("") : this.move(step);
    else if (event.key === "Enter" && !this.list.hidden) this.take(this.list.querySelector("[aria-selected=true]"));
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }
}

function made(tag, attributes, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

const optionFor = ({ text, value }, id) => made("li", { role: "option", id, "data-value": value }, text);

customElements.define("combo-box", ComboBox);
