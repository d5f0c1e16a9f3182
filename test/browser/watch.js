// What a page may not do: ask another host, log an error, break its own policy.
import assert from "node:assert/strict";

// watch collects from now on. It must be called before the page's first navigation. Where scripts are off, violations of
// the policy are seen as errors on the console alone.
export async function watch(page, origin, scripts = true) {
  const seen = { foreign: [], failed: [], errors: [], violations: [], requests: 0 };
  if (scripts) {
    await page.exposeFunction("reportViolation", (text) => seen.violations.push(text));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        window.reportViolation(`${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`);
      });
    });
  }
  page.on("request", (request) => {
    seen.requests++;
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.origin !== origin) {
      seen.foreign.push(request.url());
    }
  });
  page.on("requestfailed", (request) => seen.failed.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (response.status() >= 400) {
      seen.failed.push(`${response.url()}: ${response.status()}`);
    }
  });
  page.on("console", (message) => {
    if (message.type() === "error") {
      seen.errors.push(message.text());
    }
  });
  page.on("pageerror", (error) => seen.errors.push(error.stack ?? error.message));
  return seen;
}

export function assertClean(seen) {
  assert.ok(seen.requests > 0, "no request was seen: the watch was set too late");
  assert.deepEqual(seen.foreign, [], "requests to other hosts");
  assert.deepEqual(seen.violations, [], "violations of the Content-Security-Policy");
  assert.deepEqual(seen.failed, [], "failed requests");
  assert.deepEqual(seen.errors, [], "errors on the console");
}
