import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { constants, setPriority } from "node:os";
import { join } from "node:path";

/** Fixed, like the window's: a sign-in and a bookmark of the mailbox hold from run to run. */
const USUAL_CLOUD_PORT = 47_650;
/** The window comes first: the cloud starts once the first quotes are on the screen. */
const START_AFTER_MS = 3_000;
const PATIENCE_MS = 8_000;
/** One that ended by itself is started again: at once-ish, then ever later; one that ran this long begins anew. */
const AGAIN_MS = [1_000, 2_000, 5_000, 15_000, 60_000] as const;
const STEADY_MS = 120_000;

/** The account backend that `npm start` brings along, as a process of its own. */
export interface EmbeddedCloud {
  readonly url: string;
  /** Begins to start it, a moment from now. */
  start(): void;
  /** Ends it with its database; what is under way is finished first. */
  stop(): Promise<void>;
}

/**
 * Settles where the embedded cloud will listen; nothing runs yet. It ends when the channel to this process does, however
 * this process ended, and takes its Postgres along.
 * @param folder its data, kept from run to run
 */
export async function embeddedCloud(root: string, folder: string, say: (line: string) => void): Promise<EmbeddedCloud> {
  const port = (await isFree(USUAL_CLOUD_PORT)) ? USUAL_CLOUD_PORT : await anyFreePort();
  let child: ChildProcess | undefined;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let endings = 0;
  const run = (): void => {
    mkdirSync(folder, { recursive: true });
    const log = openSync(join(folder, "cloud.log"), "a", 0o600);
    const main = join(root, "cloud", "main.ts");
    const args = ["--disable-warning=ExperimentalWarning", main, "--port", `${port}`, "--data", folder];
    child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", log, log, "ipc"], env: cloudEnvironment() });
    if (child.pid !== undefined) giveWay(child.pid);
    const begunMs = performance.now();
    child.once("error", (fault) => say(`The embedded cloud could not be started: ${fault.message}`));
    child.once("exit", (code) => {
      if (stopping) return;
      endings = performance.now() - begunMs > STEADY_MS ? 1 : endings + 1;
      const againMs = AGAIN_MS[Math.min(endings, AGAIN_MS.length) - 1] ?? 0;
      say(
        `The embedded cloud ended (${code ?? "killed"}): look at ${join(folder, "cloud.log")}. Trading goes on without it; it is started again in ${againMs / 1_000} s.`,
      );
      timer = setTimeout(run, againMs);
    });
  };
  return {
    url: `http://127.0.0.1:${port}`,
    start: () => {
      timer = setTimeout(run, START_AFTER_MS);
    },
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      const running = child;
      if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
      await new Promise<void>((resolve) => {
        const late = setTimeout(() => running.kill("SIGTERM"), PATIENCE_MS);
        running.once("exit", () => {
          clearTimeout(late);
          resolve();
        });
        if (running.connected) running.disconnect();
        else running.kill("SIGTERM");
      });
    },
  };
}

/** Orders and quotes go before it. */
function giveWay(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not every system lets us; it is courtesy.
  }
}

/** Ours is an operator's environment by chance only: what names another database or mode is not meant for it. */
function cloudEnvironment(): NodeJS.ProcessEnv {
  const foreign =
    /^(?:NODE_ENV|NODE_OPTIONS|DATABASE_URL|REDIS_URL|API_|CLOUD_|PUBLIC_URL|SMTP_URL|CORS_ORIGINS|TRUSTED_PROXIES|METRICS_TOKEN)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0 }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
