import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { EmbeddedPostgres } from "#cloud/postgres/embedded.ts";
import { childrenCpuSeconds, cpuSeconds } from "./cpu-seconds.ts";

const PASSWORD = "plenty wide horse 77 zq";
const MAIN = fileURLToPath(new URL("../../../../cloud/main.ts", import.meta.url));
const REPORTER = new URL("report-memory.ts", import.meta.url).href;
/** `BENCH_CLOUD_FLAGS`: more for the server's own Node, such as `--cpu-prof`. */
const FLAGS = ["--disable-warning=ExperimentalWarning", ...(process.env["BENCH_CLOUD_FLAGS"]?.split(" ") ?? [])];
/** Few connections, kept open: the load is to cost little beside the server it shares two cores with. */
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** The account backend as a process of its own, on its embedded Postgres with fsync on. */
export class CloudUnderLoad {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #data: string;

  private constructor(url: string, process: ChildProcess, data: string) {
    this.url = url;
    this.#process = process;
    this.#data = data;
  }

  static async start(): Promise<CloudUnderLoad> {
    const data = mkdtempSync(join(tmpdir(), "fairlead-bench-cloud-"));
    chmodSync(data, 0o755);
    const child = spawn(
      process.execPath,
      [...FLAGS, "--expose-gc", "--import", REPORTER, MAIN, "--port", "0", "--data", data],
      {
        env: { ...process.env, LOG_LEVEL: "warn", PUBLIC_URL: "http://cloud.bench" },
        stdio: ["ignore", "pipe", "inherit", "ipc"],
      },
    );
    const url = await new Promise<string>((resolve, reject) => {
      let said = "";
      child.stdout?.on("data", (bytes: Buffer) => {
        said += bytes.toString();
        const [, found] = /ready at (\S+)/.exec(said) ?? [];
        if (found !== undefined) resolve(found);
      });
      child.once("exit", (code) => reject(new Error(`The cloud ended with ${code}.`)));
    });
    return new CloudUnderLoad(url, child, data);
  }

  /** Bytes that the server's V8 keeps on its heap and outside it, after full collections: what is garbage costs nobody. */
  kept(): Promise<number> {
    const answer = new Promise<number>((resolve) => this.#process.once("message", (kept) => resolve(Number(kept))));
    this.#process.send("memory");
    return answer;
  }

  /** CPU seconds so far, of the server's own process and of its Postgres (Linux). */
  get cpu(): { readonly server: number; readonly database: number } {
    const pid = this.#process.pid ?? 0;
    return { server: cpuSeconds(pid), database: childrenCpuSeconds(pid) };
  }

  /** Resident bytes of the server's process (Linux). */
  get memory(): number {
    const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.#process.pid}/status`, "utf8")) ?? [];
    return Number(kib) * 1_024;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill("SIGTERM");
    await gone;
    rmSync(this.#data, { recursive: true, force: true });
  }

  /** One confirmed user whose plan does not limit the load. @returns an access token. */
  async join(email: string): Promise<string> {
    const body = { email, password: PASSWORD, accepted_terms: "1", accepted_privacy: "1" };
    const registered = await this.post("/auth/register", body);
    const page = await (await fetch(`${this.url}/mailbox`)).text();
    const [code] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(page) ?? [];
    await this.post("/auth/verify", { code }, String(registered["token"]));
    const grant = await this.logIn(email);
    await this.sql(
      "insert into plans.overrides select tenant_id, 'requests_per_minute', '1000000', 'bench', user_id, now(), null from tenancy.memberships where user_id = $1",
      [registered["user_id"]],
    );
    return String(grant["access_token"]);
  }

  logIn(email: string, device?: Record<string, unknown>): Promise<Record<string, unknown>> {
    return this.post("/auth/login", { email, password: PASSWORD, ...(device === undefined ? {} : { device }) });
  }

  async sql(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    const server = await EmbeddedPostgres.start(this.#data, () => {});
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(text, [...values]);
    await client.end();
    return rows;
  }

  get(path: string, token: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const options = { agent, headers: { authorization: `Bearer ${token}` } };
      request(`${this.url}${path}`, options, (answer) => {
        answer.resume();
        answer.once("end", () =>
          answer.statusCode === 200 ? resolve() : reject(new Error(`${path}: ${answer.statusCode}`)),
        );
      })
        .once("error", reject)
        .end();
    });
  }

  async post(path: string, body: unknown, token = ""): Promise<Record<string, unknown>> {
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const answer = await fetch(`${this.url}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    const read = (await answer.json()) as Record<string, unknown>;
    if (answer.status >= 300) throw new Error(`${path} answered ${JSON.stringify(read)}`);
    return read;
  }
}

/**
 * Starts work on schedule, whether or not what was begun before is done (open loop).
 * @returns each one's milliseconds, from when it was due; those of the first `warm` seconds are left out.
 */
export async function openLoop(
  rate: number,
  seconds: number,
  warm: number,
  work: () => Promise<unknown>,
): Promise<number[]> {
  const samples: number[] = [];
  const running: Promise<unknown>[] = [];
  const begin = performance.now();
  for (let n = 0; n < rate * (seconds + warm); n += 1) {
    const due = begin + (n * 1_000) / rate;
    while (performance.now() < due) await sleep(1);
    const counts = n >= rate * warm;
    running.push(
      work().then(() => {
        if (counts) samples.push(performance.now() - due);
      }),
    );
  }
  await Promise.all(running);
  return samples;
}
