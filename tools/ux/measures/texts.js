/* What people see of a page's text. */
globalThis.sheet = Object.assign(globalThis.sheet ?? {}, {
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
});
