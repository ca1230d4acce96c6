/* Labels that do not fit. Each question answers with sentences about what is wrong. */
globalThis.sheet = Object.assign(globalThis.sheet ?? {}, {
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
});
