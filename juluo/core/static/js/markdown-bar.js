/* <markdown-bar for="id" role="toolbar"><button type="button" data-around="**" data-key="b">…: tools for the Markdown of a
   text field. `data-around` puts marks around what is chosen, `data-line` before each of its lines (again takes them away),
   `data-insert` a paragraph of its own (as does an "insert" event on the field), `data-link` makes a link; `data-opens`
   opens a <details>. Arrows walk through the tools; what they do can be undone. */
class MarkdownBar extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("for"));
    this.tools = [...this.querySelectorAll("button")];
    this.addEventListener("click", ({ target }) => this.use(target.closest("button")));
    this.addEventListener("keydown", (event) => this.walk(event));
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("insert", ({ detail }) => this.paragraph(detail));
    this.aim(this.tools[0]);
  }

  aim(tool) {
    for (const each of this.tools) each.tabIndex = each === tool ? 0 : -1;
  }

  walk(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const at = this.tools.indexOf(document.activeElement) + by;
    const next = this.tools[(at + this.tools.length) % this.tools.length];
    this.aim(next);
    next.focus();
  }

  press(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
    const tool = this.tools.find((each) => each.dataset.key === event.key.toLowerCase());
    if (tool) event.preventDefault();
    this.use(tool);
  }

  use(tool) {
    if (!tool) return;
    this.aim(tool);
    const { around, line, insert, link, opens, example } = tool.dataset;
    if (around) this.surround(around, around, example);
    if (link) this.surround("[", `](${link})`, example);
    if (line) this.begin(line);
    if (insert) this.paragraph(insert);
    if (opens) document.getElementById(opens).dispatchEvent(new Event("wanted"));
  }

  surround(before, after, example) {
    const { selectionStart: from, selectionEnd: to, value } = this.field;
    const words = value.slice(from, to) || example;
    this.type(from, to, `${before}${words}${after}`);
    this.field.setSelectionRange(from + before.length, from + before.length + words.length);
  }

  begin(mark) {
    const { selectionStart, selectionEnd, value } = this.field;
    const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const end = value.indexOf("\n", selectionEnd);
    const to = end < 0 ? value.length : end;
    const lines = value.slice(from, to).split("\n");
    const has = lines.every((each) => each.startsWith(mark));
    this.type(from, to, lines.map((each) => (has ? each.slice(mark.length) : mark + each)).join("\n"));
  }

  paragraph(text) {
    const { selectionEnd: at, value } = this.field;
    const before = at && !value.slice(0, at).endsWith("\n\n") ? "\n\n" : "";
    this.type(at, at, `${before}${text}${value.slice(at).startsWith("\n\n") ? "" : "\n\n"}`);
  }

  type(from, to, text) {
    this.field.focus();
    this.field.setSelectionRange(from, to);
    if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
    this.field.setRangeText(text, from, to, "end"); // a browser that undoes nothing
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("markdown-bar", MarkdownBar);
