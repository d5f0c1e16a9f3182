// The playground as an analyst meets it: in a real browser, against the real program.
//
// CHROMIUM            the browser, /usr/bin/chromium if unset
// REGLINE_BINARY      the program, built from this tree if unset
// REGLINE_SCREENSHOTS a folder for pictures of the page, none if unset
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, screenshot } from "./browser.js";
import { start } from "./program.js";
import { assertClean, watch } from "./watch.js";

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

// open gives the page once GraphiQL has drawn its tabs, in a browser profile that has never been there.
async function open(t, path = "/playground") {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  t.after(() => context.close());
  const page = await context.newPage();
  const seen = await watch(page, program.url);
  const schema = page.waitForResponse(
    (response) => response.url() === `${program.url}/graphql` && response.request().postData()?.includes("__schema"),
  );
  await page.goto(program.url + path);
  await page.locator(".graphiql-tab").first().waitFor();
  assert.equal((await (await schema).json()).errors, undefined, "the schema's introspection");
  return { page, seen };
}

const examples = async () => (await fetch(`${program.url}/playground/tabs.json`)).json();

// execute presses the button, and gives the request's body and the answer.
async function execute(page) {
  const answer = page.waitForResponse(
    (response) => response.url() === `${program.url}/graphql` && !response.request().postData()?.includes("__schema"),
  );
  await page.getByRole("button", { name: /^Execute query/ }).click();
  const response = await answer;
  return { sent: response.request().postDataJSON(), result: await response.json() };
}

function assertAnswer(result, tab) {
  assert.equal(result.errors, undefined, `${JSON.stringify(result.errors)}\n${tab.query}`);
  assert.ok(result.data && Object.keys(result.data).length > 0, `the answer has no data\n${tab.query}`);
}

test("the examples are there, and the first one runs", async (t) => {
  const { page, seen } = await open(t);
  assert.equal(page.url(), `${program.url}/playground/`);

  const tabs = await examples();
  assert.ok(tabs.length > 0, "tabs.json is empty");
  assert.equal(await page.locator(".graphiql-tab").count(), tabs.length);

  const { sent, result } = await execute(page);
  assert.ok(sent.query.endsWith(tabs[0].query), "the first tab's query was sent");
  assert.deepEqual(sent.variables ?? {}, JSON.parse(tabs[0].variables || "{}"));
  assertAnswer(result, tabs[0]);

  const shown = page.locator(".result-window");
  await shown.filter({ hasText: '"data"' }).waitFor();
  assert.doesNotMatch(await shown.innerText(), /"errors"/);
  await screenshot(page, "playground");
  assertClean(seen);
});

test("every example runs as it is shown", async (t) => {
  const { page, seen } = await open(t);
  const tabs = await examples();
  assert.ok(tabs.length > 0, "tabs.json is empty");
  for (const [index, tab] of tabs.entries()) {
    await page.locator(".graphiql-tab-button").nth(index).click();
    // GraphiQL takes note of a tab's operation a little later than it shows the tab, and stores it later still.
    await page.waitForFunction((active) => JSON.parse(localStorage.getItem("graphiql:tabState"))?.activeTabIndex === active, index);
    const { sent, result } = await execute(page);
    assert.ok(sent.query.endsWith(tab.query), `the query of tab ${index} was sent`);
    assert.deepEqual(sent.variables ?? {}, JSON.parse(tab.variables || "{}"), `the variables of tab ${index}`);
    assertAnswer(result, tab);
  }
  assertClean(seen);
});

// Dialogs, menus, completion and the documentation are the parts that add styles to the page as they open.
test("no part of the page breaks the policy", async (t) => {
  const { page, seen } = await open(t);

  await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
  await page.locator(".graphiql-doc-explorer").getByText("Root Types").waitFor();
  await page.getByRole("combobox").fill("que");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Show History" }).click();
  await page.locator(".graphiql-history").waitFor();

  for (const [button, title] of [["Open settings dialog", "Settings"], ["Open short keys dialog", "Short Keys"]]) {
    await page.getByRole("button", { name: button }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(title, { exact: true }).first().waitFor();
    if (title === "Settings") {
      await dialog.getByRole("button", { name: "Dark" }).click();
      await screenshot(page, "settings");
    }
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  }

  await page.getByRole("button", { name: /^Prettify query/ }).click();
  await page.getByRole("button", { name: /^Copy query/ }).hover();
  await page.getByRole("tooltip").first().waitFor();

  await page.getByRole("button", { name: "New tab" }).click();
  await page.locator(".graphiql-query-editor .CodeMirror").click();
  await page.keyboard.type("{ ");
  await page.keyboard.press("Control+Space");
  await page.locator(".CodeMirror-hints").waitFor();
  await screenshot(page, "completion");
  assertClean(seen);
});

// A reader's own tabs outlive a visit; the examples do not overwrite them.
test("a second visit shows the tabs as they were left", async (t) => {
  const { page, seen } = await open(t);
  const tabs = await page.locator(".graphiql-tab").count();
  const variables = page.locator(".graphiql-editor-tool .CodeMirror").first();
  await variables.evaluate((element) => element.CodeMirror.setValue('{"left": "here"}'));
  await page.getByRole("button", { name: "New tab" }).click();
  await page.waitForFunction((count) => {
    const state = JSON.parse(localStorage.getItem("graphiql:tabState"));
    return state?.tabs.length === count && state.tabs[0].variables.includes("left");
  }, tabs + 1);

  await page.reload();
  await page.locator(".graphiql-tab").first().waitFor();
  assert.equal(await page.locator(".graphiql-tab").count(), tabs + 1);
  await page.locator(".graphiql-tab-button").first().click();
  assert.equal(await variables.evaluate((element) => element.CodeMirror.getValue()), '{"left": "here"}');
  assertClean(seen);
});
