import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { decode, encode } from "#shared/link/codec.ts";
import type { FrameInput } from "#shared/link/frame.ts";
import { isTickMessage, MESSAGES, type MessageName } from "#shared/link/messages.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface GoldenRow {
  readonly name: MessageName;
  readonly bytes: string;
}

test("the MQL5 include, the golden vectors and the protocol's tables follow from the schema as it is now", () => {
  const check = spawnSync(process.execPath, ["scripts/generate-link.ts", "--check"], { cwd: root, encoding: "utf8" });
  expect(check.stderr).toBe("");
  expect(check.status).toBe(0);
});

test("every golden frame is read, and written back to the same bytes", () => {
  const rows = JSON.parse(readFileSync(`${root}test/fixtures/link-golden.generated.json`, "utf8")) as GoldenRow[];
  expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(Object.keys(MESSAGES)));
  for (const { name, bytes } of rows) {
    const frame = decode(Buffer.from(bytes, "hex"));
    expect(frame.name).toBe(name);
    const body = isTickMessage(name) ? { ...frame, count: frame.header.count } : frame;
    expect(Buffer.from(encode(name, body as unknown as FrameInput<MessageName>)).toString("hex")).toBe(bytes);
  }
});
