// The real program: built from this tree, started on a free loopback port, ended with the test.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

// build makes the program in folder, or takes the one that REGLINE_BINARY names.
async function build(folder) {
  if (process.env.REGLINE_BINARY) {
    return process.env.REGLINE_BINARY;
  }
  const binary = join(folder, "regline");
  await promisify(execFile)("go", ["build", "-o", binary, "."], { cwd: root });
  return binary;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// ready resolves when GET /readyz answers 200, and rejects when the program ends first or a minute has passed.
async function ready(program, url) {
  const deadline = Date.now() + 60_000;
  while (program.child.exitCode === null && program.child.signalCode === null && Date.now() < deadline) {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (answer?.status === 200) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`regline serve is not ready at ${url}:\n${program.log}`);
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
  await ended;
  clearTimeout(timer);
}

// start gives the URL of a program that serves, and the function that ends it. It serves its own facts, or artificial ones
// about so many acts.
export async function start({ acts = 0 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "regline-browser-"));
  const program = { child: null, log: "" };
  const end = async () => {
    if (program.child) {
      await stop(program.child);
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const address = `127.0.0.1:${await freePort()}`;
    const binary = await build(folder);
    const arguments_ = ["serve", "--listen", address, "--store", "memory:"];
    if (acts > 0) {
      const release = join(folder, "release.jsonl.gz");
      await promisify(execFile)(binary, ["generate", "--actions", String(acts), "--seed", "1", "--out", release]);
      arguments_.splice(3, 2, "--release", release);
    }
    program.child = spawn(binary, arguments_, { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [program.child.stdout, program.child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        program.log += text;
      });
    }
    program.child.on("error", (error) => {
      program.log += `${error.message}\n`;
    });
    await ready(program, `http://${address}`);
    return { url: `http://${address}`, end };
  } catch (error) {
    await end();
    throw error;
  }
}
