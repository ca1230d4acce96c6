/* Words that nobody translated. */
globalThis.sheet = Object.assign(globalThis.sheet ?? {}, {
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
});
