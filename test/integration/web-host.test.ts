import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type ClientRequestArgs, request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { startWebHost, type WebHost } from "#bridge/host/web.ts";
import type { Wire } from "#shared/rpc/wire.ts";
import { until } from "#test/fixtures/rpc/serve.ts";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-web-"));
  mkdirSync(join(folder, "renderer", "assets"), { recursive: true });
  writeFileSync(join(folder, "renderer", "index.html"), "<!doctype html><title>Fairlead</title>");
  writeFileSync(join(folder, "renderer", "assets", "main-1234.js"), "export {};");
  writeFileSync(join(folder, "renderer", "assets", "main-1234.js.map"), "{}");
  writeFileSync(join(folder, "secret.txt"), "the profile's secret");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Running extends WebHost {
  readonly attached: Wire[];
  readonly refused: string[];
  readonly token: string;
}

async function host(options: { heartbeatMs?: number } = {}): Promise<Running> {
  const attached: Wire[] = [];
  const refused: string[] = [];
  const web = await startWebHost({
    port: 0,
    rendererFolder: join(folder, "renderer"),
    attach: (wire) => attached.push(wire),
    onRefused: (reason) => refused.push(reason),
    ...options,
  });
  onTestFinished(() => web.close());
  return { ...web, attached, refused, token: new URL(web.url).searchParams.get("token") ?? "" };
}

function ask({ port }: WebHost, path: string, options: ClientRequestArgs = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

/** The session's Cookie header, bought with the token. */
async function signIn(web: Running): Promise<string> {
  const answer = await ask(web, `/?token=${web.token}`);
  return (answer.headers["set-cookie"]?.[0] ?? "").split(";", 1)[0] ?? "";
}

/** Opens a socket as a browser would; resolves to "open" or the refusal's status. */
function openSocket({ port }: WebHost, headers: Record<string, string>, path = "/rpc"): Promise<WebSocket | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    onTestFinished(() => socket.terminate());
    socket.on("open", () => resolve(socket));
    socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
    socket.on("error", () => resolve(0));
  });
}

