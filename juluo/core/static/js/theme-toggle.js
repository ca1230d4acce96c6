/* <theme-toggle> with buttons whose values are "", "light" and "dark". The cookie lets the server draw it right. */
const YEAR = 31536000;

function chosen() {
  return document.cookie.match(/(?:^|; )theme=(light|dark)/)?.[1] ?? "";
}

function apply(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

class ThemeToggle extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.choose(button.value);
    });
    this.show();
  }

  choose(theme) {
    document.cookie = `theme=${theme}; path=/; samesite=lax; max-age=${theme ? YEAR : 0}`;
    apply(theme);
    this.show();
  }

  show() {
    for (const button of this.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === chosen()));
    }
  }
}

/* A page from the cache was drawn for everybody. */
apply(chosen());
customElements.define("theme-toggle", ThemeToggle);
