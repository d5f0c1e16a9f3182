// Zoom shows a stretch of a picture at the full width. Lengths along time are parts of the width, so that a stretch is
// shown by making the plane wider than its frame and moving it.
export class Zoom {
  #plane;
  #timeline;
  #marks;
  #from = 0;
  #to = 1;
  #pieces;
  #months;
  #stretch;
  #frame = 0; // the width of the frame in pixels: asking for it while the plane changes would lay the picture out twice
  #overview;
  #pan = null;

  constructor(figure, marks) {
    this.#plane = figure.querySelector("svg.plane");
    this.#timeline = figure.querySelector("svg.timeline");
    this.#marks = marks;
    this.#pieces = JSON.parse(figure.dataset.pieces);
    this.#months = new Intl.DateTimeFormat(document.documentElement.lang, { month: "short", timeZone: "UTC" });
    this.#stretch = new Intl.DateTimeFormat(document.documentElement.lang, { month: "long", year: "numeric", timeZone: "UTC" });
    this.#frame = this.#timeline.getBoundingClientRect().width;
    new ResizeObserver(([entry]) => {
      this.#frame = entry.contentRect.width;
    }).observe(this.#timeline);
    this.#tools(figure.querySelector(".picture-tools"));
    this.#timeline.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.#timeline.addEventListener("pointerdown", (event) => this.#grab(event));
    this.#timeline.addEventListener("keydown", (event) => this.#key(event));
    marks.moved = (element) => this.#reveal(element);
  }

  #tools(tools) {
    const button = (text, label, act) => {
      const b = document.createElement("button");
      b.type = "button";
      b.textContent = text;
      b.setAttribute("aria-label", label);
      b.title = label;
      b.addEventListener("click", act);
      return b;
    };
    this.#overview = new Overview(this.#timeline, tools.dataset.range, (from, to) => this.set(from, to));
    const keys = document.createElement("span");
    keys.textContent = tools.dataset.keys;
    tools.append(
      button("+", tools.dataset.in, () => this.scale(0.5)),
      button("−", tools.dataset.out, () => this.scale(2)),
      button("↔", tools.dataset.all, () => this.set(0, 1)),
      this.#overview.element,
      keys,
    );
    tools.hidden = false;
    this.#overview.show(0, 1, this.#words(0, 1));
  }

  // scale changes the width of the stretch by a factor and keeps a place of it where it is.
  scale(factor, place = (this.#from + this.#to) / 2) {
    const width = Math.min(Math.max((this.#to - this.#from) * factor, 1 / 64), 1);
    const part = (place - this.#from) / (this.#to - this.#from);
    this.set(place - part * width, place - part * width + width);
  }

  // set shows the stretch from one part of the whole to another.
  set(from, to) {
    const width = Math.min(Math.max(to - from, 1 / 64), 1);
    this.#from = Math.min(Math.max(from, 0), 1 - width);
    this.#to = this.#from + width;
    this.#plane.setAttribute("width", `${100 / width}%`);
    this.#plane.setAttribute("x", `${(-100 * this.#from) / width}%`);
    this.#timeline.classList.toggle("zoomed", width < 1);
    this.#drawMonths(width);
    this.#overview.show(this.#from, this.#to, this.#words(this.#from, this.#to));
  }

  #wheel(event) {
    if (!event.ctrlKey && !event.metaKey) {
      return; // the wheel alone scrolls the page
    }
    event.preventDefault();
    this.scale(Math.exp(event.deltaY / 240), this.#place(event.clientX));
  }

  #place(clientX) {
    const box = this.#timeline.getBoundingClientRect();
    return this.#from + ((clientX - box.left) / box.width) * (this.#to - this.#from);
  }

  // #grab moves the plane with the pointer. A press that does not move is left to the links.
  #grab(event) {
    if (event.button !== 0 || this.#to - this.#from >= 1) {
      return;
    }
    const start = event.clientX;
    const [from, to] = [this.#from, this.#to];
    const box = this.#timeline.getBoundingClientRect();
    let dragged = false;
    const move = (moved) => {
      const by = moved.clientX - start;
      if (!dragged && Math.abs(by) < 5) {
        return;
      }
      if (!dragged) {
        dragged = true;
        this.#timeline.setPointerCapture(moved.pointerId);
      }
      const shift = (by / box.width) * (to - from);
      this.set(from - shift, to - shift);
    };
    const end = () => {
      this.#timeline.removeEventListener("pointermove", move);
      if (dragged) {
        this.#timeline.addEventListener("click", (click) => click.preventDefault(), { once: true, capture: true });
      }
    };
    this.#timeline.addEventListener("pointermove", move);
    addEventListener("pointerup", end, { once: true });
    addEventListener("pointercancel", end, { once: true });
  }

  #key(event) {
    const act = { "+": () => this.scale(0.5), "=": () => this.scale(0.5), "-": () => this.scale(2), "0": () => this.set(0, 1) }[event.key];
    if (act && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      act();
    }
  }

  // #reveal brings an element into the stretch that is shown.
  #reveal(element) {
    const shape = element.querySelector("use, rect");
    const x = parseFloat(shape.getAttribute("x")) / 100;
    if (x < this.#from || x > this.#to) {
      const width = this.#to - this.#from;
      this.set(x - width / 2, x + width / 2);
    }
  }

  // #day gives the day at a place of the whole.
  #day(place) {
    const last = this.#pieces[this.#pieces.length - 1];
    for (const [from, to, x, width] of this.#pieces) {
      if (place <= x + width) {
        return from + (width > 0 ? Math.max(place - x, 0) / width : 0) * (to - from);
      }
    }
    return last[1];
  }

  #words(from, to) {
    return [from, to].map((place) => this.#stretch.format(new Date(this.#day(place) * 86_400_000))).join(" – ");
  }

  // #drawMonths marks the months where there is room for their names.
  #drawMonths(width) {
    this.#plane.querySelector(".months")?.remove();
    const pixels = this.#frame / width;
    const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
    group.setAttribute("class", "months");
    group.setAttribute("aria-hidden", "true");
    for (const [from, to, x, part, folded] of this.#pieces) {
      if (folded || (part / (to - from)) * 30 * pixels < 44) {
        continue;
      }
      const date = new Date(from * 86_400_000);
      date.setUTCDate(1);
      for (;;) {
        date.setUTCMonth(date.getUTCMonth() + 1);
        const day = date.getTime() / 86_400_000;
        if (day > to) {
          break;
        }
        const place = x + (part * (day - from)) / (to - from);
        if (date.getUTCMonth() !== 0 && place >= this.#from - 0.1 && place <= this.#to + 0.1) {
          group.append(this.#month(place, this.#months.format(date)));
        }
      }
    }
    if (group.childElementCount > 0) {
      this.#plane.querySelector(".grid").after(group);
    }
  }

  #month(place, name) {
    const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
    text.setAttribute("class", "tick month");
    text.setAttribute("x", `${place * 100}%`);
    text.setAttribute("y", "0");
    text.setAttribute("dx", "4");
    text.setAttribute("dy", "14");
    text.textContent = name;
    return text;
  }
}

