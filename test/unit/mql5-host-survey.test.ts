import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { verdictOn } from "#test/mql5-host/build/source-verdict.ts";
import { compileMql, startMql } from "#test/mql5-host/harness.ts";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "mql5-survey-"));
const write = (name: string, text: string): string => {
  const file = path.join(dir, name);
  fs.writeFileSync(file, text);
  return file;
};
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

describe("trying a source says", () => {
  test.each([
    ["compiles.mq5", "void OnStart() { Print(1); }\n", { verdict: "compiles" }],
    ["header.mqh", "int Twice(int a) { return 2*a; }\n", { verdict: "compiles" }],
    ["cpp-too.h", "#ifndef __MQL__\n#pragma once\n#endif\nenum EKind { K1 };\n", { verdict: "compiles" }],
    ["lacks.mq5", "void OnStart() { NoSuchCall(1); }\n", { verdict: "lacks", lacking: ["NoSuchCall"] }],
    ["base.mqh", "class CKid : public CParent { };\n", { verdict: "lacks", lacking: ["CParent"] }],
    ["include.mq5", "#include <No/Such.mqh>\nvoid OnStart() {}\n", { verdict: "lacks", lacking: ["No/Such.mqh"] }],
  ])("%s", { timeout: 240_000 }, async (name, text, verdict) => {
    expect(await verdictOn(write(name, text), [])).toEqual(verdict);
  });

  test("that MetaEditor's own rule refuses it, in words", { timeout: 240_000 }, async () => {
    const v = await verdictOn(write("refused.mq5", "void OnStart() { int x{5}; }\n"), []);
    expect([v.verdict, v.findings?.[0]]).toEqual(["refused", expect.stringContaining("brace initialisation")]);
  });

  test("that the compiler under the host refuses it: the host's own fault unless shown otherwise", async () => {
    const v = await verdictOn(write("fails.mq5", "void OnStart() { string s[2]; int i=s; }\n"), []);
    expect(v.verdict).toBe("fails");
  });
});

test("hidden methods, this, streams and array overloads do at run time what they say", {
  timeout: 240_000,
}, async () => {
  const source = write(
    "idioms.mq5",
    `class CSink { string s; public: CSink *operator<<(string t) { s+=t; return this; } CSink *operator<<(const CSink &o) { s+="["+o.text()+"]"; return this; } string text() const { return s; } };
int Kind(const char &a[]) { return 1; } int Kind(const uchar &a[]) { return 2; } int Kind(const bool &a[]) { return 3; }
class CHide { public: int len() const { return 40; } int sum(int len) { return len+len(); } bool same(CHide *p) { return p==this; } };
void OnStart()
  {
   char c[1]; uchar u[]; bool b[2]; CHide h,other; CSink in; CSink *q=&in; q << "a"; CSink out; out << q << "b";
   PrintFormat("%d %d%d%d %s %s %s",h.sum(2),Kind(c),Kind(u),Kind(b),(string)h.same(&h),(string)h.same(&other),out.text());
  }
`,
  );
  const script = startMql({ binary: await compileMql({ source }) });
  await script.exit;
  expect(script.log.join("\n")).toContain("42 123 true false [a]b");
});
