/* <picture-uploader data-limit="MB"><img hidden><input type="file"><p role="alert" data-heavy data-strange hidden>
   Shows the picture before it is sent, takes a dropped or pasted one, and says at once what the server would refuse.
   Tells <focal-point> with a "picture" event. */
const MEGABYTE = 1024 * 1024;

class PictureUploader extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.image = this.querySelector("img");
    this.said = this.querySelector("[data-heavy]");
    this.before = this.image.getAttribute("src");
    this.input.addEventListener("change", () => this.show(this.input.files[0]));
    this.addEventListener("dragover", (event) => event.preventDefault());
    this.addEventListener("drop", (event) => this.take(event, event.dataTransfer.files));
    this.addEventListener("paste", (event) => this.take(event, event.clipboardData.files));
  }

  take(event, files) {
    if (!files.length) return;
    event.preventDefault();
    this.input.files = files;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  show(file) {
    if (!file) return this.put(this.before);
    if (file.size > Number(this.dataset.limit) * MEGABYTE) return this.refuse(this.said.dataset.heavy);
    const reader = new FileReader();
    reader.addEventListener("load", () => this.try(reader.result));
    reader.readAsDataURL(file);
  }

  try(url) {
    const trial = new Image();
    trial.addEventListener("load", () => this.put(url));
    trial.addEventListener("error", () => this.refuse(this.said.dataset.strange));
    trial.src = url;
  }

  put(url) {
    this.say("");
    this.image.hidden = !url;
    if (url) this.image.src = url;
    this.dispatchEvent(new CustomEvent("picture", { bubbles: true, detail: { url, fresh: url !== this.before } }));
  }

  refuse(sentence) {
    this.input.value = "";
    this.put(this.before);
    this.say(sentence);
  }

  say(sentence) {
    this.said.hidden = !sentence;
    this.said.textContent = sentence;
    this.input.toggleAttribute("aria-invalid", Boolean(sentence));
  }
}

customElements.define("picture-uploader", PictureUploader);