// Overview is a small picture of the whole, on which a stretch is chosen: a slider for the keyboard, a brush for the
// pointer.
class Overview {
  element = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  #view = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  #set;
  #from = 0;
  #to = 1;

  constructor(timeline, label, set) {
    this.#set = set;
    this.element.setAttribute("class", "overview");
    this.element.setAttribute("role", "slider");
    this.element.setAttribute("tabindex", "0");
    this.element.setAttribute("aria-label", label);
    this.element.setAttribute("aria-valuemin", "0");
    this.element.setAttribute("aria-valuemax", "100");
    for (const shape of timeline.querySelectorAll(".mark use, .post rect")) {
      const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
      dot.setAttribute("class", "dot");
      dot.setAttribute("cx", shape.getAttribute("x"));
      dot.setAttribute("cy", "13");
      dot.setAttribute("r", "2");
      this.element.append(dot);
    }
    this.#view.setAttribute("class", "view");
    this.#view.setAttribute("y", "1");
    this.#view.setAttribute("height", "24");
    this.element.append(this.#view);
    this.element.addEventListener("pointerdown", (event) => this.#brush(event));
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  show(from, to, words) {
    this.#from = from;
    this.#to = to;
    this.#view.setAttribute("x", `${from * 100}%`);
    this.#view.setAttribute("width", `${(to - from) * 100}%`);
    this.element.setAttribute("aria-valuenow", String(Math.round(((from + to) / 2) * 100)));
    this.element.setAttribute("aria-valuetext", words);
  }

  #brush(event) {
    event.preventDefault();
    this.element.focus({ preventScroll: true });
    this.element.setPointerCapture(event.pointerId);
    const box = this.element.getBoundingClientRect();
    const place = (at) => Math.min(Math.max((at.clientX - box.left) / box.width, 0), 1);
    const start = place(event);
    const inside = start > this.#from && start < this.#to && this.#to - this.#from < 1;
    const [from, to] = [this.#from, this.#to];
    const move = (moved) => {
      const here = place(moved);
      if (inside) {
        this.#set(from + here - start, to + here - start);
      } else if (Math.abs(here - start) > 0.01) {
        this.#set(Math.min(start, here), Math.max(start, here));
      }
    };
    this.element.addEventListener("pointermove", move);
    this.element.addEventListener("lostpointercapture", () => this.element.removeEventListener("pointermove", move), { once: true });
  }

  #key(event) {
    const width = this.#to - this.#from;
    const by = { ArrowLeft: -width / 4, ArrowDown: -width / 4, ArrowRight: width / 4, ArrowUp: width / 4, PageDown: -width, PageUp: width, Home: -1, End: 1 }[event.key];
    const wider = { "+": 0.5, "=": 0.5, "-": 2 }[event.key];
    if (by !== undefined) {
      this.#set(this.#from + by, this.#to + by);
    } else if (wider) {
      const middle = (this.#from + this.#to) / 2;
      this.#set(middle - (width * wider) / 2, middle + (width * wider) / 2);
    } else {
      return;
    }
    event.preventDefault();
  }
}
