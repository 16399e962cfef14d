import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openTable } from "#bridge/data-collector/export/table-file.ts";
import { COMMANDS } from "#cli/commands.ts";
import { runCommand } from "#cli/run-command.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const PROGRAM = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

/** Imports a file into a profile that is not there yet; why it was refused, and that nothing is left. */
async function refused(path: string, ...more: readonly string[]): Promise<unknown> {
  const folder = temporaryFolder();
  const profile = join(folder, "profile");
  const context = { cwd: folder, print: () => undefined, say: () => undefined };
  const args = ["ticks", "import", path, "--data", profile, ...more];
  const error: unknown = await runCommand(COMMANDS, args, context).then(
    () => undefined,
    (why: unknown) => why,
  );
  expect(error).toBeDefined();
  expect(existsSync(profile)).toBe(false);
  return error;
}

function file(name: string, bytes: string | Uint8Array): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}

const HEAD = "time_msc,bid,ask\n";

describe("a file that nobody's platform wrote", () => {
  test.each([
    ["NUL bytes where a line should be", `${HEAD}1000,1.1,1.2\n\0\0\0\0\0\0`, { line: 3 }],
    ["a decimal comma", "time_msc;bid;ask\n1000;1,1;1,2\n", { line: 2, expected: "a number in bid" }],
    ["Arabic digits", `${HEAD}1000,١.١,١.٢\n`, { line: 2, expected: "a number in bid" }],
    ["thousands in groups", `${HEAD}1000,1 100.5,1 100.6\n`, { line: 2, expected: "a number in bid" }],
    ["hexadecimal", `${HEAD}0x3e8,1.1,1.2\n`, { line: 2, expected: "a whole number in time_msc" }],
    ["a price of infinity", `${HEAD}1000,1e999,1.2\n`, { line: 2, expected: "a number in bid" }],
    ["a line without an end", `${HEAD}${"1".repeat(3_000_000)}`, { line: 2 }],
    ["ends of an old Macintosh", "time_msc,bid,ask\r1000,1.1,1.2\r", {}],
    ["UTF-16 that breaks off within a character", Buffer.from([0xff, 0xfe, 0x74]), {}],
    ["text that is no UTF-8", Buffer.concat([Buffer.from(HEAD), Buffer.from([0xc3, 0x28, 0x0a])]), {}],
    ["a head alone", HEAD, {}],
  ] as const)("with %s is refused by place and expectation", async (_, bytes, details) => {
    expect(await refused(file("EURUSD.csv", bytes))).toMatchObject({ code: "REPLAY_FILE_MALFORMED", details });
  });

  test("that is a folder, a pipe or nothing at all is refused, never waited for", async () => {
    const folder = temporaryFolder();
    const pipe = join(folder, "EURUSD.csv");
    expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
    for (const path of [folder, pipe, join(folder, "none.csv"), "/dev/zero"]) {
      expect(await refused(path)).toMatchObject({ code: "REPLAY_FILE_UNREADABLE", details: { file: path } });
    }
  });
});

test.each([
  ["--symbol", "../../EURUSD\n"],
  ["--symbol", "EUR\u202eUSD"],
  ["--symbol", "X".repeat(32)],
  ["--symbol", " "],
  ["--as", "1@Broker\nDemo"],
  ["--as", `1@${"x".repeat(300)}`],
])("a name that no window could show is refused: %s %j", async (option, name) => {
  const path = file("EURUSD.csv", `${HEAD}1000,1.1,1.2\n`);
  expect(await refused(path, option, name)).toMatchObject({ code: "OPTION_INVALID" });
});

test("the program says what is wrong in one line, ends with 1 and leaves nothing in the folder of temporary files", () => {
  const folder = temporaryFolder();
  const bad = join(folder, "EURUSD.csv");
  writeFileSync(bad, `${HEAD}1000,1.1,1.2\n900,1.1,1.2\n`);
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  // Of a run that was killed: its number belongs to nobody now.
  const dead = join(temporary, "fairlead-import-4194304-abcdef");
  mkdirSync(dead);
  writeFileSync(join(dead, "replay-x.ticks"), "left");
  symlinkSync(folder, join(temporary, "fairlead-import-4194303-abcdef"));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [PROGRAM, "ticks", "import", bad, "--data", join(folder, "profile")],
    { encoding: "utf8", env: { ...process.env, TMPDIR: temporary } },
  );
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr.trim().split("\n").slice(1)).toEqual([
    `REPLAY_FILE_MALFORMED: ${bad}, line 3: expected a time that is not earlier than the line before, found "900,1.1,1.2".`,
  ]);
  expect(existsSync(join(folder, "profile"))).toBe(false);
  expect(readdirSync(temporary)).toEqual(["fairlead-import-4194303-abcdef"]);
  expect(existsSync(bad)).toBe(true);
});

test("Ctrl-C while a file is read leaves nothing", async () => {
  const folder = temporaryFolder();
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  const big = join(folder, "EURUSD.csv");
  const lines = Array.from({ length: 400_000 }, (_, i) => `${i},1.1,1.2`);
  writeFileSync(big, HEAD + lines.join("\n"));
  const program = spawn(process.execPath, [PROGRAM, "ticks", "import", big, "--data", join(folder, "profile")], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  program.stderr.setEncoding("utf8").on("data", (text: string) => {
    if (said === "") program.kill("SIGINT");
    said += text;
  });
  const code = await new Promise((resolve) => program.once("close", resolve));
  expect(code).toBe(1);
  expect(said).toContain("CANCELLED");
  expect(readdirSync(temporary)).toEqual([]);
  expect(existsSync(join(folder, "profile"))).toBe(false);
});

test("an export comes to its place whole or not at all, over nothing that is there, and never through a link", async () => {
  const folder = temporaryFolder();
  const [out, kept] = [join(folder, "ticks.csv"), join(folder, "kept.txt")];
  const column = [{ name: "bid", type: "DOUBLE", data: [1.5] }] as const;
  for (const form of ["csv", "parquet"] as const) {
    const dropped = await openTable(out, form);
    await dropped.write(column);
    expect(existsSync(out)).toBe(false);
    await dropped.drop();
    expect(readdirSync(folder)).toEqual([]);
  }
  const table = await openTable(out, "csv");
  await table.write(column);
  // Somebody else's file, or a link to one, comes there meanwhile.
  writeFileSync(kept, "mine");
  symlinkSync(kept, out);
  await expect(table.close()).rejects.toMatchObject({ code: "OPTION_INVALID" });
  await table.drop();
  expect(readFileSync(kept, "utf8")).toBe("mine");
  expect(readdirSync(folder).toSorted()).toEqual(["kept.txt", "ticks.csv"]);
  await expect(openTable(out, "csv")).rejects.toMatchObject({ code: "OPTION_INVALID" });
  await expect(openTable(join(folder, "no", "where.csv"), "csv")).rejects.toMatchObject({ code: "OPTION_INVALID" });
});

test("nothing of these is left in this computer's folder of temporary files", () => {
  const mine = `fairlead-import-${process.pid}-`;
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(mine))).toEqual([]);
});
