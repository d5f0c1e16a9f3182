import { sentences } from "./card.js";
import { Roving } from "./roving.js";

// Graph is the drawing of a lineage.
export class Graph {
  constructor(frame, card) {
    const stops = [...frame.querySelectorAll(".arrow, .box")].sort((a, b) => center(a) - center(b));
    const items = stops.map((stop) => {
      const name = stop.getAttribute("href");
      return stop.classList.contains("arrow") ? document.getElementById(name.slice(1)) : null;
    });
    const show = (index) => {
      const parts = sentences(items[index]);
      card.show(stops[index], parts.length > 0 ? parts : [document.createTextNode(stops[index].getAttribute("aria-label"))]);
    };
    const roving = new Roving(stops, show);
    stops.forEach((stop, index) => {
      const title = stop.querySelector("title");
      stop.setAttribute("aria-label", title.textContent);
      title.remove();
      stop.addEventListener("pointerenter", () => show(index));
      stop.addEventListener("pointerleave", () => card.hideSoon());
      stop.addEventListener("focus", () => {
        roving.enter(index);
        stop.scrollIntoView({ block: "nearest", inline: "nearest" });
        show(index);
      });
      stop.addEventListener("blur", () => card.hideSoon());
      stop.addEventListener("click", () => card.hide());
    });
    const root = frame.querySelector(".box.root")?.getBBox();
    if (root) {
      frame.scrollLeft = root.x + root.width / 2 - frame.clientWidth / 2;
    }
  }
}

function center(element) {
  const box = element.getBBox();
  return box.x + box.width / 2;
}