describe("the token", () => {
  test("buys one session: HttpOnly, SameSite=Strict, for this host only", async () => {
    const web = await host();
    const answer = await ask(web, `/?token=${web.token}`);
    expect(answer.status).toBe(303);
    expect(answer.headers["location"]).toBe("/");
    expect(answer.headers["set-cookie"]).toHaveLength(1);
    expect(answer.headers["set-cookie"]?.[0]).toMatch(
      new RegExp(`^fairlead-${web.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
    expect(answer.headers["set-cookie"]?.[0]).not.toContain(web.token);
    expect(web.token).toMatch(/^[\w-]{43}$/);
  });

  test("is refused the second time, also at once beside the first", async () => {
    const web = await host();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(web, `/?token=${web.token}`)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(7);
    expect(answers.filter(({ headers }) => headers["set-cookie"] !== undefined)).toHaveLength(1);
    expect((await ask(web, `/?token=${web.token}`)).status).toBe(403);
  });

  test("used again by the browser that has the session leads to the page and buys nothing", async () => {
    const web = await host();
    const cookie = await signIn(web);
    const again = await ask(web, `/?token=${web.token}`, { headers: { cookie } });
    expect(again.status).toBe(303);
    expect(again.headers["set-cookie"]).toBeUndefined();
  });

  test("clicked on another site's page, the session is taken up by a page of our own", async () => {
    const web = await host();
    const answer = await ask(web, `/?token=${web.token}`, { headers: { "sec-fetch-site": "cross-site" } });
    expect(answer.status).toBe(200);
    expect(answer.headers["set-cookie"]).toHaveLength(1);
    expect(answer.body).toContain('http-equiv="refresh"');
    expect(answer.body).not.toContain(web.token);
  });

  test("a wrong one is refused in any form, and does not spend the right one", async () => {
    const web = await host();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.constant(web.token.slice(1)), fc.constant(`${web.token}x`)),
        async (token) => {
          if (token === web.token) return;
          expect((await ask(web, `/?token=${encodeURIComponent(token)}`)).status).toBe(403);
        },
      ),
      { numRuns: 50 },
    );
    expect((await ask(web, `/?token=${web.token}`, { method: "HEAD" })).headers["set-cookie"]).toBeUndefined();
    expect(await signIn(web)).not.toBe("");
  });
});

describe("the session", () => {
  test("nothing is served without it; with it the page, again after a reload, and only what was built", async () => {
    const web = await host();
    for (const path of ["/", "/index.html", "/assets/main-1234.js"]) expect((await ask(web, path)).status).toBe(401);
    const cookie = await signIn(web);
    for (let reload = 0; reload < 3; reload += 1) {
      expect(await ask(web, "/", { headers: { cookie } })).toMatchObject({
        status: 200,
        body: expect.stringContaining("Fairlead"),
      });
    }
    const script = await ask(web, "/assets/main-1234.js", { headers: { cookie } });
    expect(script.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(script.headers["cache-control"]).toContain("immutable");
    expect((await ask(web, "/assets/main-1234.js.map", { headers: { cookie } })).status).toBe(404);
    expect((await ask(web, "/", { headers: { cookie: cookie.replace(/.$/, "!") } })).status).toBe(401);
    expect((await ask(web, "/", { headers: { cookie: `a=b; ${cookie}; c=d` } })).status).toBe(200);
  });

  test("every answer carries the headers that keep the page to itself", async () => {
    const web = await host();
    const cookie = await signIn(web);
    for (const headers of [{}, { cookie }, { host: "evil.example" }]) {
      const answer = await ask(web, "/", { headers });
      expect(answer.headers["content-security-policy"]).toContain(
        "default-src 'none'; script-src 'self'; style-src 'self'",
      );
      expect(answer.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(answer.headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-frame-options": "DENY",
        "cross-origin-resource-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
      });
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    }
  });
});

describe("other sites", () => {
  test("a wrong Host is refused, session or not: DNS rebinding gets nothing", async () => {
    const web = await host();
    const hosts = [
      `evil.example:${web.port}`,
      "127.0.0.1",
      `127.0.0.1:${web.port + 1}`,
      `127.0.0.1.evil.example:${web.port}`,
      `[::1]:${web.port}`,
      `0.0.0.0:${web.port}`,
    ];
    for (const wrong of hosts) {
      expect((await ask(web, `/?token=${web.token}`, { headers: { host: wrong } })).status, wrong).toBe(403);
    }
    const cookie = await signIn(web);
    for (const wrong of hosts) expect((await ask(web, "/", { headers: { host: wrong, cookie } })).status).toBe(403);
    expect((await ask(web, "/", { headers: { host: `localhost:${web.port}`, cookie } })).status).toBe(200);
    const twice = ["Host", `127.0.0.1:${web.port}`, "Host", "evil.example"];
    expect((await ask(web, "/", { headers: twice, setHost: false })).status).toBeGreaterThanOrEqual(400);
  });

  test("a wrong Origin is refused on whatever may act, and on reads that name one", async () => {
    const web = await host();
    const cookie = await signIn(web);
    const ours = `http://127.0.0.1:${web.port}`;
    for (const origin of [
      "http://evil.example",
      "null",
      `https://127.0.0.1:${web.port}`,
      "http://127.0.0.1",
      `${ours}.evil.example`,
      `http://localhost:${web.port}`,
    ]) {
      expect((await ask(web, "/", { headers: { cookie, origin } })).status, origin).toBe(403);
      expect((await ask(web, "/", { method: "POST", headers: { cookie, origin } }, "x")).status).toBe(403);
      expect(await openSocket(web, { cookie, origin })).toBe(403);
    }
    expect((await ask(web, "/", { headers: { cookie, origin: ours } })).status).toBe(200);
    expect((await ask(web, "/", { method: "POST", headers: { cookie } }, "x")).status).toBe(403);
    expect((await ask(web, "/", { method: "POST", headers: { cookie, origin: ours } }, "x")).status).toBe(405);
    expect(web.attached).toHaveLength(0);
  });

  test("a socket needs Host, Origin, session and path, and is refused before the handshake", async () => {
    const web = await host();
    const cookie = await signIn(web);
    const origin = `http://127.0.0.1:${web.port}`;
    expect(await openSocket(web, { cookie })).toBe(403);
    expect(await openSocket(web, { origin })).toBe(401);
    expect(await openSocket(web, { origin, cookie: cookie.replace(/.$/, "!") })).toBe(401);
    expect(await openSocket(web, { origin, cookie, host: "evil.example" })).toBe(403);
    expect(await openSocket(web, { origin, cookie }, "/other")).toBe(404);
    expect(web.attached).toHaveLength(0);
    expect(await openSocket(web, { origin, cookie })).toBeInstanceOf(WebSocket);
    expect(await openSocket(web, { origin, cookie })).toBeInstanceOf(WebSocket);
    expect(web.attached).toHaveLength(2);
    expect(web.refused).toEqual(["wrong Origin", "no session", "no session", "wrong Host", "not found"]);
  });
});

describe("hostile requests", () => {
  test("no path leaves the built window: encoded, doubled, absolute or cut", async () => {
    const web = await host();
    const cookie = await signIn(web);
    const steps = fc.constantFrom(
      "..",
      ".",
      "%2e%2e",
      "%2E%2e",
      "..%2f",
      "..%5c",
      "..\\",
      "secret.txt",
      "assets",
      "index.html",
      "",
      "%00",
      "c:",
      "//",
      "renderer",
      "~",
      "etc",
      "passwd",
      "%c0%ae",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 8 }), async (parts) => {
        const path = `/${parts.join("/")}`;
        if (path === "/index.html" || path === "/") return;
        const answer = await ask(web, path, { headers: { cookie } });
        expect(answer.status).toBe(404);
        expect(answer.body).not.toContain("secret");
      }),
      { numRuns: 300 },
    );
    const absolute = await ask(web, `http://127.0.0.1:${web.port}/../secret.txt`, { headers: { cookie } });
    expect(absolute.status).toBe(404);
  });

  test("oversized headers, endless headers and bodies end the connection, not the host", async () => {
    const web = await host();
    const cookie = await signIn(web);
    expect((await ask(web, "/", { headers: { cookie, "x-big": "x".repeat(20_000) } })).status).toBe(431);
    const origin = `http://127.0.0.1:${web.port}`;
    const posted = ask(web, "/", { method: "POST", headers: { cookie, origin } }, "x".repeat(2_000_000));
    expect(await posted.then(({ status }) => status).catch(() => 405)).toBe(405);
    const slow = connect(web.port, "127.0.0.1");
    slow.write("GET / HTTP/1.1\r\nHost: ");
    const began = performance.now();
    await new Promise((resolve) => slow.once("close", resolve).resume());
    expect(performance.now() - began).toBeLessThan(10_000);
    expect((await ask(web, "/", { headers: { cookie } })).status).toBe(200);
  });

  test("a message beyond the socket's bound closes that socket only", async () => {
    const web = await host();
    const cookie = await signIn(web);
    const headers = { cookie, origin: `http://127.0.0.1:${web.port}` };
    const [big, other] = [await openSocket(web, headers), await openSocket(web, headers)];
    if (typeof big === "number" || typeof other === "number") throw new Error("refused");
    const closed = new Promise<number>((resolve) => big.once("close", resolve));
    big.send("x".repeat(5 << 20));
    expect(await closed).toBe(1009);
    expect(other.readyState).toBe(WebSocket.OPEN);
  });

  test("a window that no longer answers pings is let go", async () => {
    const web = await host({ heartbeatMs: 300 });
    const cookie = await signIn(web);
    const headers = { cookie, origin: `http://127.0.0.1:${web.port}` };
    const [alive, dead] = [await openSocket(web, headers), await openSocket(web, headers)];
    if (typeof alive === "number" || typeof dead === "number") throw new Error("refused");
    dead.pause();
    let gone = 0;
    web.attached[1]?.onClose(() => {
      gone += 1;
    });
    await until(() => gone === 1);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(alive.readyState).toBe(WebSocket.OPEN);
  });
});

