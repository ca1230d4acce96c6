/* <arrived-drafts hidden>: takes away drafts of `<autosave-form>` that nobody needs: the form has arrived (the server says
   so in the cookie `sent`), a week has gone, or somebody signs out. Defined before that element, which restores the rest. */
const DAYS = 7 * 24 * 3600 * 1000;

class ArrivedDrafts extends HTMLElement {
  connectedCallback() {
    const [, arrived] = document.cookie.match(/(?:^|; )sent=([0-9a-f]+)/) ?? [];
    this.sweep(({ at, sent }) => !(Date.now() - at < DAYS) || (arrived && sent === arrived));
    if (arrived) document.cookie = "sent=; path=/; max-age=0; samesite=lax";
    document.addEventListener("submit", this);
  }

  disconnectedCallback() {
    document.removeEventListener("submit", this);
  }

  handleEvent({ target }) {
    if (target.matches("[action$='/logout/']")) this.sweep(() => true);
  }

  /* Storage may be forbidden: then there are no drafts. */
  sweep(isOver) {
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith("draft "));
      for (const name of names) if (isOver(JSON.parse(localStorage.getItem(name)))) localStorage.removeItem(name);
    } catch {
      return;
    }
  }
}

customElements.define("arrived-drafts", ArrivedDrafts);
