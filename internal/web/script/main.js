// The pages are whole without this script. It adds to the pictures: a card with the sentence behind each mark, a walk by
// the arrow keys, and a closer look at a stretch of time.
import { Card } from "./card.js";
import { Graph } from "./graph.js";
import { Marks } from "./marks.js";
import { openTarget } from "./target.js";
import { Zoom } from "./zoom.js";

const card = new Card();

for (const figure of document.querySelectorAll(".picture")) {
  const marks = new Marks(figure, card);
  new Zoom(figure, marks);
}
for (const frame of document.querySelectorAll(".graph-frame")) {
  new Graph(frame, card);
}

openTarget();
addEventListener("hashchange", openTarget);

// Paper has no summary to open.
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details.evidence:not([open])")) {
    details.open = true;
    details.dataset.printed = "";
  }
});
addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("details[data-printed]")) {
    details.open = false;
    delete details.dataset.printed;
  }
});