/** Local addresses of listening sockets of a port, as the kernel has them (IPv4 and IPv6). */
function listeners(port: number): string[] {
  const rows = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) =>
    readFileSync(table, "utf8").trim().split("\n").slice(1),
  );
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, local = "", , state]) => state === "0A" && local.endsWith(`:${hex}`))
    .map(([, local = ""]) => local.split(":")[0] ?? "");
}

describe("the port", () => {
  test.skipIf(process.platform !== "linux")("is bound on 127.0.0.1 and nowhere else, says the kernel", async () => {
    const web = await host();
    expect(listeners(web.port)).toEqual(["0100007F"]);
  });

  test("taken by another program is PORT_IN_USE with its number", async () => {
    const web = await host();
    const second = startWebHost({ port: web.port, rendererFolder: join(folder, "renderer"), attach: () => undefined });
    await expect(second).rejects.toMatchObject({ code: "PORT_IN_USE", details: { port: web.port } });
  });

  test("is free again after close, with every connection ended", async () => {
    const web = await host();
    const cookie = await signIn(web);
    const socket = await openSocket(web, { cookie, origin: `http://127.0.0.1:${web.port}` });
    if (typeof socket === "number") throw new Error("refused");
    const closed = new Promise((resolve) => socket.once("close", resolve));
    await web.close();
    await closed;
    const again = await startWebHost({
      port: web.port,
      rendererFolder: join(folder, "renderer"),
      attach: () => undefined,
    });
    await again.close();
  });
});
