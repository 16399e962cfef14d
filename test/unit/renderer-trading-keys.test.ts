import { expect, test } from "vitest";
import { chordOf } from "#renderer/app/commands/chord.ts";
import { KeyMap } from "#renderer/app/commands/key-map.ts";
import { TRADING_COMMANDS, tradingAction } from "#renderer/app/commands/trading-commands.ts";
import { TradingKeys } from "#renderer/stores/trading-keys.ts";

const NONE = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
const keyMap = new KeyMap(TRADING_COMMANDS, []);
const actionOf = (pressed: Parameters<typeof chordOf>[0]) => {
  const chord = chordOf(pressed);
  return chord === undefined ? undefined : tradingAction(keyMap.idOf(chord));
};
const alt = (key: string, code: string, more = {}) => actionOf({ key, code, ...NONE, altKey: true, ...more });

test("a trading key is Alt and its letter, as the layout writes it or where Alt makes another sign of it", () => {
  expect(alt("b", "KeyB")).toBe("buy");
  expect(alt("S", "KeyS")).toBe("sell");
  expect(alt("\u00e7", "KeyC")).toBe("close");
  // Dvorak: the letter Q stands where others have X.
  expect(alt("q", "KeyX")).toBe("flatten");
  expect(alt("x", "KeyB")).toBeUndefined();
  expect(keyMap.chordOf("trade.flatten")).toBe("Alt+Q");
});

test("AltGr, other modifiers and the bare letter are no trading key", () => {
  expect(actionOf({ key: "b", code: "KeyB", ...NONE })).toBeUndefined();
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }])
    expect(alt("b", "KeyB", more)).toBeUndefined();
});

test("they are off at first, and a key that nobody answers for sends nothing", async () => {
  const keys = new TradingKeys();
  expect(keys.armedFor.get()).toBeUndefined();
  const stop = keys.offer("buy", () => ({ blocked: "first" }));
  const second = keys.offer("buy", () => ({ blocked: "second" }));
  stop();
  expect(await keys.prepare("buy")).toEqual({ blocked: "second" });
  second();
  expect(await keys.prepare("buy")).toBeUndefined();
});
