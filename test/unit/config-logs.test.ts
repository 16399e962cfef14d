import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { writeDiagnostics } from "#bridge/config-manager/diagnostics/bundle.ts";
import { settingsFilePart } from "#bridge/config-manager/diagnostics/settings-file.ts";
import { openLog } from "#bridge/config-manager/logs/logger.ts";
import { isSecretName, Redactor } from "#bridge/config-manager/logs/redactor.ts";
import { ProtectedSecrets } from "#bridge/config-manager/secrets/protected-secrets.ts";
import { systemClock } from "#bridge/ports/clock.ts";
import { MemorySecretStore } from "#bridge/ports/secret-store.ts";
import { EventLog } from "#bridge/window/event-log.ts";
import { temporaryFolder } from "#test/fixtures/profile.ts";

const logsOf = (folder: string): string =>
  readdirSync(join(folder, "logs"))
    .map((name) => readFileSync(join(folder, "logs", name), "utf8"))
    .join("");

const Z85 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
const secretText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Z85.split("")), minLength: 40, maxLength: 40 }),
  fc.stringMatching(/^[\w-]{12,43}$/),
  fc
    .string({ minLength: 10, maxLength: 30, unit: "grapheme" })
    .filter((text) => !/\s/.test(text) && text.trim().length > 9),
);
/** The ways in which a secret gets into something that is logged. */
const carriers: readonly ((secret: string) => unknown)[] = [
  (secret) => ({ note: `the key ${secret} was used` }),
  (secret) => ({ deep: [{ list: [secret] }] }),
  (secret) => ({ fault: new Error(`bad ${secret}`, { cause: new TypeError(`cause ${secret}`) }) }),
  (secret) => ({ url: `http://127.0.0.1:1/?token=${encodeURIComponent(secret)}&x=1` }),
  (secret) => ({ hex: Buffer.from(secret).toString("hex"), base64: Buffer.from(secret).toString("base64") }),
  (secret) => ({ [secret]: 1 }),
  (secret) => ({ linkSecret: secret, password: secret, "x-api-key": secret, cookie: `fairlead-1=${secret}` }),
  (secret) => ({ json: JSON.stringify({ inner: secret }) }),
];
/** Every spelling under which somebody could read it back. */
const spellings = (secret: string): string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  Buffer.from(secret).toString("hex"),
  Buffer.from(secret).toString("base64").replace(/=+$/, ""),
];

test("a planted secret never reaches the log files or the diagnostics bundle, however it is carried", async () => {
  const folder = temporaryFolder();
  const redactor = new Redactor();
  const log = openLog(folder, redactor);
  const secrets = new ProtectedSecrets(new MemorySecretStore(), (value) => redactor.protect(value));
  const planted: string[] = [];
  await fc.assert(
    fc.asyncProperty(secretText, fc.constantFrom(...carriers), async (secret, carrier) => {
      await secrets.set("link.server-keys", secret);
      planted.push(secret);
      log.info(`said ${secret}`, carrier(secret) as Record<string, unknown>);
    }),
    { numRuns: 120 },
  );
  const events = new EventLog(
    systemClock,
    (text) => redactor.text(text),
    ({ message, ...facts }) => log.warn(message, facts),
  );
  for (const secret of planted) events.report({ severity: "info", code: "X", message: secret, details: { secret } });
  log.flush();
  const part = { name: "facts.json", read: () => planted };
  const { file, bytes } = await writeDiagnostics(folder, [part], redactor, 0);
  log.close();
  expect(bytes).toBe(statSync(file).size);
  const bundle = Object.values(unzipSync(readFileSync(file))).map((entry) => Buffer.from(entry).toString("utf8"));
  const written = [logsOf(folder), ...bundle, JSON.stringify(events.ring.after(-1, 1_000).items)].join("\n");
  expect(written).toContain("[redacted]");
  for (const secret of planted) for (const spelling of spellings(secret)) expect(written).not.toContain(spelling);
});

