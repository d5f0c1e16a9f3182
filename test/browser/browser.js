// The browser of the tests, and pages in it that have never been visited.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { watch } from "./watch.js";

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

// visit gives a page in a browser profile of its own, and what it does that it may not do. The profile ends with the test.
export async function visit(t, browser, program, path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-US", ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  const seen = await watch(page, program.url, options.javaScriptEnabled ?? true);
  await page.goto(program.url + path);
  return { page, seen };
}

// screenshot keeps a picture of the page in the folder that REGLINE_SCREENSHOTS names.
export async function screenshot(page, name, options = {}) {
  if (process.env.REGLINE_SCREENSHOTS) {
    await mkdir(process.env.REGLINE_SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: join(process.env.REGLINE_SCREENSHOTS, `${name}.png`), ...options });
  }
}
