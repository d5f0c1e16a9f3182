import { sentences } from "./card.js";
import { Roving } from "./roving.js";

// Marks are the marks, windows and posts of a picture.
export class Marks {
  // moved is called when the walk reaches an element, so that it can be brought into view.
  moved = () => {};
  #card;
  #roving;
  #stops = [];

  constructor(figure, card) {
    this.#card = card;
    for (const mark of figure.querySelectorAll(".mark")) {
      for (const number of mark.dataset.events.split(" ")) {
        this.#stops.push({ element: mark, number: Number(number), item: document.querySelector(`[data-event="${number}"]`) });
      }
    }
    this.#stops.sort((a, b) => a.number - b.number);
    for (const element of figure.querySelectorAll(".bar, .post")) {
      this.#stops.push({ element, number: 0, item: null });
    }
    this.#roving = new Roving(this.#stops.map((stop) => stop.element), (index) => this.#show(index));
    for (const element of new Set(this.#stops.map((stop) => stop.element))) {
      this.#prepare(element);
    }
  }

  #prepare(element) {
    // The card takes the place of the browser's own hint, whose words stay the name.
    const title = element.querySelector("title");
    element.setAttribute("aria-label", title.textContent);
    title.remove();
    const first = this.#stops.findIndex((stop) => stop.element === element);
    element.addEventListener("pointerenter", () => this.#show(first));
    element.addEventListener("pointerleave", () => this.#leave());
    element.addEventListener("focus", () => {
      if (this.#stops[this.#roving.at].element !== element) {
        this.#roving.enter(first);
      }
      this.#show(this.#roving.at);
    });
    element.addEventListener("blur", () => this.#leave());
    element.addEventListener("click", (event) => this.#open(event, element));
  }

  #show(index) {
    const { element, item } = this.#stops[index];
    this.#unmark();
    element.classList.add("at");
    item?.classList.add("at");
    this.moved(element);
    const parts = sentences(item);
    this.#card.show(element, parts.length > 0 ? parts : [document.createTextNode(element.getAttribute("aria-label"))]);
  }

  #leave() {
    this.#unmark();
    this.#card.hideSoon();
  }

  #unmark() {
    for (const { element, item } of this.#stops) {
      element.classList.remove("at");
      item?.classList.remove("at");
    }
  }

  // #open follows a mark to the event that the walk is at: the link itself leads to the first of several.
  #open(event, element) {
    const stop = this.#stops[this.#roving.at];
    this.#card.hide();
    if (event.detail === 0 && stop.element === element && stop.item && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      location.hash = stop.item.id;
    }
  }
}
