/* <focal-point><fieldset><div class="focus-picture" hidden><img><button></div>two numbers<div class="focus-cuts" hidden>…
   Shows the two numbers as a point on the picture of the same form: click, drag, or the arrow keys (with Shift, ten). */
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class FocalPoint extends HTMLElement {
  connectedCallback() {
    this.numbers = [...this.querySelectorAll("input")];
    this.stage = this.querySelector(".focus-picture");
    this.point = this.querySelector(".focus-point");
    const form = this.closest("form");
    form.addEventListener("picture", ({ detail }) => this.look(detail.url, detail.fresh));
    this.look(form.querySelector(".uploader-preview[src]")?.src, false);
    this.addEventListener("input", () => this.draw());
    this.stage.addEventListener("pointerdown", (event) => this.grasp(event));
    this.stage.addEventListener("pointermove", (event) => event.buttons && this.follow(event));
    this.point.addEventListener("keydown", (event) => this.step(event));
  }

  look(url, fresh) {
    this.stage.hidden = this.querySelector(".focus-cuts").hidden = !url;
    if (!url) return;
    for (const image of this.querySelectorAll("img")) image.src = url;
    if (fresh) this.put(50, 50);
    this.draw();
  }

  grasp(event) {
    event.preventDefault();
    this.point.focus();
    this.stage.setPointerCapture(event.pointerId);
    this.follow(event);
  }

  follow(event) {
    const box = this.stage.getBoundingClientRect();
    this.put(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
  }

  step(event) {
    const way = STEPS[event.key];
    if (!way) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1;
    this.put(...this.at().map((part, axis) => part + way[axis] * far));
  }

  at() {
    return this.numbers.map((each) => Math.min(100, Math.max(0, Number(each.value) || 0)));
  }

  put(...at) {
    at.forEach((part, axis) => (this.numbers[axis].value = Math.round(Math.min(100, Math.max(0, part)))));
    this.numbers[0].dispatchEvent(new Event("input", { bubbles: true }));
  }

  draw() {
    const [x, y] = this.at();
    this.point.style.left = `${x}%`;
    this.point.style.top = `${y}%`;
    for (const cut of this.querySelectorAll(".focus-cuts img")) cut.style.objectPosition = `${x}% ${y}%`;
  }
}

customElements.define("focal-point", FocalPoint);