test("secrets that nobody named are known by their property's name and by where they stand", () => {
  const redactor = new Redactor();
  for (const name of [
    "password",
    "linkSecret",
    "secret_key",
    "X-Api-Token",
    "pairingCode",
    "cookie",
    "Authorization",
    "userPassword",
  ]) {
    expect(isSecretName(name), name).toBe(true);
    expect(redactor.data({ [name]: "hunter2-hunter2" })).toEqual({ [name]: "[redacted]" });
  }
  for (const name of ["publicKey", "code", "message", "key", "symbol", "monkey"])
    expect(isSecretName(name), name).toBe(false);
  expect(redactor.text("GET /?token=abc&x=1")).toBe("GET /?token=[redacted]&x=1");
  expect(redactor.text("Cookie: a=b; fairlead-4711=s3cr3t; c=d")).toBe("Cookie: a=b; fairlead-4711=[redacted]; c=d");
  expect(redactor.text("Authorization: Bearer abc.def-ghi")).toBe("Authorization: Bearer [redacted]");
  expect(redactor.text("GET https://user:hunter2@example.com/a")).toBe("GET https://[redacted]@example.com/a");
  expect(redactor.text("code=48aHx92 of the pairing file")).toBe("code=[redacted] of the pairing file");
});

test("ordinary words, codes and numbers come through as they are", () => {
  const redactor = new Redactor();
  const facts = {
    code: "PEER_REFUSED",
    details: { reason: "wrongKey", count: 3, ok: true },
    list: [1, null, "EURUSD"],
  };
  expect(redactor.data(facts)).toEqual(facts);
  expect(redactor.data({ big: 12n, bytes: new Uint8Array(9), nothing: undefined })).toEqual({
    big: "12",
    bytes: "[9 bytes]",
    nothing: undefined,
  });
});

test("log files rotate by size, the oldest go, and only their owner may read them", () => {
  const folder = temporaryFolder();
  const log = openLog(folder, new Redactor(), { maxBytes: 16_384, keepFiles: 3 });
  for (let line = 0; line < 3_000; line += 1) {
    log.info("a line of the log that takes its room", { line });
    if (line % 50 === 0) log.flush();
  }
  log.close();
  const files = readdirSync(join(folder, "logs"));
  expect(files.toSorted()).toEqual(["fairlead.1.log", "fairlead.2.log", "fairlead.3.log", "fairlead.log"]);
  for (const name of files) {
    const { mode, size } = statSync(join(folder, "logs", name));
    if (process.platform !== "win32") expect(mode & 0o777).toBe(0o600);
    expect(size).toBeLessThanOrEqual(16_384);
  }
  expect(logsOf(folder)).toContain('"line":2999');
});

test("a part of the bundle that fails costs only itself", async () => {
  const folder = temporaryFolder();
  const redactor = new Redactor();
  const log = openLog(folder, redactor);
  log.info("something happened");
  log.flush();
  const fail = (): never => {
    throw new Error("no link states");
  };
  const parts = [
    { name: "links.json", read: fail },
    { name: "versions.json", read: () => ({ fairlead: "1" }) },
  ];
  const { file } = await writeDiagnostics(folder, parts, redactor, Date.UTC(2026, 10, 21));
  log.close();
  const entries = unzipSync(readFileSync(file));
  const text = (name: string): string => Buffer.from(entries[name] ?? []).toString("utf8");
  expect(file).toMatch(/fairlead-2026-11-21T00-00-00-000Z\.zip$/);
  expect(text("links.json")).toContain("no link states");
  expect(JSON.parse(text("versions.json"))).toEqual({ fairlead: "1" });
  expect(Object.keys(entries).some((name) => name.startsWith("logs/"))).toBe(true);
});

test("a log that cannot be written counts what it lost, harms nobody, and goes on when it can", () => {
  const folder = temporaryFolder();
  const blocked = join(folder, "logs");
  writeFileSync(blocked, "a file where the folder should be");
  const log = openLog(folder, new Redactor());
  log.error("lost");
  log.error("lost, too");
  log.flush();
  expect(log.lost).toBe(2);
  rmSync(blocked);
  log.info("found");
  log.close();
  expect(log.lost).toBe(2);
  expect(logsOf(folder)).toContain("found");
});

test("the settings file goes into a bundle without what is private, also when it is damaged or of another version", () => {
  const path = join(temporaryFolder(), "settings.json");
  const hook = "https://hooks.example/services/T0/B0/s3cr3t";
  const layer = { "alerts.webhook": [hook], "appearance.theme": "dark" };
  const whole = JSON.stringify({ version: 9, user: layer, accounts: { "1@X": layer }, history: [{ after: layer }] });
  for (const text of [whole, whole.slice(0, 60), `!${whole}`, whole.replace("}", "")]) {
    writeFileSync(path, text);
    const said = JSON.stringify(settingsFilePart(path).read());
    expect(said).not.toContain("s3cr3t");
    expect(said).not.toContain("hooks");
    expect(said).toMatch(text === whole ? /"appearance.theme":"dark"/ : /It is no JSON: /);
  }
});
