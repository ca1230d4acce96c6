/* <sku-picker names="Glaze / Size"> around a fieldset of radio buttons named "variant", each with data-title "Ink / 150 ml"
   and data-most (0 is sold out): titles of several parts become a row of chips a part, impossible ones disabled. */
class SkuPicker extends HTMLElement {
  connectedCallback() {
    const radios = [...this.querySelectorAll("input[name=variant]")];
    const told = (radio) => ({ radio, parts: radio.dataset.title.split(" / "), most: Number(radio.dataset.most) });
    this.variants ??= radios.map(told);
    this.rows ??= this.build();
    this.addEventListener("change", (event) => this.choose(event.target));
    this.show();
  }

  get chosen() {
    return this.variants.find((each) => each.radio.checked) ?? this.variants[0];
  }

  build() {
    const parts = this.variants[0].parts.length;
    const isEven = parts > 1 && this.variants.every((each) => each.parts.length === parts);
    const rows = isEven ? this.variants[0].parts.map((_part, at) => this.row(at)) : [];
    const plain = this.querySelector("fieldset");
    plain.hidden = isEven;
    plain.before(...rows);
    return rows;
  }

  row(at) {
    const row = document.createElement("fieldset");
    add(row, "legend", "field-label").textContent = (this.getAttribute("names") ?? "").split(" / ")[at] ?? "";
    const chips = add(row, "div", "chips");
    for (const value of new Set(this.variants.map((each) => each.parts[at]))) chips.append(chip(at, value));
    return row;
  }

  choose({ dataset, value }) {
    if (dataset.part !== undefined) this.nearest(Number(dataset.part), value).radio.checked = true;
    this.show();
  }

  /* The variant in stock with this part that keeps what was chosen before it, and after it if that can be. */
  nearest(at, value) {
    const kept = this.chosen.parts;
    const agrees = (each) => each.parts.filter((part, index) => part === kept[index]).length;
    return this.fit(at, value, kept).sort((one, other) => agrees(other) - agrees(one))[0] ?? this.chosen;
  }

  fit(at, value, parts) {
    const begins = (each) => parts.slice(0, at).every((part, index) => each.parts[index] === part);
    return this.variants.filter((each) => each.most && each.parts[at] === value && begins(each));
  }

  show() {
    const { radio, parts, most } = this.chosen;
    for (const input of this.querySelectorAll("[data-part]")) {
      input.checked = input.value === parts[input.dataset.part];
      input.disabled = !this.fit(Number(input.dataset.part), input.value, parts).length;
    }
    for (const place of this.querySelectorAll("[data-sku]")) {
      place.replaceChildren(radio.closest("label").querySelector(`.sku-${place.dataset.sku}`)?.cloneNode(true) ?? "");
    }
    const quantity = Object.assign(this.querySelector("input[name=quantity]"), { max: Math.max(1, most) });
    quantity.value = Math.min(Number(quantity.value), quantity.max) || 1;
    quantity.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function add(inside, name, className) {
  return inside.appendChild(Object.assign(document.createElement(name), { className }));
}

function chip(at, value) {
  const label = add(document.createDocumentFragment(), "label", "choice");
  const input = Object.assign(add(label, "input", ""), { type: "radio", name: `part-${at}`, value });
  input.dataset.part = at;
  input.setAttribute("form", "");
  add(label, "span", "").textContent = value;
  return label;
}

customElements.define("sku-picker", SkuPicker);
