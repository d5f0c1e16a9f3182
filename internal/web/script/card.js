// Card shows, beside what the pointer or the focus is on, what the list says of it. It is for the eye: what it shows
// stands in the page as well, so it is hidden from the accessibility tree and holds nothing that takes the focus.
export class Card {
  #element = document.createElement("div");
  #timer = 0;
  #beside = null;

  constructor() {
    this.#element.className = "card";
    this.#element.hidden = true;
    this.#element.setAttribute("aria-hidden", "true");
    document.body.append(this.#element);
    this.#element.addEventListener("pointerenter", () => clearTimeout(this.#timer));
    this.#element.addEventListener("pointerleave", () => this.hide());
    addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        this.hide();
      }
    });
    addEventListener("scroll", () => this.#follow(), { passive: true });
  }

  // show fills the card with copies of parts of the page and puts it beside the element.
  show(element, parts) {
    clearTimeout(this.#timer);
    if (parts.length === 0) {
      this.hide();
      return;
    }
    this.#element.replaceChildren(...parts.map(inert));
    this.#element.hidden = false;
    this.#beside = element;
    this.#place(element.getBoundingClientRect());
  }

  // hideSoon leaves time to move the pointer into the card.
  hideSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), 180);
  }

  hide() {
    clearTimeout(this.#timer);
    this.#element.hidden = true;
  }

  // #follow stays beside what has the focus; what only the pointer was on has moved away from it.
  #follow() {
    if (this.#element.hidden) {
      return;
    }
    if (this.#beside === document.activeElement) {
      this.#place(this.#beside.getBoundingClientRect());
    } else {
      this.hide();
    }
  }

  #place(at) {
    const gap = 10;
    const size = this.#element.getBoundingClientRect();
    const middle = Math.min(Math.max(at.left + at.width / 2, 0), innerWidth);
    const left = Math.min(Math.max(middle - size.width / 2, gap), innerWidth - size.width - gap);
    const below = at.bottom + gap;
    const above = at.top - size.height - gap;
    const top = below + size.height <= innerHeight || above < gap ? below : above;
    this.#element.style.left = `${left}px`;
    this.#element.style.top = `${Math.max(Math.min(top, innerHeight - size.height - gap), gap)}px`;
  }
}

// inert copies a part of the page without its names and links.
function inert(part) {
  const copy = part.cloneNode(true);
  if (copy.nodeType !== Node.ELEMENT_NODE) {
    return copy;
  }
  for (const link of copy.querySelectorAll("a")) {
    link.replaceWith(...link.childNodes);
  }
  for (const element of [copy, ...copy.querySelectorAll("[id], [tabindex]")]) {
    element.removeAttribute("id");
    element.removeAttribute("tabindex");
  }
  return copy;
}

// sentences are the parts of an item of a list that a card shows.
export function sentences(item) {
  if (!item) {
    return [];
  }
  const parts = [":scope > .event-date", ":scope > .event-body > .event-text", ":scope > p"].flatMap((s) => [...item.querySelectorAll(s)].slice(0, 1));
  const quote = item.querySelector(".quote, .note");
  return quote ? [...parts, quote] : parts;
}
