/* What the sheet asks a page: each question answers with sentences about what is wrong. */
globalThis.sheet = {
  shown: (each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true }),
  unseen: ".visually-hidden, .vh, .skip, [hidden], script, style, option, template",

  named(each) {
    const words = (each.textContent || each.getAttribute?.("aria-label") || each.name || "").trim();
    return `“${words.replace(/\s+/g, " ").slice(0, 30)}”`;
  },

  // Every piece of text that people see, with its parent and the boxes of its lines.
  texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || parent.closest(this.unseen) || !this.shown(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const lines = [...range.getClientRects()].filter((line) => line.width > 1 && line.height > 4);
      found.push({ parent, words: walker.currentNode.data.trim(), lines });
    }
    return found;
  },

  // What makes the page wider than the width that was set.
  wider(width) {
    const wide = document.documentElement.scrollWidth;
    if (wide <= width) return [];
    const guilty = [...document.querySelectorAll("body *")].find((each) => {
      const box = each.getBoundingClientRect();
      return box.width && box.right > width + 1 && !each.closest(".table-wrap, pre, [data-scrolls]");
    });
    const from = guilty ? `, from <${guilty.tagName.toLowerCase()} class="${guilty.className}">` : "";
    return [`scrolls sideways: ${wide} px wide${from}`];
  },

  // What a thumb may hit: the link itself, or the card over which the link is spread.
  pressed(each) {
    const over = getComputedStyle(each, "::after");
    return over.content !== "none" && over.position === "absolute" ? each.offsetParent : each;
  },

  // What a thumb misses: smaller than `least`, or `inline` for a link within text.
  small(least, inline) {
    const all = document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])");
    const open = [...all].filter((each) => !each.disabled && !each.closest(this.unseen) && this.shown(each));
    return open.flatMap((each) => {
      const box = this.pressed(each).getBoundingClientRect();
      const label = each.labels?.[0]?.getBoundingClientRect();
      const within = each.matches("a") && getComputedStyle(each).display === "inline";
      const side = (within ? inline : least) - 0.5;
      const fits = [box, label].some((one) => one && one.height >= side && (within || one.width >= side));
      if (fits || box.width <= 1) return [];
      const size = `${Math.round(box.width)}×${Math.round(box.height)}`;
      return [`small target: <${each.tagName.toLowerCase()} class="${each.className}"> ${this.named(each)} is ${size}`];
    });
  },

  // What is left of lines after the boxes around them have hidden or scrolled a part away.
  unhidden(parent, lines) {
    let left = lines.map(({ left, right, top, bottom, height }) => ({ left, right, top, bottom, height }));
    for (let each = parent; each && each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (!/auto|scroll|hidden|clip/.test(style.overflowX + style.overflowY)) continue;
      const box = each.getBoundingClientRect();
      left = left.map((one) => ({ ...one, left: Math.max(one.left, box.left), right: Math.min(one.right, box.right),
        top: Math.max(one.top, box.top), bottom: Math.min(one.bottom, box.bottom) }));
    }
    return left.filter((one) => one.right > one.left && one.bottom > one.top);
  },

  beyond: (line, box) =>
    line.right > box.right + 1.5 || line.left < box.left - 1.5 || line.bottom > box.bottom + 4 || line.top < box.top - 4,

  // Text that a box hides a part of. Names may end in an ellipsis and excerpts after some lines; a label, which shows
  // its accents in the language that nobody speaks, may not.
  clipped() {
    return this.texts().flatMap(({ parent, words, lines }) => {
      for (let each = parent; each && each !== document.body; each = each.parentElement) {
        const style = getComputedStyle(each);
        if (/auto|scroll/.test(style.overflowX + style.overflowY)) return [];
        if (!/hidden|clip/.test(style.overflowX + style.overflowY)) continue;
        if (style.webkitLineClamp !== "none" || (style.textOverflow === "ellipsis" && !/[À-ž]/.test(words))) return [];
        const box = each.getBoundingClientRect();
        const cut = lines.some((line) => this.beyond(line, box)) || each.scrollWidth > each.clientWidth + 1;
        if (cut && each.clientWidth > 1) return [`“${words.slice(0, 30)}” is cut off by .${each.className}`];
      }
      return [];
    });
  },

  // Text that leaves the button, badge or card that is drawn around it.
  spilling() {
    const drawn = (each) => {
      const style = getComputedStyle(each);
      const filled = !/rgba\(.*, 0\)|transparent/.test(style.backgroundColor);
      return style.display !== "inline" && (filled || parseFloat(style.borderTopWidth) > 0);
    };
    return this.texts().flatMap(({ parent, words, lines }) => {
      for (let each = parent; each && each !== document.body; each = each.parentElement) {
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(each).overflowX)) return [];
        if (!drawn(each)) continue;
        const box = each.getBoundingClientRect();
        return lines.some((line) => this.beyond(line, box))
          ? [`“${words.slice(0, 30)}” spills out of <${each.tagName.toLowerCase()} class="${each.className}">`]
          : [];
      }
      return [];
    });
  },

  // Texts that lie over each other. What floats (bars, sheets, menus) may cover what is below.
  overlapping() {
    const floor = (each) => {
      for (let at = each; at; at = at.parentElement) {
        if (at.matches("dialog") || /fixed|sticky|absolute/.test(getComputedStyle(at).position)) return at;
      }
      return null;
    };
    const lines = this.texts().flatMap(({ parent, words, lines }) => {
      const own = floor(parent);
      // A font's own box is higher than its letters.
      return this.unhidden(parent, lines).map((one) => ({ parent, words, own, left: one.left, right: one.right,
        top: one.top + one.height * 0.25, bottom: one.bottom - one.height * 0.25 }));
    });
    lines.sort((one, other) => one.top - other.top);
    const found = new Set();
    lines.forEach((one, at) => {
      for (let next = at + 1; next < lines.length && lines[next].top < one.bottom - 1; next++) {
        const other = lines[next];
        if (other.parent === one.parent || other.own !== one.own) continue;
        if (Math.min(one.right, other.right) - Math.max(one.left, other.left) <= 2) continue;
        found.add(`“${one.words.slice(0, 30)}” and “${other.words.slice(0, 30)}” lie over each other`);
      }
    });
    return [...found];
  },

  // Words in plain letters, where all that is translated has accents or is Chinese.
  unspoken() {
    const own = "code, kbd, pre, samp, textarea, bdi, [translate=no], [lang]:not(html)";
    const plain = (words) => /[A-Za-z]{3}/.test(words) && !/[À-ɏṀ-ỹ\u3400-\u9fff]/.test(words) && !/[@:/]|\d{6}-|\w\.\w/.test(words);
    const texts = this.texts().filter(({ parent, words }) => !parent.closest(own) && plain(words));
    const found = texts.map(({ words }) => `“${words.slice(0, 40)}” is not translated`);
    for (const name of ["aria-label", "placeholder", "title", "alt"]) {
      for (const each of document.querySelectorAll(`[${name}]`)) {
        if (each.closest(own) || !plain(each.getAttribute(name))) continue;
        found.push(`${name} “${each.getAttribute(name).slice(0, 40)}” is not translated`);
      }
    }
    return found;
  },
};
