import fc from "fast-check";
import { expect, test } from "vitest";
import { groupPresence } from "#renderer/services/group-presence.ts";
import { Desk } from "#renderer/stores/desk/desk.ts";
import { templateLayout } from "#renderer/stores/desk/templates.ts";
import { LinkBoard } from "#renderer/stores/links/link-board.ts";
import { type GroupPresence, LinkGroups } from "#renderer/stores/links/link-groups.ts";
import { createWorkspace, type Memory, type WorkspaceStore } from "#renderer/stores/workspace.ts";

import type { InstrumentId } from "#shared/market/brands.ts";
import type { LinkGroup } from "#shared/market/link-group.ts";

const SYMBOLS = ["EURUSD", "XAUUSD", "DE40"];

/** What windows of one computer share, and how each is told that another one has written: later, as browsers do. */
class Shared implements Memory {
  readonly #kept = new Map<string, string>();
  readonly #windows = new Map<LinkBoard, string[]>();
  readonly #holders = new Map<LinkGroup, Set<object>>();
  writer: LinkBoard | undefined;
  /** What a window knows of the others; answers come when `answer` is called, or at once. */
  presenceOf(window: object): GroupPresence {
    const holders = (group: LinkGroup): Set<object> => {
      const known = this.#holders.get(group) ?? new Set();
      this.#holders.set(group, known);
      return known;
    };
    return {
      hold: (group, held) => void (held ? holders(group).add(window) : holders(group).delete(window)),
      ask: (group, answer) => {
        const tell = (): void => answer(holders(group).size > 0);
        if (this.late === undefined) tell();
        else this.late.push(tell);
      },
    };
  }
  /** Where answers wait, once they are to come late. */
  late: (() => void)[] | undefined;
  getItem = (key: string): string | null => this.#kept.get(key) ?? null;
  setItem = (key: string, value: string): void => {
    this.#kept.set(key, value);
    for (const [board, waiting] of this.#windows) if (board !== this.writer) waiting.push(key);
  };
  add = (board: LinkBoard): unknown => this.#windows.set(board, []);
  deliver(): void {
    for (const [board, waiting] of this.#windows) {
      this.writer = board;
      for (const key of waiting.splice(0)) board.reread(key);
    }
    this.writer = undefined;
  }
}

class LabWindow {
  readonly board: LinkBoard;
  readonly own: WorkspaceStore;
  readonly desk = new Desk({ width: 1_280, height: 720 });
  readonly #shared: Shared;
  readonly #heard: (() => void)[] = [];
  #account: string;
  #symbols: readonly string[];

  constructor(shared: Shared, account: string, symbols: readonly string[] = SYMBOLS) {
    this.#shared = shared;
    this.#account = account;
    this.#symbols = symbols;
    this.board = new LinkBoard(shared);
    shared.add(this.board);
    this.own = createWorkspace({ getItem: () => null, setItem: () => undefined }, () => undefined);
    const seen = {
      instruments: () => this.#symbols.map((symbol) => ({ id: this.idOf(symbol) as InstrumentId, symbol })),
      subscribe: (listener: () => void) => {
        this.#heard.push(listener);
        return () => undefined;
      },
    };
    const groups = new LinkGroups(this.board, seen, shared.presenceOf(this));
    this.desk.serve(this.own, groups.join);
  }

  idOf = (symbol: string): string => `${this.#account}/${symbol}`;
  has(symbols: readonly string[], account = this.#account): void {
    this.#symbols = symbols;
    this.#account = account;
    this.#as(() => {
      for (const heard of this.#heard) heard();
    });
  }
  choose = (member: WorkspaceStore, symbol: string): void =>
    this.#as(() => member.getState().chooseInstrument(this.idOf(symbol)));
  link = (member: WorkspaceStore, group: "a" | "b" | undefined): void =>
    this.#as(() => member.getState().linkTo(group));
  chart(number: number): WorkspaceStore {
    const store = this.desk.chart(`chart-${number}`);
    if (store === undefined) throw new Error(`no chart ${number}`);
    return store;
  }
  addChart(): WorkspaceStore {
    this.desk.addChart({ timeframe: "H1", studies: [] });
    return this.chart(this.desk.tabs().filter((tab) => tab.getComponent() === "chart").length);
  }
  shows = (member: WorkspaceStore): string | undefined => member.getState().instrumentId?.split("/")[1];
  #as(act: () => void): void {
    this.#shared.writer = this.board;
    act();
    this.#shared.writer = undefined;
  }
}

