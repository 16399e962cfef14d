import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lockProfile } from "#bridge/host/profile-lock.ts";
import { COMMANDS } from "#cli/commands.ts";
import { runCommand } from "#cli/run-command.ts";
import { ENGLISH, madeReport } from "#test/fixtures/journal/made-report.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const POSITIONS = [
  { symbol: "EURUSD", side: "buy", lots: "0.50", open: "1.08", close: "1.09", profit: 500, swap: -1, commission: -2 },
  { symbol: "EURUSD", side: "sell", lots: "0.50", open: "1.09", close: "1.10", profit: -450, swap: 0, commission: -2 },
] as const;

async function said(cwd: string, ...args: string[]): Promise<{ readonly code: number; readonly lines: string }> {
  const lines: string[] = [];
  const code = await runCommand(COMMANDS, args, { cwd, print: (line) => lines.push(line), say: () => undefined });
  return { code, lines: lines.join("\n") };
}

test("a report goes in once, its figures and its trades come out, and an export writes over nothing", async () => {
  const cwd = temporaryFolder();
  const profile = join(cwd, "profile");
  writeFileSync(join(cwd, "report.html"), madeReport(POSITIONS, ENGLISH));
  const first = JSON.parse((await said(cwd, "report", "import", "report.html", "--data", profile, "--json")).lines);
  expect(first).toMatchObject({ trades: 2, added: 5, duplicates: 0, kept: { added: 5 } });
  const again = JSON.parse((await said(cwd, "report", "import", "report.html", "--data", profile, "--json")).lines);
  expect(again).toMatchObject({ added: 0, duplicates: 5, kept: { added: 0 } });

  const stats = JSON.parse((await said(cwd, "stats", "--data", profile, "--account", "50012345", "--json")).lines);
  const figures: { id: string; value: number }[] = stats.currencies[0].metrics;
  expect(figures.find(({ id }) => id === "net")?.value).toBe(4_500);
  expect((await said(cwd, "stats", "--data", profile, "--to", "2024-03-03")).lines).toBe("");
  expect((await said(cwd, "stats", "--data", profile)).lines).toMatch(/Net profit +45\.00 EUR/);

  const out = await said(cwd, "journal", "export", "--data", profile, "--out", "trades.csv");
  expect(out.lines).toBe(join(cwd, "trades.csv"));
  expect(readFileSync(out.lines, "utf8").split("\r\n")).toHaveLength(4);
  await expect(said(cwd, "journal", "export", "--data", profile, "--out", "trades.csv")).rejects.toThrow(
    "is there already: name another file",
  );
  await expect(said(cwd, "journal", "export", "--data", profile, "--out", "no/where.csv")).rejects.toThrow("no folder");
  for (const wrong of [
    ["--from", "2024-02-30"],
    ["--to", "5.3.2024"],
    ["--from", "2024-03-05", "--to", "2024-03-04"],
    ["extra"],
  ]) {
    await expect(said(cwd, "stats", "--data", profile, ...wrong), wrong.join(" ")).rejects.toMatchObject({
      code: "OPTION_INVALID",
    });
  }
});

test("a report without a server's name can be given to an account that is known, and to no other", async () => {
  const cwd = temporaryFolder();
  const profile = join(cwd, "profile");
  const whole = Buffer.from(madeReport(POSITIONS, ENGLISH)).toString("utf16le");
  writeFileSync(join(cwd, "named.html"), Buffer.from(whole, "utf16le"));
  writeFileSync(join(cwd, "bare.html"), Buffer.from(whole.replace("EUR, Made-Demo, demo", "EUR, demo"), "utf16le"));
  await said(cwd, "report", "import", "named.html", "--data", profile);
  const bare = (...more: string[]) => said(cwd, "report", "import", "bare.html", "--data", profile, ...more);
  expect((await bare("--preview")).lines).toContain("it may also be of: 50012345@Made-Demo (--account)");
  await expect(bare("--account", "1@Other")).rejects.toMatchObject({ code: "OPTION_INVALID" });
  expect((await bare("--account", "50012345@Made-Demo")).lines).toContain("0 rows added, 0 changed, 5 known already");
});

test("a report that begins later takes no entry away from trades that are known", async () => {
  const cwd = temporaryFolder();
  const profile = join(cwd, "profile");
  const imported = async (name: string) =>
    JSON.parse((await said(cwd, "report", "import", name, "--data", profile, "--json")).lines);
  const whole = Buffer.from(madeReport(POSITIONS, ENGLISH)).toString("utf16le");
  writeFileSync(join(cwd, "whole.html"), Buffer.from(whole, "utf16le"));
  writeFileSync(
    join(cwd, "later.html"),
    Buffer.from(whole.replaceAll(/<tr[^>]*><td>[^<]*<\/td><td>(1|100)<\/td>.*?<\/tr>/g, ""), "utf16le"),
  );

  expect(await imported("later.html")).toMatchObject({ added: 3, changed: 0 });
  expect(await imported("whole.html")).toMatchObject({ added: 2, changed: 1, duplicates: 2 });
  expect(await imported("later.html")).toMatchObject({ added: 0, changed: 0, duplicates: 3 });
  const { currencies } = JSON.parse((await said(cwd, "stats", "--data", profile, "--json")).lines);
  const figures: { id: string; value: number }[] = currencies[0].metrics;
  expect(figures.find(({ id }) => id === "net")?.value).toBe(4_500);
});

test("what is asked wrongly is answered in one line, and changes nothing", async () => {
  const cwd = temporaryFolder();
  const asked = (...args: string[]) => said(cwd, ...args).catch((error: unknown) => error);
  expect(await asked("report", "export")).toMatchObject({ code: "OPTION_INVALID" });
  expect(await asked("report", "import")).toMatchObject({ code: "OPTION_INVALID" });
  expect(await asked("report", "import", "nowhere.html")).toMatchObject({ code: "OPTION_INVALID" });
  expect(await asked("stats", "--data", join(cwd, "none"))).toMatchObject({ code: "NOT_FOUND" });
  expect(await asked("stats", "--colour", "red")).toMatchObject({ code: "OPTION_INVALID" });
  expect(existsSync(join(cwd, "none"))).toBe(false);
  expect((await said(cwd)).lines).toContain("report import FILE");
});

test.for(COMMANDS)(
  "$words tells each of its options with --help, and touches nothing",
  async ({ words, options, summary }) => {
    const cwd = temporaryFolder();
    const { code, lines } = await said(cwd, ...words, "--help", "--data", join(cwd, "profile"));
    expect(code).toBe(0);
    expect(lines).toContain(summary);
    for (const option of [...Object.keys(options), "data", "json"]) expect(lines).toContain(`--${option}`);
    expect(existsSync(join(cwd, "profile"))).toBe(false);
  },
);

test("a profile that a running Fairlead uses may be read, and is not written to", async () => {
  const cwd = temporaryFolder();
  const profile = join(cwd, "profile");
  writeFileSync(join(cwd, "report.html"), madeReport(POSITIONS, ENGLISH));
  await said(cwd, "report", "import", "report.html", "--data", profile);
  const lock = lockProfile(profile);
  try {
    await expect(said(cwd, "report", "import", "report.html", "--data", profile)).rejects.toMatchObject({
      code: "PROFILE_LOCKED",
    });
    expect((await said(cwd, "stats", "--data", profile)).lines).toMatch(/Net profit +45\.00 EUR/);
  } finally {
    lock.release();
  }
});
