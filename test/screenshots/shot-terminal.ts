import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser, Page } from "@playwright/test";
import { ROOT } from "../e2e/fixtures/hosts.ts";

export interface Look {
  readonly width: number;
  readonly height: number;
  readonly theme: "dark" | "light";
  readonly language: "en" | "id";
}

/** A terminal started for its picture: the real program on a fresh profile, and its page. */
export class ShotTerminal {
  readonly page: Page;
  readonly folder: string;
  readonly #host: ChildProcess;

  private constructor(page: Page, folder: string, host: ChildProcess) {
    this.page = page;
    this.folder = folder;
    this.#host = host;
  }

  /**
   * Has `use` use a terminal, which ends with it, however that ends.
   * @param options further options of `npm start --`, made with the terminal's own folder.
   */
  static async during(
    browser: Browser,
    look: Look,
    options: (folder: string) => readonly string[],
    use: (terminal: ShotTerminal) => Promise<void>,
  ): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "fairlead-shot-"));
    const own = ["--host", "web", "--no-open", "--port", "0", "--link-port", "0", "--data", join(folder, "profile")];
    const given = options(folder);
    const cloud = given.includes("--cloud") ? [] : ["--cloud", "off"];
    const host = spawn(process.execPath, [join(ROOT, "scripts", "start.ts"), ...own, ...cloud, ...given], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const context = await browser.newContext({
      viewport: { width: look.width, height: look.height },
      colorScheme: look.theme,
      locale: look.language === "id" ? "id-ID" : "en-GB",
    });
    try {
      const url = await readyAddress(host);
      const page = await context.newPage();
      await page.goto(url);
      await use(new ShotTerminal(page, folder, host));
    } finally {
      await context.close();
      await ended(host);
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Ends the program without a word, as a crash does. */
  async crash(): Promise<void> {
    const gone = once(this.#host, "exit");
    this.#host.kill("SIGKILL");
    await gone;
  }
}

async function ended(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return;
  const gone = once(host, "exit");
  host.kill("SIGTERM");
  await gone;
}

async function readyAddress(host: ChildProcess): Promise<string> {
  if (!host.stdout) throw new Error("the terminal was started without its output");
  for await (const line of createInterface({ input: host.stdout })) {
    const url = /^Fairlead is ready: (\S+)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error("the terminal ended before it was ready");
}
