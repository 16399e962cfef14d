import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "@playwright/test";
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from "#test/fixtures/chromium.ts";
import { median, printRow } from "./support/row.ts";

/**
 * How long a user waits: from `npm start` to the ready line, and from opening the page to the first quote on it.
 * Raw limits of the same run: a Node process that does nothing but listen, and Chromium showing an empty page.
 */
const ROUNDS = 5;
const root = fileURLToPath(new URL("../../", import.meta.url));

interface Started {
  readonly url: string;
  readonly seconds: number;
  stop(): Promise<void>;
}

/** Runs a command until it prints `ready`, and measures the time to that line. */
function timeToLine(command: string, args: readonly string[], ready: RegExp): Promise<Started> {
  const before = performance.now();
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"], detached: true });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return new Promise((resolve, reject) => {
    void gone.then(() => reject(new Error(`${command} ended before it was ready`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = ready.exec(line)?.[1];
      if (url === undefined) return;
      const seconds = (performance.now() - before) / 1000;
      // Ctrl-C goes to the whole group: npm, its shell and the app.
      const stop = (): Promise<void> => (process.kill(-(child.pid ?? 0), "SIGINT"), gone);
      resolve({ url, seconds, stop });
    });
  });
}

const idle = "require('http').createServer().listen(0,'127.0.0.1',()=>console.log('listening at once'))";

/** Seconds from the navigation until `shown` is on the page. */
async function timeOnPage(browser: Browser, url: string, shown: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  try {
    const before = performance.now();
    await page.goto(url, { waitUntil: "commit" });
    await page.locator(shown).first().waitFor();
    return (performance.now() - before) / 1000;
  } finally {
    await page.close();
  }
}

async function emptyPage(): Promise<{ url: string; close: () => void }> {
  const server = createServer((_, response) =>
    response.end("<!doctype html><title>raw</title><p id=shown>1.08345</p>"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the raw page has no port");
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}

const ready: number[] = [];
const readyRaw: number[] = [];
const quote: number[] = [];
const quoteRaw: number[] = [];
const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: [...CHROMIUM_FLAGS] });
const raw = await emptyPage();
try {
  for (let round = 0; round < ROUNDS; round++) {
    const data = mkdtempSync(join(tmpdir(), "fairlead-start-"));
    const bare = await timeToLine("node", ["-e", idle], /(listening)/);
    readyRaw.push(bare.seconds);
    await bare.stop();
    const options = ["--silent", "start", "--", "--host", "web", "--no-open", "--port", "0", "--data", data];
    const app = await timeToLine("npm", options, /Fairlead is ready: (\S+)/);
    ready.push(app.seconds);
    quoteRaw.push(await timeOnPage(browser, raw.url, "#shown"));
    quote.push(await timeOnPage(browser, app.url, "[data-testid=quote-bid]:not(:empty)"));
    await app.stop();
    rmSync(data, { recursive: true, force: true });
  }
} finally {
  await browser.close();
  raw.close();
}
printRow({ bench: "start.ready", value: median(ready), unit: "s", raw: median(readyRaw), worst: Math.max(...ready) });
printRow({ bench: "start.quote", value: median(quote), unit: "s", raw: median(quoteRaw), worst: Math.max(...quote) });
