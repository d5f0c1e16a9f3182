// Measures how fast the timeline of ten thousand acts is painted, how smoothly it zooms, and what it weighs. It prints the
// figures, and ends with 1 where one misses its target. It is a measurement and no test: let the machine be quiet.
//
// CHROMIUM        the browser, /usr/bin/chromium if unset
// REGLINE_BINARY  the program, built from this tree if unset
// ACTS            how many acts there are, 10000 if unset
// VISITS          how many visits are measured, 7 if unset
import { cpus, loadavg } from "node:os";
import { launch } from "./browser.js";
import { start } from "./program.js";

const acts = Number(process.env.ACTS ?? 10_000);
const visits = Number(process.env.VISITS ?? 7);
const targets = { paint: 1000, frame: 1000 / 30, weight: 300_000 };

// part gives the value below which a part of the values lie.
function part(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.ceil(sorted.length * share), sorted.length) - 1];
}

// visit opens an address in a browser profile of its own.
async function visit(browser, url, slower, look) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-US" });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
    await page.goto(url, { waitUntil: "load" });
    return await look(page);
  } finally {
    await context.close();
  }
}

// painted tells when the page was first painted, in milliseconds since the navigation, and what was sent for it in bytes.
function painted(page) {
  return page.evaluate(async () => {
    const first = await new Promise((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntriesByName("first-contentful-paint")[0].startTime)).observe({ type: "paint", buffered: true });
    });
    const [document_] = performance.getEntriesByType("navigation");
    const sent = [document_, ...performance.getEntriesByType("resource")];
    return { first, answered: document_.responseStart, weight: sent.reduce((sum, entry) => sum + entry.encodedBodySize, 0), steps: document.querySelectorAll(".event").length };
  });
}

// zoomed turns the wheel over the picture and gives the time of each frame in milliseconds.
async function zoomed(page) {
  await page.locator("svg.timeline").scrollIntoViewIfNeeded();
  return page.evaluate(async () => {
    const timeline = document.querySelector("svg.timeline");
    const box = timeline.getBoundingClientRect();
    const frames = [];
    const next = () => new Promise(requestAnimationFrame);
    let last = await next();
    for (let i = 0; i < 120; i++) {
      const deltaY = i % 60 < 30 ? -30 : 30; // nearer, then farther
      timeline.dispatchEvent(new WheelEvent("wheel", { deltaY, ctrlKey: true, clientX: box.left + box.width * 0.6, clientY: box.top + 60, bubbles: true, cancelable: true }));
      const now = await next();
      frames.push(now - last);
      last = now;
    }
    return { frames, shapes: timeline.querySelectorAll(".mark, .bar, .post").length };
  });
}

function row(name, value, unit, target) {
  const missed = target !== undefined && !(value < target);
  console.log(`${name.padEnd(92)}${value.toFixed(unit === "ms" ? 1 : 0).padStart(10)} ${unit}${target === undefined ? "" : `  (target: under ${Math.round(target)})${missed ? " MISSED" : ""}`}`);
  return missed ? 1 : 0;
}

const program = await start({ acts });
const browser = await launch();
let missed = 0;
try {
  console.log(`${acts} acts, ${visits} visits; ${cpus().length} x ${cpus()[0].model}, Chromium ${browser.version()}, load ${loadavg()[0].toFixed(2)}`);
  for (const slower of [1, 4]) {
    const note = slower > 1 ? `, processor ${slower} times slower` : "";
    const limit = slower > 1 ? undefined : targets;
    const seen = [];
    for (let i = 0; i < visits; i++) { // each of another day, so that the server makes each page anew
      seen.push(await visit(browser, `${program.url}/?on=2026-0${slower}-${String(i + 1).padStart(2, "0")}`, slower, painted));
    }
    missed += row(`first paint of /, median${note}`, part(seen.map((s) => s.first), 0.5), "ms", limit?.paint);
    missed += row(`first paint of /, slowest${note}`, Math.max(...seen.map((s) => s.first)), "ms", limit?.paint);
    row(`first byte of /, median${note}`, part(seen.map((s) => s.answered), 0.5), "ms");
    if (slower === 1) {
      missed += row("weight of / with style and script, compressed", Math.max(...seen.map((s) => s.weight)), "bytes", targets.weight);
    }
    // All of it, which is counted by year, and about as much as is drawn step by step.
    for (const [name, path] of [["/", "/"], ["a year, step by step", "/?vendor=&from=2020-01-01&to=2020-12-31"]]) {
      const { frames, shapes } = await visit(browser, program.url + path, slower, zoomed);
      missed += row(`frame while zooming ${name} (${shapes} shapes), median${note}`, part(frames, 0.5), "ms", limit?.frame);
      missed += row(`frame while zooming ${name}, 95 of 100${note}`, part(frames, 0.95), "ms", limit?.frame);
    }
  }
} finally {
  await browser.close();
  await program.end();
}
process.exitCode = missed > 0 ? 1 : 0;
