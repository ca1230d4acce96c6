/* Whether there is room: for the page on the screen, for a thumb on a target. */
globalThis.sheet = Object.assign(globalThis.sheet ?? {}, {
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
});
