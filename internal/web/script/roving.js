// Roving makes one stop of the tab key out of many links, and lets the arrow keys walk between them.
export class Roving {
  #stops;
  #at = 0;
  #visit;

  // stops are the elements in their order; one element may stand for several stops in a row. visit is told the number of
  // the stop that is walked to.
  constructor(stops, visit) {
    this.#stops = stops;
    this.#visit = visit;
    for (const element of new Set(stops)) {
      element.addEventListener("keydown", (event) => this.#key(event));
    }
    if (stops.length > 0) {
      stops[0].setAttribute("tabindex", "0");
    }
  }

  // enter makes a stop the present one, because the pointer or the focus came to it.
  enter(index) {
    this.#stops[this.#at].setAttribute("tabindex", "-1");
    this.#at = index;
    this.#stops[index].setAttribute("tabindex", "0");
  }

  get at() {
    return this.#at;
  }

  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const last = this.#stops.length - 1;
    const to = {
      ArrowRight: Math.min(this.#at + 1, last),
      ArrowDown: Math.min(this.#at + 1, last),
      ArrowLeft: Math.max(this.#at - 1, 0),
      ArrowUp: Math.max(this.#at - 1, 0),
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) {
      return;
    }
    event.preventDefault();
    this.enter(to);
    this.#stops[to].focus({ preventScroll: true });
    this.#stops[to].scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#visit(to);
  }
}
