import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "@playwright/test";
import { WebSocketServer } from "ws";
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from "#test/fixtures/chromium.ts";
import { median, printRow } from "./row.ts";

const START = fileURLToPath(new URL("../../../scripts/start.ts", import.meta.url));
const ROUNDS = 7;
/** The bridge runs for this long before the first page is loaded: it has made its cloud's database, and is at rest. */
const AT_REST_MS = 15_000;
const REQUIRED_MS = 1_000;

type Cookies = Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["cookies"]>>;

/**
 * Milliseconds from the start of a navigation until the first element of `selector` with words in it has been painted,
 * in a browser that has loaded nothing of the page before: neither files nor compiled code are kept between rounds.
 */
async function paintedAfter(browser: Browser, url: string, selector: string, cookies: Cookies): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 720 } });
  try {
    await context.addCookies([...cookies]);
    const page = await context.newPage();
    await page.addInitScript((sought) => {
      const painted = new Promise<number>((resolve) => {
        const look = (): void => {
          if ([...document.querySelectorAll(sought)].every((element) => element.textContent === ""))
            return void requestAnimationFrame(look);
          // What a frame's callbacks find is on the screen when the next task after that frame runs.
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener("message", () => resolve(performance.now()));
          port1.start();
          port2.postMessage(undefined);
        };
        look();
      });
      Object.assign(globalThis, { painted });
    }, selector);
    await page.goto(url, { waitUntil: "commit" });
    return await page.evaluate(() => Reflect.get(globalThis, "painted") as Promise<number>);
  } finally {
    await context.close();
  }
}

/** A page that does no more than any page with prices must: it dials a socket and paints the first message. */
async function rawPage(): Promise<{ readonly url: string; close(): void }> {
  const script = `new WebSocket(location.href.replace("http","ws")).onmessage=({data})=>{document.getElementById("shown").textContent=data}`;
  const server = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!doctype html><title>raw</title><p id="shown"></p><script>${script}</script>`);
  });
  new WebSocketServer({ server }).on("connection", (socket) => socket.send("1.08345"));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}

/** The program as `npm start` runs it; resolves when it is ready. */
async function startedProgram(folder: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const options = ["--host", "web", "--no-open", "--port", "0", "--link-port", "0", "--data", folder];
  const host = spawn(process.execPath, [START, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const gone = once(host, "exit");
  for await (const line of createInterface({ input: host.stdout })) {
    const url = /^Fairlead is ready: (\S+)$/.exec(line)?.[1];
    if (url !== undefined) return { url, stop: async () => void (host.kill("SIGINT"), await gone) };
  }
  throw new Error("the program ended before it was ready");
}

/** From the navigation to the first painted quote of a cold page, on a bridge that has been running for a while. */
export async function benchColdPage(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "fairlead-cold-"));
  const program = await startedProgram(folder);
  const browser = await chromium.launch({ executablePath: CHROMIUM_PATH, args: [...CHROMIUM_FLAGS] });
  const raw = await rawPage();
  const [ours, bare]: [number[], number[]] = [[], []];
  try {
    await new Promise((resolve) => setTimeout(resolve, AT_REST_MS));
    const { origin } = new URL(program.url);
    const entry = await browser.newContext();
    // The address opens one session: its cookie is what later pages come with.
    await (await entry.newPage()).goto(program.url);
    const cookies = await entry.cookies();
    await entry.close();
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await paintedAfter(browser, raw.url, "#shown", []));
      ours.push(await paintedAfter(browser, origin, "[data-testid=quote-bid]", cookies));
    }
  } finally {
    raw.close();
    await browser.close();
    await program.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  printRow({
    bench: "renderer.cold",
    value: median(ours),
    unit: "ms",
    raw: median(bare),
    worst: Math.max(...ours),
    rounds: ROUNDS,
    required: REQUIRED_MS,
  });
}
