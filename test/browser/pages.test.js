// The pages as a journalist and a compliance officer meet them: in a real browser, against the real program.
//
// CHROMIUM            the browser, /usr/bin/chromium if unset
// REGLINE_BINARY      the program, built from this tree if unset
// REGLINE_SCREENSHOTS a folder for pictures of the pages, none if unset
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { launch, screenshot, visit } from "./browser.js";
import { start } from "./program.js";
import { assertClean } from "./watch.js";

let program;
let browser;

before(async () => {
  program = await start();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await program?.end();
});

// pages are one of each kind.
const pages = {
  timeline: "/",
  everything: "/?vendor=",
  vendor: "/vendor/kaspersky-lab-inc",
  agency: "/agency/us-dhs",
  action: "/action/us-doc-kaspersky-determination",
  source: "/source/fr-2017-19838",
  node: "/node/us-persons",
  binding: "/binding?for=us-resellers&on=2024-08-01&vendor=kaspersky-group",
  compare: "/compare",
  search: "/search?q=directive",
  discrepancies: "/discrepancies?kind=SCOPE_CONFUSION",
  about: "/about",
  failure: "/vendor/nobody",
  pinned: "/?release=1",
  embed: "/embed?vendor=zte-group",
};

// onlyFound allows the page of failure its status.
function assertCleanPage(seen, path) {
  if (path === pages.failure) {
    seen.failed = seen.failed.filter((text) => !text.endsWith(": 404"));
    seen.errors = seen.errors.filter((text) => !text.includes("404"));
  }
  assertClean(seen);
}

test("the journalist's walk: from the picture to the sentence in its source", async (t) => {
  const { page, seen } = await visit(t, browser, program, "/");
  assert.equal(await page.locator("h1").innerText(), "Kaspersky in the United States");
  await screenshot(page, "timeline");

  const directive = page.locator(".event", { hasText: "Binding Operational Directive 17-01 (Department of Homeland Security) is issued" });
  const number = await directive.getAttribute("data-event");
  const mark = page.locator(`.mark[data-events~="${number}"]`);
  await mark.locator("use").hover();
  const card = page.locator(".card");
  await card.getByText("Binding Operational Directive 17-01 was issued on September 13, 2017.").waitFor();
  assert.match(await card.innerText(), /13 September 2017/);
  await screenshot(page, "card");

  await mark.locator("use").click();
  await page.waitForURL((url) => url.hash === `#e${number}`);
  await directive.locator("blockquote").first().waitFor(); // the sentence is open where the mark leads
  assert.ok(await card.isHidden(), "the card is gone");

  await directive.locator("cite a").first().click();
  assert.equal(new URL(page.url()).pathname, "/source/fr-2017-19838");
  const marked = page.locator("mark", { hasText: "was issued on September 13, 2017" }).first();
  assert.ok(await marked.isVisible());
  assert.match(await marked.locator("xpath=ancestor::blockquote").innerText(), /DATES:/, "the quotation stands in its context");
  await screenshot(page, "source");

  await page.locator(".given a").filter({ hasText: "Binding Operational Directive 17-01 is issued" }).first().click();
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).hash, "/action/us-dhs-bod-17-01#issued");
  await page.locator("[id='issued'] blockquote").first().waitFor();

  await page.getByRole("link", { name: "Deutsch" }).click();
  assert.equal(await page.locator("html").getAttribute("lang"), "de");
  assert.equal(await page.getByRole("heading", { level: 2 }).first().innerText(), "Seine Schritte");
  await page.getByRole("link", { name: "Zeitstrahl" }).click();
  assert.equal(await page.locator("h1").innerText(), "Kaspersky in den Vereinigten Staaten");
  assertClean(seen);
});

test("a lineage shows the words behind an arrow", async (t) => {
  const { page, seen } = await visit(t, browser, program, pages.action);
  const arrow = page.locator('.graph .arrow[aria-label*="issued under International Emergency"]').or(page.locator('.graph .arrow[aria-label*="issued under Executive Order 13873"]')).first();
  await arrow.focus();
  await page.locator(".card .quote, .card .note").first().waitFor();
  await screenshot(page, "lineage");
  const item = page.locator(await arrow.getAttribute("href"));
  await arrow.press("Enter");
  await item.locator(".quote").first().waitFor();
  const root = await page.locator(".graph .box.root").boundingBox();
  const frame = await page.locator(".graph-frame").boundingBox();
  assert.ok(root.x >= frame.x && root.x + root.width <= frame.x + frame.width, "the act itself is in view");
  assertClean(seen);
});

