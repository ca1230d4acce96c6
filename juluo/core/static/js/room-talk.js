/* <room-talk me="ID">: shows what a <live-stream> in it tells of a talk (`data-talk`, articles `message-ID`), in the
   words of a <template> of the page. What arrives twice is shown once. While the stream is live, <look-again> rests. */
const THIS = "00000000-0000-0000-0000-000000000000";
const THAT = "ffffffff-ffff-4fff-bfff-ffffffffffff";
const NEAR = 120;
const QUOTED = 80;

class RoomTalk extends HTMLElement {
  connectedCallback() {
    this.addEventListener("live", ({ detail }) => this[detail.kind](detail.data, detail.position));
    this.addEventListener("live-on", () => this.look.toggleAttribute("resting", true));
    this.addEventListener("live-off", () => this.look.toggleAttribute("resting", false));
    this.addEventListener("sent", () => this.look.look());
  }

  get look() {
    return this.querySelector("look-again");
  }

  get talk() {
    return this.querySelector("[data-talk]");
  }

  reload() {
    this.look.look();
  }

  /* Without words it was told of an earlier state: a later event says what is so now. */
  said(data, position) {
    if (!data.html) return;
    const known = document.getElementById(`message-${data.id}`);
    const place = data.place ?? position;
    const article = this.drawn(data, place);
    const below = document.documentElement.scrollHeight - window.scrollY - window.innerHeight;
    const later = [...this.talk.querySelectorAll("[data-place]")].find((each) => Number(each.dataset.place) > place);
    this.talk.querySelector("[data-nobody]")?.remove();
    if (known) known.replaceWith(article);
    else this.talk.insertBefore(article, later ?? null);
    if (!known && below < NEAR) window.scrollTo(0, document.documentElement.scrollHeight);
  }

  gone({ id }) {
    document.getElementById(`message-${id}`)?.remove();
    for (const quote of this.querySelectorAll(`[data-quotes="${id}"]`)) quote.remove();
  }

  drawn(data, place) {
    const whose = data.author_id === this.getAttribute("me") ? "me" : "others";
    const answers = data.answers ?? { id: THAT, author: "" };
    const draft = document.createElement("template");
    const words = this.querySelector(`template[data-of=${whose}]`).innerHTML;
    draft.innerHTML = words.replaceAll(THIS, data.id).replaceAll(THAT, answers.id);
    const article = draft.content.firstElementChild;
    const [avatar, quote] = [article.querySelector(".avatar"), article.querySelector("[data-quotes]")];
    article.dataset.place = place;
    avatar.className = `avatar avatar-${data.colour}`;
    avatar.textContent = data.initial;
    article.querySelector(".byline bdi").textContent = data.author;
    if (data.place) article.querySelector("time").textContent = new Date(data.at).toLocaleString();
    article.querySelector(".comment-text").innerHTML = data.html;
    article.querySelector("[data-edited]")?.toggleAttribute("hidden", !data.edited);
    const heard = document.querySelector(`#message-${answers.id} .comment-text`);
    if (!heard) quote?.remove();
    else if (quote) {
      quote.firstElementChild.textContent = answers.author;
      quote.lastElementChild.textContent = heard.textContent.trim().slice(0, QUOTED);
    }
    return article;
  }
}

customElements.define("room-talk", RoomTalk);
