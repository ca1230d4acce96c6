{
  // What makes the page wider than the width that was set, or null.
  wider(width) {
    const wide = document.documentElement.scrollWidth;
    if (wide <= width) return null;
    const guilty = [...document.querySelectorAll("body *")].find((each) => {
      const box = each.getBoundingClientRect();
      return box.width && box.right > width + 1 && !each.closest(".table-wrap, pre, [data-scrolls]");
    });
    const from = guilty ? `, from <${guilty.tagName.toLowerCase()} class="${guilty.className}">` : "";
    return `${wide} px wide on ${width}${from}`;
  },

  // What a thumb misses: smaller than `least`, or `inline` for a link within text.
  small(least, inline) {
    const hidden = (each) =>
      each.disabled ||
      !each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ||
      each.closest(".visually-hidden, .skip, [hidden]");
    const all = document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])");
    return [...all].filter((each) => !hidden(each)).flatMap((each) => {
      const box = each.getBoundingClientRect();
      const label = each.labels?.[0]?.getBoundingClientRect();
      const within = each.matches("a") && getComputedStyle(each).display === "inline";
      const side = (within ? inline : least) - 0.5;
      const fits = [box, label].some((one) => one && one.height >= side && (within || one.width >= side));
      if (fits || box.width <= 1) return [];
      const name = (each.textContent || each.getAttribute("aria-label") || each.name || "").trim().slice(0, 20);
      const size = `${Math.round(box.width)}×${Math.round(box.height)}`;
      return [`<${each.tagName.toLowerCase()} class="${each.className}"> “${name}” is ${size}`];
    });
  },

  // Labels whose text does not fit.
  clipped() {
    const cut = (each) => {
      const style = getComputedStyle(each);
      const meant = style.overflowX === "visible" || style.textOverflow === "ellipsis";
      if (meant || each.closest(".visually-hidden, [data-scrolls]")) return false;
      return each.clientWidth > 0 && each.clientHeight > 4 && each.scrollWidth > each.clientWidth + 1;
    };
    const labels = [...document.querySelectorAll("a, button, label, th, dt, .badge, .tab")];
    return labels.filter(cut).map((each) => `“${each.textContent.trim().slice(0, 20)}” is cut off`);
  },
}