test("a symbol chosen in the market watch goes to every chart of its group, and to no other", () => {
  const window = new LabWindow(new Shared(), "one");
  const [second, third] = [window.addChart(), window.addChart()];
  window.choose(third, "DE40");
  window.link(window.own, "a");
  window.link(second, "a");
  window.choose(window.own, "XAUUSD");
  expect([window.own, second, third].map(window.shows)).toEqual(["XAUUSD", "XAUUSD", "DE40"]);
  window.choose(second, "EURUSD");
  expect(window.shows(window.own)).toBe("EURUSD");
  window.link(second, undefined);
  window.choose(window.own, "DE40");
  expect(window.shows(second)).toBe("EURUSD");
});

test("who joins a group takes what it shows, and changes nobody else", () => {
  const window = new LabWindow(new Shared(), "one");
  window.choose(window.own, "XAUUSD");
  window.link(window.own, "a");
  const second = window.addChart();
  window.choose(second, "DE40");
  window.link(second, "a");
  expect([window.own, second].map(window.shows)).toEqual(["XAUUSD", "XAUUSD"]);
});

test("who is the first in a group gives it what he shows, not what it showed when it last had members", () => {
  const shared = new Shared();
  const window = new LabWindow(shared, "one");
  window.choose(window.own, "XAUUSD");
  window.link(window.own, "a");
  window.link(window.own, undefined);
  window.choose(window.own, "DE40");
  window.link(window.own, "a");
  expect(window.shows(window.own)).toBe("DE40");
  // With a member in another window it is no empty group, and what that shows counts.
  const other = new LabWindow(shared, "other");
  other.choose(other.own, "EURUSD");
  other.link(other.own, "a");
  expect([window.own, other.own].map((own, at) => (at === 0 ? window : other).shows(own))).toEqual(["DE40", "DE40"]);
  // A template of linked charts follows the market watch, whatever its group showed before.
  window.link(window.own, undefined);
  other.link(other.own, undefined);
  window.choose(window.own, "EURUSD");
  window.desk.open(templateLayout("dayTrader", window.desk.room()));
  expect([window.own, window.chart(2), window.chart(3)].map(window.shows)).toEqual(["EURUSD", "EURUSD", "EURUSD"]);
});

test("while it is not known whether a group has members nobody changes, and a choice made meanwhile counts", () => {
  const shared = new Shared();
  const window = new LabWindow(shared, "one");
  window.link(window.own, "a");
  window.choose(window.own, "XAUUSD");
  window.link(window.own, undefined);
  const second = window.addChart();
  window.choose(second, "DE40");
  shared.late = [];
  window.link(second, "a");
  window.link(window.own, "a");
  expect([window.own, second].map(window.shows)).toEqual(["XAUUSD", "DE40"]);
  window.choose(second, "EURUSD");
  for (const answer of shared.late.splice(0)) answer();
  expect([window.own, second].map(window.shows)).toEqual(["EURUSD", "EURUSD"]);
  // Who has left before the answer gives nothing.
  window.link(window.own, undefined);
  window.link(second, undefined);
  window.choose(second, "DE40");
  window.link(second, "a");
  window.link(second, undefined);
  for (const answer of shared.late.splice(0)) answer();
  window.choose(window.own, "XAUUSD");
  expect(window.shows(second)).toBe("DE40");
});

test("a window that starts before its symbols are known goes on with what its group showed", () => {
  const shared = new Shared();
  const before = new LabWindow(shared, "one");
  before.choose(before.own, "XAUUSD");
  before.link(before.own, "a");
  before.link(before.own, undefined);
  const next = new LabWindow(shared, "one", []);
  next.link(next.own, "a");
  next.has(SYMBOLS);
  expect(next.shows(next.own)).toBe("XAUUSD");
});

