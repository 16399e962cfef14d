import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WireValue } from "#shared/rpc/values.ts";
import type { Wire } from "#shared/rpc/wire.ts";
import { serve, until } from "#test/fixtures/rpc/serve.ts";
import { shop } from "#test/fixtures/rpc/shop.ts";
import { shopHandlers } from "#test/fixtures/rpc/shop-handlers.ts";
import { WIRE_KINDS } from "#test/fixtures/rpc/wires.ts";

type Answer = { t: string; id: number; session?: string; output?: { receipt: number }; error?: { code: string } };

/** Speaks frames by hand: a window that does not keep to the rules. */
class RudeWindow {
  readonly #wire: Wire;
  readonly answers: Answer[] = [];

  constructor(wire: Wire) {
    this.#wire = wire;
    wire.onMessage((message) => this.answers.push(message as Answer));
  }

  async session(): Promise<string> {
    await until(() => this.answers.length > 0);
    return this.answers[0]?.session ?? "";
  }

  async ask(frame: WireValue & { id: number }): Promise<Answer> {
    this.#wire.send(frame);
    const found = (): Answer | undefined => this.answers.find(({ t, id }) => t !== "welcome" && id === frame.id);
    await until(() => found() !== undefined);
    return found() as Answer;
  }

  close(): void {
    this.#wire.close("done");
  }
}

const buy = (id: number, command: number, item = "x") => ({
  t: "call",
  id,
  method: "shop.buy",
  input: { item },
  command,
});

describe.each(WIRE_KINDS)("command ids over $name", (kind) => {
  const shopThatCounts = async () => {
    let receipt = 0;
    const rpc = await serve(
      kind,
      shop,
      shopHandlers({
        buy: () => {
          receipt += 1;
          return { receipt };
        },
      }),
    );
    return { ...rpc, runs: () => receipt };
  };

  test("a command sent again, in any order and any number of times, runs once and is answered alike", async () => {
    const { dialRaw, runs } = await shopThatCounts();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 30 }), async (commands) => {
        const window = new RudeWindow(await dialRaw());
        const before = runs();
        const first = new Map<number, unknown>();
        let highest = 0;
        for (const [at, command] of commands.entries()) {
          const answer = await window.ask(buy(at + 1, command));
          if (command > highest) {
            highest = command;
            first.set(command, answer.output);
          }
          // A number that was jumped over can no longer be run: its meaning would be unknown.
          if (first.has(command)) expect(answer.output).toEqual(first.get(command));
          else expect(answer.error?.code).toBe("OUTCOME_UNKNOWN");
        }
        expect(runs() - before).toBe(first.size);
        window.close();
      }),
      { numRuns: 15 },
    );
  });

  test("a command of another session is never run; its outcome is told to whoever names it", async () => {
    const { dialRaw, runs } = await shopThatCounts();
    const first = new RudeWindow(await dialRaw());
    const session = await first.session();
    await first.ask(buy(1, 1));
    first.close();
    const second = new RudeWindow(await dialRaw());
    const outcome = (id: number, of: string, command: number) => ({
      t: "outcome",
      id,
      method: "shop.buy",
      session: of,
      command,
    });
    expect((await second.ask(outcome(1, session, 1))).output).toEqual({ receipt: 1 });
    expect((await second.ask(outcome(2, session, 2))).error?.code).toBe("OUTCOME_UNKNOWN");
    expect((await second.ask(outcome(3, "nobody", 1))).error?.code).toBe("OUTCOME_UNKNOWN");
    expect((await second.ask({ t: "outcome", id: 4, method: "shop.price", session, command: 1 })).error?.code).toBe(
      "UNKNOWN_METHOD",
    );
    expect(runs()).toBe(1);
  });

  test("what has been forgotten is OUTCOME_UNKNOWN, never run again", async () => {
    const { dialRaw, runs } = await shopThatCounts();
    const window = new RudeWindow(await dialRaw());
    for (let command = 1; command <= 300; command += 1) await window.ask(buy(command, command));
    expect((await window.ask(buy(400, 1))).error?.code).toBe("OUTCOME_UNKNOWN");
    expect((await window.ask(buy(401, 300))).output).toEqual({ receipt: 300 });
    expect(runs()).toBe(300);
  });

  test("a command without a number, or a query with one, is refused", async () => {
    const { dialRaw, runs } = await shopThatCounts();
    const window = new RudeWindow(await dialRaw());
    const bare = { t: "call", id: 1, method: "shop.buy", input: { item: "x" } };
    expect((await window.ask(bare)).error?.code).toBe("BAD_REQUEST");
    const numbered = { t: "call", id: 2, method: "shop.price", input: { item: "x" }, command: 1 };
    expect((await window.ask(numbered)).error?.code).toBe("BAD_REQUEST");
    expect(runs()).toBe(0);
  });
});