test("by keyboard alone", async (t) => {
  const { page, seen } = await visit(t, browser, program, "/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");

  // From the content to the picture in a few stops, and only one of them is a mark.
  const stops = [];
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Tab");
    const where = await page.evaluate(() => document.activeElement.closest(".mark, .filters, .tools, .picture-tools, .overview")?.getAttribute("class") ?? "");
    stops.push(where);
    if (where.startsWith("mark")) {
      break;
    }
  }
  assert.ok(stops.at(-1).startsWith("mark"), `stops on the way: ${stops}`);
  const card = page.locator(".card");
  await card.getByText("7 June 2017").waitFor();

  for (let i = 0; i < 4; i++) {
    await page.keyboard.press("ArrowRight");
  }
  await card.getByText("Binding Operational Directive 17-01 was issued on September 13, 2017.").waitFor();
  await page.keyboard.press("ArrowRight"); // the second step of the same mark
  await card.getByText("is announced").waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.hash === "#e6");
  await page.locator("#e6 blockquote").first().waitFor();

  await page.locator(".mark[tabindex='0']").focus();
  await page.keyboard.press("End");
  await card.getByText(/dealings|updates|public funding|authorising equipment/).first().waitFor();
  await page.keyboard.press("Home");
  await card.getByText("7 June 2017").waitFor();
  await page.keyboard.press("Escape");
  assert.ok(await card.isHidden());

  await page.keyboard.press("+");
  assert.equal(await page.locator("svg.plane").getAttribute("width"), "200%");
  const slider = page.getByRole("slider");
  await slider.focus();
  const before = await slider.getAttribute("aria-valuetext");
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await slider.getAttribute("aria-valuetext"), before);
  assertClean(seen);
});

test("zoom and brush show a stretch of time", async (t) => {
  const { page, seen } = await visit(t, browser, program, "/");
  const plane = page.locator("svg.plane");
  const overview = page.locator("svg.overview");
  await overview.scrollIntoViewIfNeeded();
  const box = await overview.boundingBox();
  await page.mouse.move(box.x + 2, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 4, box.y + 12, { steps: 4 });
  await page.mouse.up();
  const width = parseFloat(await plane.getAttribute("width"));
  assert.ok(width > 350 && width < 450, `a quarter of the time takes ${width}% of the width`);
  assert.match(await page.getByRole("slider").getAttribute("aria-valuetext"), /2017/);
  assert.ok((await page.locator(".months .month").count()) > 3, "months are named");

  const timeline = await page.locator("svg.timeline").boundingBox();
  await page.mouse.move(timeline.x + timeline.width / 2, timeline.y + timeline.height - 60);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -120);
  await page.keyboard.up("Control");
  assert.ok(parseFloat(await plane.getAttribute("width")) > width, "the wheel with Control comes nearer");
  await page.getByRole("button", { name: "Whole time" }).click();
  assert.equal(await plane.getAttribute("width"), "100%");
  assertClean(seen);
});

test("without a script", async (t) => {
  const { page, seen } = await visit(t, browser, program, "/", { javaScriptEnabled: false });
  await page.locator("#e5 .evidence summary").click();
  assert.ok(await page.locator("#e5 blockquote").first().isVisible());
  await page.locator(".mark use").first().click();
  await page.waitForURL((url) => url.hash === "#e1");
  assert.equal(await page.locator(".picture-tools").isVisible(), false);

  await page.locator(".filters summary").click();
  await page.getByLabel("Vendor", { exact: true }).selectOption({ label: "ZTE" });
  await page.getByLabel("Law of").selectOption("US");
  await page.getByLabel("From").fill("2018-01-01");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  assert.equal(await page.locator("h1").innerText(), "ZTE in the United States");
  assert.match(page.url(), /vendor=zte-group/);
  assert.match(await page.locator(".story").innerText(), /13 July 2018/);

  await page.getByRole("searchbox", { name: /Search acts/ }).fill("89 FR 52363");
  await page.getByRole("button", { name: "Search" }).first().click();
  assert.match(await page.locator("main").innerText(), /Printed at 89 FR 52363[^]*Entity List/);
  assertClean(seen);
});

