/* <copy-button><button data-text="…" [data-share="title"] data-done="Copied">: shares where the device can, else copies. */
const SHOWN_FOR = 2000;

class CopyButton extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.said = this.querySelector("[role=status]");
    this.button.addEventListener("click", () => this.act());
  }

  async act() {
    const { text, share } = this.button.dataset;
    if (share && navigator.share) {
      try {
        await navigator.share({ title: share, url: text });
        return;
      } catch (error) {
        if (error.name === "AbortError") return;
      }
    }
    if (await copy(text)) this.confirm();
  }

  confirm() {
    this.label ??= this.said.textContent;
    this.said.textContent = this.button.dataset.done;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.said.textContent = this.label), SHOWN_FOR);
  }
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text);
  }
}

/* In-app browsers and plain http have no clipboard API. */
function copyOldWay(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.className = "vh";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

customElements.define("copy-button", CopyButton);
