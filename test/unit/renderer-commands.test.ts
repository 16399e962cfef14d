import fc from "fast-check";
import { expect, test } from "vitest";
import { KEY_SETTINGS } from "#bridge/config-manager/settings/keys.ts";
import { schemaOf } from "#bridge/config-manager/settings/setting.ts";
import { chordOf, chordProblem, isBare, releases, shownChord } from "#renderer/app/commands/chord.ts";
import type { Command } from "#renderer/app/commands/command.ts";
import { CommandRegistry } from "#renderer/app/commands/command-registry.ts";
import { fuzzyScore } from "#renderer/app/commands/fuzzy.ts";
import { KeyMap, rebound, unbound } from "#renderer/app/commands/key-map.ts";
import { foundItems } from "#renderer/panels/palette/palette-items.ts";

const NONE = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
const pressed = (key: string, code: string, more = {}) => chordOf({ key, code, ...NONE, ...more });

test("a key is shown as a keyboard has it printed, not by the name a program gives it", () => {
  expect(["Alt+Shift+ArrowLeft", "Ctrl+Comma", "Ctrl+Plus", "PageDown"].map((chord) => shownChord(chord))).toEqual([
    "Alt+Shift+\u2190",
    "Ctrl+,",
    "Ctrl++",
    "PgDn",
  ]);
  expect(["F9", "Ctrl+K", "?"].map((chord) => shownChord(chord))).toEqual(["F9", "Ctrl+K", "?"]);
});

test("a key is written as its layout writes it, with its modifiers in one order", () => {
  expect(pressed("k", "KeyK", { ctrlKey: true })).toBe("Ctrl+K");
  expect(pressed("k", "KeyK", { metaKey: true })).toBe("Ctrl+K");
  expect(pressed("B", "KeyB", { altKey: true, shiftKey: true })).toBe("Alt+Shift+B");
  expect(pressed("?", "Minus", { shiftKey: true })).toBe("?");
  expect(pressed(",", "Comma", { ctrlKey: true })).toBe("Ctrl+Comma");
  expect(pressed("F9", "F9", { shiftKey: true })).toBe("Shift+F9");
  expect(pressed("\u00e7", "KeyC", { altKey: true })).toBe("Alt+C");
  expect(pressed("Alt", "AltLeft", { altKey: true })).toBeUndefined();
  expect(pressed("\u20ac", "KeyE", { altKey: true, ctrlKey: true })).toBeUndefined();
  expect(releases("Alt+B", { key: "Alt", code: "AltLeft" })).toBe(true);
  expect(releases("Alt+B", { key: "b", code: "KeyB" })).toBe(true);
  expect(releases("Alt+B", { key: "Control", code: "ControlLeft" })).toBe(false);
});

test("what fields, lists and the system need cannot be taken, and a trading key is never a bare one", () => {
  for (const chord of ["Enter", "Ctrl+C", "ArrowUp", "F5", "Alt+F4", "Delete"])
    expect(chordProblem(chord, false), chord).toBe("reserved");
  for (const chord of ["B", "7", "Shift+Q"]) expect(chordProblem(chord, false), chord).toBe("bare");
  for (const chord of ["F8", "?", "Shift+F8"]) {
    expect(chordProblem(chord, false), chord).toBeUndefined();
    expect(chordProblem(chord, true), chord).toBe("bare");
  }
  expect(chordProblem("Alt+B", true)).toBeUndefined();
  expect([isBare("?"), isBare("Shift+Q"), isBare("F9"), isBare("Ctrl+K")]).toEqual([true, true, false, false]);
});

const command = (id: string, keys?: string): Command => ({
  id,
  group: "window",
  label: "keys.title",
  run: () => undefined,
  ...(keys === undefined ? {} : { keys }),
});