/** The browser's locks as the standard has them, of one name. */
function locksOf(): { readonly window: () => Pick<LockManager, "request">; readonly holders: Set<object> } {
  const holders = new Set<object>();
  const window = (): Pick<LockManager, "request"> => {
    const own = {};
    const request = async (_name: string, options: LockOptions, run: (lock: Lock | null) => unknown) => {
      await Promise.resolve();
      if (options.mode !== "shared") return run(holders.size > 0 ? null : ({} as Lock));
      holders.add(own);
      try {
        return await run({} as Lock);
      } finally {
        holders.delete(own);
      }
    };
    return { request: request as LockManager["request"] };
  };
  return { window, holders };
}
const told = (presence: GroupPresence): Promise<boolean> => new Promise((resolve) => presence.ask("a", resolve));

test("windows know by the browser's locks whether others have members in a group; without locks it counts as taken", async () => {
  const locks = locksOf();
  const [one, other] = [groupPresence(locks.window()), groupPresence(locks.window())];
  expect(await told(other)).toBe(false);
  one.hold("a", true);
  one.hold("a", true);
  expect(await told(other)).toBe(true);
  one.hold("a", false);
  await new Promise((resolve) => setImmediate(resolve));
  expect(locks.holders.size).toBe(0);
  expect(await told(other)).toBe(false);
  expect(await told(groupPresence(undefined))).toBe(true);
  const refused = groupPresence({ request: () => Promise.reject(new Error("the page goes")) });
  refused.hold("a", true);
  expect(await told(refused)).toBe(true);
});

test("windows follow each other, on other accounts by the symbol's name; what an account does not have changes nothing there", () => {
  const shared = new Shared();
  const one = new LabWindow(shared, "one");
  const other = new LabWindow(shared, "other", ["EURUSD", "XAUUSD"]);
  one.link(one.own, "a");
  other.link(other.own, "a");
  one.choose(one.own, "XAUUSD");
  shared.deliver();
  expect(other.own.getState().instrumentId).toBe("other/XAUUSD");
  one.choose(one.own, "DE40");
  shared.deliver();
  expect([one.shows(one.own), other.shows(other.own)]).toEqual(["DE40", "XAUUSD"]);
  // A broker that lists it later: the window catches up.
  other.has(SYMBOLS);
  expect(other.shows(other.own)).toBe("DE40");
  // Another account in the same window goes on with the same symbol.
  other.has(SYMBOLS, "third");
  expect(other.own.getState().instrumentId).toBe("third/DE40");
  const late = new LabWindow(shared, "one");
  late.link(late.own, "a");
  expect(late.shows(late.own)).toBe("DE40");
});

test("however many windows choose at once, all of a group end with one symbol", () => {
  const choice = fc.tuple(fc.nat(2), fc.constantFrom(...SYMBOLS), fc.boolean());
  fc.assert(
    fc.property(fc.array(choice, { maxLength: 30 }), (choices) => {
      const shared = new Shared();
      const windows = [0, 1, 2].map((number) => new LabWindow(shared, `w${number}`));
      for (const window of windows) window.link(window.own, "a");
      for (const [at, symbol, told] of choices) {
        const window = windows[at];
        if (window !== undefined) window.choose(window.own, symbol);
        if (told) shared.deliver();
      }
      shared.deliver();
      shared.deliver();
      expect(new Set(windows.map((window) => window.shows(window.own))).size).toBe(1);
    }),
  );
});

test("whatever lies in the shared memory, a group never shows what is no symbol", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((inner) => `{"a":${inner}}`),
      ),
      (left) => {
        const board = new LinkBoard({ getItem: () => left, setItem: () => undefined });
        const symbol = board.symbolOf("a");
        expect(symbol === undefined || (symbol !== "" && symbol.length <= 64)).toBe(true);
      },
    ),
  );
});

test("the links of an arrangement come back with it; the day trader's charts follow the market watch", () => {
  const shared = new Shared();
  const window = new LabWindow(shared, "one");
  window.choose(window.own, "XAUUSD");
  window.desk.open(templateLayout("dayTrader", window.desk.room()));
  expect([window.own, window.chart(2), window.chart(3)].map(window.shows)).toEqual(["XAUUSD", "XAUUSD", "XAUUSD"]);
  const kept = window.desk.layout();
  const next = new LabWindow(shared, "one");
  next.desk.open(kept);
  expect(next.shows(next.own)).toBe("XAUUSD");
  next.choose(next.own, "DE40");
  expect(next.shows(next.chart(3))).toBe("DE40");
  next.desk.open(templateLayout("usual", next.desk.room()));
  expect(next.own.getState().link).toBeUndefined();
});
