/* <bulk-bar><output>0</output> …<button name="verb">…</bulk-bar> in the form of a table with <input name="pick">.
   Comes when a row is picked and says how many are. Without it the bar is always there. */
class BulkBar extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.count = this.querySelector("output");
    this.changed = (event) => this.choose(event.target);
    this.form.addEventListener("change", this.changed);
    this.show();
  }

  disconnectedCallback() {
    this.form.removeEventListener("change", this.changed);
  }

  picks() {
    return [...this.form.querySelectorAll("input[name=pick]")];
  }

  choose(box) {
    if (box.matches("[data-all]")) for (const each of this.picks()) each.checked = box.checked;
    this.show();
  }

  show() {
    const picks = this.picks();
    const picked = picks.filter((each) => each.checked).length;
    this.count.textContent = picked;
    this.hidden = picked === 0;
    const all = this.form.querySelector("[data-all]");
    if (!all) return;
    all.checked = picked > 0 && picked === picks.length;
    all.indeterminate = picked > 0 && picked < picks.length;
  }
}

customElements.define("bulk-bar", BulkBar);