test("one key does one thing: a chosen key wins over a usual one, and what is unreadable or reserved is passed over", () => {
  const commands = [command("a", "Ctrl+K"), command("b", "F9"), command("c")];
  const map = new KeyMap(commands, ["c=Ctrl+K", "b=", "gone=F2", "nonsense", "a=Enter"]);
  expect(map.idOf("Ctrl+K")).toBe("c");
  expect(map.chordOf("a")).toBeUndefined();
  expect(map.chordOf("b")).toBeUndefined();
  expect(map.idOf("F9")).toBeUndefined();
  expect(new KeyMap([...commands, { ...command("d"), id: "trade" }], ["c=F8", "d=F8"]).idOf("F8")).toBe("c");
});

test("whatever is bound, taken over and put back, no two commands share a key, and the bridge takes what is kept", () => {
  const ids = ["panel.risk", "trade.buy", "chart.timeframe.M5", "palette.open"];
  const commands = ids.map((id, at) => command(id, ["Ctrl+1", "Alt+B", undefined, "Ctrl+K"][at]));
  const step = fc.record({
    id: fc.constantFrom(...ids),
    chord: fc.constantFrom("Ctrl+1", "Alt+B", "Ctrl+K", "F8", "?", undefined),
    back: fc.boolean(),
  });
  const schema = schemaOf(KEY_SETTINGS["keys.bindings"]);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let bindings: readonly string[] = [];
      for (const { id, chord, back } of steps) {
        const held = chord === undefined ? undefined : new KeyMap(commands, bindings).idOf(chord);
        bindings = back ? unbound(bindings, id) : rebound(bindings, id, chord, held === id ? undefined : held);
        const map = new KeyMap(commands, bindings);
        if (!back) expect(map.chordOf(id)).toBe(chord);
        const chords = ids.map((each) => map.chordOf(each)).filter((each) => each !== undefined);
        expect(new Set(chords).size).toBe(chords.length);
        for (const each of chords) expect(map.chordOf(map.idOf(each) ?? "")).toBe(each);
        expect(schema.safeParse(bindings).success).toBe(true);
      }
    }),
  );
});

test("a command is done only while it is offered and can be done; the older offer comes back when the newer goes", () => {
  const registry = new CommandRegistry();
  const done: string[] = [];
  const offer = (words: string, when = true) =>
    registry.offer([{ ...command("x"), when: () => when, run: () => done.push(words) }]);
  const first = offer("first");
  const second = offer("second");
  expect(registry.all()).toHaveLength(1);
  expect(registry.run("x")).toBe(true);
  second();
  expect(registry.run("x")).toBe(true);
  first();
  expect(registry.run("x")).toBe(false);
  offer("never", false);
  expect(registry.run("x")).toBe(false);
  expect(done).toEqual(["second", "first"]);
});

test("a search finds letters in their order, words' beginnings and runs first", () => {
  expect(fuzzyScore("xyz", "Show Risk")).toBeUndefined();
  expect(fuzzyScore("ksir", "Show Risk")).toBeUndefined();
  const items = ["Show Terminals", "Show History", "Show Risk", "XAUUSD – Gold against US Dollar", "EURUSD"].map(
    (words) => ({ id: words, words, group: "", keys: undefined, names: [words], run: () => undefined }),
  );
  const first = (sought: string) => foundItems(items, sought)[0]?.words;
  expect(first("risk")).toBe("Show Risk");
  expect(first("sr")).toBe("Show Risk");
  expect(first("gold")).toMatch(/^XAUUSD/);
  expect(first("eur")).toBe("EURUSD");
  expect(first("term")).toBe("Show Terminals");
  expect(foundItems(items, " ")).toEqual(items);
});

test("whatever is typed, a search never fails, and a text is always found by itself", () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: "grapheme" }), (sought, text) => {
      const score = fuzzyScore(sought, text);
      expect(score === undefined || Number.isFinite(score)).toBe(true);
      expect(fuzzyScore(text, text)).toBeDefined();
    }),
  );
});
