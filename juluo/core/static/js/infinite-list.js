/* <infinite-list id data-failed="…"><ul data-items>…</ul><nav class="pager"><a rel="next" href="?after=…">…</a></nav>
   Fetches what the link leads to shortly before it is reached, and adds it. The link stays a link; after some pages it
   waits to be pressed, so that the end of the page can be reached. */
const AHEAD = "300px";
const BY_ITSELF = 5;

class InfiniteList extends HTMLElement {
  connectedCallback() {
    this.pages = 0;
    this.watcher = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && this.more(), {
      rootMargin: AHEAD,
    });
    this.addEventListener("click", (event) => {
      if (event.target.closest("a[rel=next]") && !event.metaKey && !event.ctrlKey) this.more(event);
    });
    this.watch();
  }

  disconnectedCallback() {
    this.watcher.disconnect();
  }

  watch() {
    this.watcher.disconnect();
    const link = this.querySelector("a[rel=next]");
    if (link && this.pages < BY_ITSELF) this.watcher.observe(link);
  }

  async more(pressed) {
    pressed?.preventDefault();
    const link = this.querySelector("a[rel=next]");
    if (!link || this.hasAttribute("aria-busy")) return;
    this.setAttribute("aria-busy", "true");
    this.watcher.disconnect();
    try {
      this.add(await read(link.href, this.id), Boolean(pressed));
    } catch {
      link.textContent = this.dataset.failed;
    }
    this.removeAttribute("aria-busy");
  }

  add(next, wasPressed) {
    const items = this.querySelector("[data-items]");
    const added = [...next.querySelector("[data-items]").children];
    items.append(...added);
    const pager = next.querySelector(".pager");
    this.querySelector(".pager").replaceWith(pager ?? "");
    this.pages += 1;
    if (wasPressed) added[0]?.querySelector("a, button")?.focus();
    this.watch();
  }
}

async function read(url, id) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return document.adoptNode(page.getElementById(id));
}

customElements.define("infinite-list", InfiniteList);
