import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkMql, compileMql, MqlCompileError, startMql } from "#test/mql5-host/harness.ts";
import { rewriteDirectives } from "#test/mql5-host/transform/directives.ts";
import { decodeSource } from "#test/mql5-host/transform/source-files.ts";

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "mql5-transform-"));
const write = (name: string, text: string | Buffer): string => {
  const file = path.join(dir, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
};
beforeAll(async () => {
  await checkMql({ source: write("warm.mq5", "void OnStart() {}\n") });
}, 240_000);
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

describe("source files", () => {
  const text = 'Print("größe €");';
  test.each([
    ["UTF-16 with a mark, as MetaEditor saves it", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16 without one", Buffer.from(text, "utf16le")],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${text}`, "utf8")],
    ["UTF-8", Buffer.from(text, "utf8")],
  ])("are read in %s", (_name, bytes) => {
    expect(decodeSource(bytes)).toBe(text);
  });

  test("line ends become one kind, and bytes that are no UTF-8 are Latin-1", () => {
    expect(decodeSource(Buffer.from("a\r\nb\rc", "latin1"))).toBe("a\nb\nc");
    expect(decodeSource(Buffer.from([0x67, 0xf6]))).toBe("gö");
  });
});

describe("directives", () => {
  const include = (name: string, quoted: boolean): string => `[${quoted ? "q" : "a"} ${name}]`;

  test("in comments are text", () => {
    const source = '/* a\n#include <No.mqh>\n*/\n// #property x\nstring s="/*";\n#include "Yes.mqh" // here';
    expect(rewriteDirectives(source, include).text.split("\n")).toEqual([
      "/* a",
      "#include <No.mqh>",
      "*/",
      "// #property x",
      'string s="/*";',
      "[q Yes.mqh]",
    ]);
  });

  test("properties are collected and lines keep their number", () => {
    const d = rewriteDirectives('#property copyright "Me"\n#property service\nint a;', include);
    expect(d.properties).toEqual([
      { name: "copyright", value: "Me" },
      { name: "service", value: "" },
    ]);
    expect(d.text).toBe("\n\nint a;");
  });
});

describe("includes", () => {
  test("are found in any case, with backslashes, once each, beside the file and in the include folder", async () => {
    write("Include/Lib/Tool.mqh", '#include "..\\Other.mqh"\nint Tool() { return Other()+1; }\n');
    write("Include/Other.mqh", "#ifndef SEEN\n#define SEEN\nint Other() { return 40; }\n#endif\nint g_once;\n");
    write("local/Near.mqh", "#define NEAR 1\n");
    const main =
      '#include <lib\\TOOL.mqh>\n#include <Other.MQH>\n#include "near.mqh"\nvoid OnStart() { Print(Tool()+NEAR); }\n';
    const binary = await compileMql({
      source: write("local/main.mq5", main),
      includeDirs: [path.join(dir, "Include")],
    });
    const script = startMql({ binary });
    await script.exit;
    expect(script.log).toEqual(["42"]);
  });

  test("a missing one is named with the line that wants it", async () => {
    const source = write("noinclude.mq5", "\n#include <Not/There.mqh>\nvoid OnStart() {}\n");
    expect(await checkMql({ source })).toEqual([
      { file: source, line: 2, message: 'can\'t open "Not/There.mqh" include file' },
    ]);
  });
});

describe("errors", () => {
  test("name the file and line of the MQL5 source, in includes too", async () => {
    const header = write("err/Bad.mqh", "// one\n// two\nint Bad(int a)\n  {\n   return missing+a;\n  }\n");
    const source = write("err/main.mq5", '#include "Bad.mqh"\n\nvoid OnStart()\n  {\n   Bad("x","y");\n  }\n');
    const findings = await checkMql({ source });
    expect(findings.map((f) => [f.file, f.line])).toEqual(
      expect.arrayContaining([
        [header, 5],
        [source, 5],
      ]),
    );
  });

  test("list the names that neither the program nor the host knows", async () => {
    const source = write("unknown.mq5", "void OnStart() { FooBar(1); }\n");
    const error = await compileMql({ source }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(MqlCompileError);
    expect((error as MqlCompileError).missing).toEqual(["FooBar"]);
  });
});

describe("a program's kind", () => {
  test.each([
    ["expert", "int OnInit() { return 0; }"],
    ["script", "void OnStart() {}"],
    ["service", "#property service\nvoid OnStart() {}"],
  ])("%s", async (kind, source) => {
    expect((await compileMql({ source: write(`${kind}.mq5`, `${source}\n`) })).kind).toBe(kind);
  });
});

test("an unchanged program is not compiled again", async () => {
  const source = write("cached.mq5", "void OnStart() { Print(1); }\n");
  const first = await compileMql({ source });
  const before = fs.statSync(first.path).mtimeMs;
  const again = await compileMql({ source });
  expect([again.path, fs.statSync(again.path).mtimeMs]).toEqual([first.path, before]);
});
