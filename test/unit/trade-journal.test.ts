import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AccountState, newPaperAccount } from "#bridge/paper-terminal/trade-server/account-state.ts";
import { AccountJournal } from "#bridge/paper-terminal/trade-server/storage/account-journal.ts";
import { KeptAccount } from "#bridge/paper-terminal/trade-server/storage/kept-account.ts";
import { TradeWorld, TUESDAY_10 } from "#test/fixtures/trade-world.ts";

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-account-"));
  path = join(folder, "account.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const begin = (): AccountState => newPaperAccount(TUESDAY_10);
const read = (): AccountState => {
  const { journal, state } = AccountJournal.open(path, begin);
  journal.close();
  return state;
};

/** A world whose account is kept at `path`; `states` has it as it was after each line of the file. */
function keptWorld(): { world: TradeWorld; states: { readonly bytes: number; readonly state: AccountState }[] } {
  const { journal, state } = AccountJournal.open(path, begin);
  const states = [{ bytes: statSync(path).size, state }];
  let late: TradeWorld | null = null;
  const world = new TradeWorld({
    server: {
      account: state,
      keep: (changes) => {
        journal.append(changes);
        if (late !== null) states.push({ bytes: statSync(path).size, state: late.server.state() });
      },
    },
  });
  late = world;
  return { world, states };
}

function trade(world: TradeWorld): void {
  const first = world.buy(1, { stopLoss: 1.09, comment: 'a "quoted" comment\\', magic: 2n ** 63n - 1n }).order;
  world.ask({ action: "pending", kind: "buyLimit", price: 1.09, filling: "return", volume: 0.2 });
  world.sell(0.4, { position: first });
  world.skip(15 * 3_600_000);
  world.quote(1.0891);
  world.buy(0.3);
}

describe("an account on disk", () => {
  test("is the same account after a restart: money, positions, orders, history, tickets", () => {
    const { world } = keptWorld();
    trade(world);
    expect(read()).toEqual(world.server.state());
    expect(read()).toEqual(world.server.state());
    const again = new TradeWorld({ server: { account: read() } });
    expect(again.buy(0.1).order).toBe(world.buy(0.1).order);
  });

  test("cut short at any byte, as by a crash, is the account as it was last told, never half a change", () => {
    const { world, states } = keptWorld();
    trade(world);
    const whole = readFileSync(path);
    const first = states[0]?.bytes ?? 0;
    fc.assert(
      fc.property(fc.integer({ min: first, max: whole.length }), (length) => {
        writeFileSync(path, whole);
        truncateSync(path, length);
        expect(read()).toEqual(states.findLast(({ bytes }) => bytes <= length)?.state);
      }),
      { numRuns: 60, seed: 6 },
    );
  });

  test("that was damaged is not guessed at: it is set aside, a new one is begun, and the trouble told", () => {
    const { world } = keptWorld();
    trade(world);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace('"volume":0.4', '"volume":"x"'));
    const damaged = readFileSync(path, "utf8");
    expect(() => AccountJournal.open(path, begin)).toThrow(/line \d+ is not of an account/);
    expect(readFileSync(path, "utf8")).toBe(damaged);
    const troubles: string[] = [];
    const kept = new KeptAccount(path, begin, (why) => troubles.push(why));
    expect(kept.state).toEqual(begin());
    expect(readFileSync(`${path}.damaged`, "utf8")).toBe(damaged);
    expect(troubles).toHaveLength(1);
    kept.close();
  });

  test("whose disk fails goes on in memory, and is written whole as soon as it can be", () => {
    const troubles: string[] = [];
    const kept = new KeptAccount(path, begin, (why) => troubles.push(why));
    const world: TradeWorld = new TradeWorld({
      server: { account: kept.state, keep: (changes) => kept.keep(changes, () => world.server.state()) },
    });
    kept.close();
    rmSync(folder, { recursive: true });
    expect(world.buy(0.1).retcode).toBe(10_009);
    expect(troubles).toHaveLength(1);
    mkdirSync(folder);
    world.buy(0.2);
    expect(troubles).toHaveLength(1);
    expect(read()).toEqual(world.server.state());
  });

  test("of another version is refused", () => {
    appendFileSync(path, '{"version":2}\n');
    expect(() => AccountJournal.open(path, begin)).toThrow("line 1 is not of an account");
  });
});