test("a compliance officer asks what binds her, without a script", async (t) => {
  const { page, seen } = await visit(t, browser, program, "/vendor/kaspersky-group", { javaScriptEnabled: false });
  await page.getByRole("link", { name: /Does it bind you/ }).click();
  await page.getByLabel("I am").selectOption({ label: "Resellers in the United States" });
  await page.getByLabel("On the day").fill("2024-08-01");
  await page.getByRole("button", { name: "Ask" }).click();
  assert.match(page.url(), /vendor=kaspersky-group/, "the vendor of the page is kept");
  const row = (name) => page.locator(".restriction", { has: page.getByRole("heading", { name: new RegExp(`^${name}$`, "i") }) });
  assert.equal(await row("New agreements").locator(".verdict").innerText(), "in force");
  assert.equal(await row("Reselling").locator(".verdict").innerText(), "not in force");
  assert.match(await row("Reselling").innerText(), /Next change\s+29 September 2024/);
  await row("Reselling").locator(".evidence summary").click();
  assert.ok(await row("Reselling").locator("blockquote").first().isVisible(), "the sentence is there");
  await screenshot(page, "binding", { fullPage: true });

  const address = page.url();
  await page.getByRole("link", { name: "Deutsch" }).click();
  assert.equal(await page.locator("h1").innerText(), "Was bindet mich an einem Tag?");
  assert.equal(await page.getByLabel("Am Tag").inputValue(), "2024-08-01");

  // The report, and the same answer again by the pinned link.
  await page.goto(address);
  const report = await (await fetch(new URL(await page.getByRole("link", { name: /Report with footnotes, plain text/ }).getAttribute("href"), address))).text();
  assert.match(report, /\| Verdict \|/);
  assert.match(report, /\n\[\^1\]: /);
  const answer = await page.locator(".answer").innerText();
  await page.locator(".take .address a").click();
  assert.match(page.url(), /on=2024-08-01.*release=1/);
  assert.equal(await page.locator(".answer").innerText(), answer);
  assertClean(seen);
});

test("in German no page breaks its policy either", async (t) => {
  for (const [name, path] of Object.entries(pages)) {
    await t.test(name, async (t) => {
      const { page, seen } = await visit(t, browser, program, path, { locale: "de-DE" });
      assert.equal(await page.locator("html").getAttribute("lang"), "de");
      await screenshot(page, `${name}-de`);
      assertCleanPage(seen, path);
    });
  }
});

const findings = ({ violations }) => violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);

test("axe finds nothing, and no page breaks its policy", async (t) => {
  for (const [name, path] of Object.entries(pages)) {
    await t.test(name, async (t) => {
      const { page, seen } = await visit(t, browser, program, path, { reducedMotion: "reduce" });
      await page.evaluate(() => {
        // Of a long story the first steps stand for all, with their sentences open.
        document.querySelectorAll(".event:nth-child(n+5), .year:nth-of-type(n+4)").forEach((element) => element.remove());
        document.querySelectorAll("details").forEach((details) => { details.open = true; });
      });
      assert.deepEqual(findings(await new AxeBuilder({ page }).analyze()), []);
      await screenshot(page, `${name}-light`);
      await page.emulateMedia({ colorScheme: "dark" });
      assert.deepEqual(findings(await new AxeBuilder({ page }).withRules("color-contrast").analyze()), [], "in the dark");
      await screenshot(page, `${name}-dark`);
      assertCleanPage(seen, path);
    });
  }
});

