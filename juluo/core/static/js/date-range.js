/* <date-range><input type="date"> <input type="date"> <button type="button" value="7">…</button></date-range>
   Each button chooses the last so many days; neither end can pass the other. */
const DAY = 86400000;

class DateRange extends HTMLElement {
  connectedCallback() {
    [this.since, this.until] = this.querySelectorAll("input");
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button[value]");
      if (button) this.choose(Number(button.value));
    });
    this.addEventListener("change", () => this.limit());
    this.limit();
  }

  choose(days) {
    const today = new Date();
    this.until.value = written(today);
    this.since.value = written(new Date(today.getTime() - (days - 1) * DAY));
    this.since.dispatchEvent(new Event("change", { bubbles: true }));
  }

  limit() {
    this.since.max = this.until.value;
    this.until.min = this.since.value;
  }
}

function written(date) {
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((each) => String(each).padStart(2, "0")).join("-");
}

customElements.define("date-range", DateRange);