test("on a screen of 360 pixels nothing leaves the screen", async (t) => {
  for (const [name, path] of Object.entries(pages)) {
    await t.test(name, async (t) => {
      const { page, seen } = await visit(t, browser, program, path, { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, "the page is wider than the screen");
      await screenshot(page, `${name}-360`);
      if (name === "timeline") {
        await page.locator(".mark use").first().tap();
        await page.waitForURL((url) => url.hash === "#e1");
        await page.locator("#e1 blockquote").first().waitFor();
      }
      assertCleanPage(seen, path);
    });
  }
});

test("in print every sentence stands on the paper", async (t) => {
  const { page, seen } = await visit(t, browser, program, "/", { javaScriptEnabled: false });
  await page.emulateMedia({ media: "print" });
  const open = await page.locator(".event").evaluateAll((events) => events.filter((e) => e.querySelector("blockquote")).map((e) => e.querySelector("blockquote").getBoundingClientRect().height));
  assert.ok(open.length > 50 && open.every((height) => height > 5), "a quotation is not printed");
  for (const selector of ["header.site nav", ".filters", ".take", ".language"]) {
    assert.equal(await page.locator(selector).isVisible(), false, `${selector} is printed`);
  }
  const pdf = await page.pdf({ format: "A4", tagged: true });
  assert.ok(pdf.length > 50_000 && pdf.subarray(0, 5).toString() === "%PDF-");
  assertClean(seen);
});

test("in forced colours marks, windows and doubt can be told apart", async (t) => {
  const { page, seen } = await visit(t, browser, program, "/", { forcedColors: "active", colorScheme: "dark" });
  const shapes = await page.locator(".legend use").evaluateAll((uses) => new Set(uses.map((use) => use.getAttribute("href"))).size);
  assert.ok(shapes >= 5, "each family has a shape");
  const [certain, doubtful] = await page.evaluate(() =>
    [".mark:not(.unsettled) use", ".mark.unsettled use"].map((s) => getComputedStyle(document.querySelector(s)).fill));
  assert.notEqual(certain, doubtful, "a date that is not certain is hollow");
  await screenshot(page, "timeline-forced");
  assertClean(seen);
});

test("the accessibility tree tells the story", async (t) => {
  const { page } = await visit(t, browser, program, "/");
  const tree = await page.locator("body").ariaSnapshot();
  for (const line of [
    '- link "Skip to the content"',
    '- navigation "Pages"',
    '- heading "Kaspersky in the United States" [level=1]',
    '- group "Picture of the timeline. The list below says the same in words."',
    '- heading "What is next" [level=2]',
    '- heading "Step by step" [level=2]',
    '- heading "2017" [level=3]',
    "- time: 13 September 2017",
  ]) {
    assert.ok(tree.includes(line), `the tree lacks ${line}\n${tree.slice(0, 4000)}`);
  }
  assert.match(tree, /link "5–6\. 13 September 2017: Binding Operational Directive 17-01 \(Department of Homeland Security\) is issued\./);
});

// A page of another site, which frames what it is given.
async function framing(t, source) {
  const server = createServer((_, response) => response.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html><title>Elsewhere</title><iframe src="${source}" width="900" height="600"></iframe>`));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}/`;
}

test("another site may frame the timeline to embed, and no other page", async (t) => {
  const found = await fetch(`${program.url}/oembed?${new URLSearchParams({ url: `${program.url}/vendor/zte-group` })}`);
  const { html, type } = await found.json();
  assert.equal(type, "rich");
  const source = /src="([^"]+)"/.exec(html)[1].replaceAll("&amp;", "&");

  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(await framing(t, source));
  const frame = page.frameLocator("iframe");
  await frame.getByRole("heading", { name: "ZTE" }).waitFor();
  await frame.locator(".mark use").first().click();
  await frame.locator("#e1 blockquote").first().waitFor(); // a mark works within the frame
  const opened = context.waitForEvent("page");
  await frame.locator(".event .act").first().click();
  assert.match((await opened).url(), /\/action\//, "other links open a window of their own");

  await page.goto(await framing(t, `${program.url}/`));
  await page.waitForTimeout(300);
  assert.equal(await page.frameLocator("iframe").getByText("Kaspersky").count(), 0, "the timeline itself is framed");
});

test("the question of a page opens in the playground and has an answer", async (t) => {
  const { page, seen } = await visit(t, browser, program, "/vendor/kaspersky-lab-inc");
  await page.getByRole("link", { name: "Ask it yourself, and change it" }).click();
  await page.locator(".graphiql-tab").first().waitFor();
  assert.match(await page.locator(".graphiql-query-editor").innerText(), /query Story/);
  const answer = page.waitForResponse((r) => r.url().endsWith("/graphql") && !r.request().postData()?.includes("__schema"));
  await page.getByRole("button", { name: /^Execute query/ }).click();
  const body = await (await answer).json();
  assert.equal(body.errors, undefined);
  assert.ok(body.data.story.sentences.length > 3);
  assertClean(seen);
});

test("a page is small", async () => {
  let bytes = 0;
  const get = async (path) => {
    const { default: http } = await import("node:http");
    return new Promise((resolve, reject) => {
      http.get(program.url + path, { headers: { "accept-encoding": "gzip" } }, (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk)).on("end", () => resolve({ body: Buffer.concat(chunks), encoding: response.headers["content-encoding"] }));
      }).on("error", reject);
    });
  };
  for (const path of Object.values(pages)) {
    const { body, encoding } = await get(path);
    assert.equal(encoding, "gzip", path);
    assert.ok(body.length < 200_000, `${path} takes ${body.length} bytes`);
    bytes = Math.max(bytes, body.length);
  }
  const html = await (await fetch(program.url)).text();
  for (const [, asset] of html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
    bytes += (await get(asset)).body.length;
  }
  assert.ok(bytes < 300_000, `the largest page with style and script takes ${bytes} bytes`);
});
