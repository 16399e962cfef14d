import type { Clock } from "../../ports/clock.ts";
import { answer } from "./engine/answers.ts";
import type { Engine } from "./engine/engine.ts";
import { Retcode } from "./engine/retcode.ts";
import type { Origin, TradeRequest, TradeResult } from "./engine/trade-request.ts";
import type { Fate } from "./faults/fate.ts";
import type { DeathPoint } from "./faults/fault-plan.ts";
import type { Telegraph } from "./telegraph.ts";

/** Who sends a request: a program (`expert`), a hand in the terminal (`client`), a phone. */
export interface Sender {
  readonly origin: Origin;
  /** The program's number of the request: its answer is told as a transaction too. */
  readonly requestId?: string;
}

export type Answered = (result: TradeResult) => void;

export interface RequestDeskPorts {
  readonly engine: Engine;
  readonly telegraph: Telegraph;
  readonly clock: Clock;
  readonly now: () => number;
  readonly fate: (request: TradeRequest) => Fate;
  /** Keeps and tells what the engine changed. */
  readonly commit: (lagMs: number) => void;
  readonly cut: (forMs: number) => void;
  readonly connected: () => boolean;
  readonly die?: (at: DeathPoint) => void;
}

/** Takes a request from its arrival to its answer, through all that fate has in store for it. */
export class RequestDesk {
  readonly #ports: RequestDeskPorts;

  constructor(ports: RequestDeskPorts) {
    this.#ports = ports;
  }

  submit(request: TradeRequest, from: Sender, answered: Answered): void {
    const { fate: fateOf, cut, connected } = this.#ports;
    if (!connected()) return answered(this.#answer(request, Retcode.connection));
    const fate = fateOf(request);
    this.#die(fate, "received");
    if (fate.cut?.at === "before") return cut(fate.cut.forMs);
    if (fate.lose === "before") return;
    this.#after(fate.latencyMs, () => this.#execute(request, from, fate, answered));
  }

  #execute(request: TradeRequest, from: Sender, fate: Fate, answered: Answered): void {
    const { engine, commit, now } = this.#ports;
    const { late, conditions, retcode } = fate;
    if (retcode !== null) return this.#tell(request, from, fate, this.#answer(request, retcode), answered);
    if (late !== null && late.as !== "order") return this.#executeLate(request, from, fate, late, answered);
    const result = engine.request(request, from.origin, now(), conditions, late !== null);
    if (late !== null && result.retcode === Retcode.placed) this.#releaseLater(result.order, fate, late.ms);
    this.#die(fate, "executed");
    commit(fate.lagMs);
    this.#die(fate, "journalled");
    this.#tell(request, from, fate, result, answered);
  }

  #releaseLater(order: bigint, { conditions }: Fate, ms: number): void {
    const { engine, commit, now, clock } = this.#ports;
    clock.after(ms, () => {
      engine.release(order, now(), conditions);
      commit(0);
    });
  }

  /** The dealer takes his time: what was said meanwhile, if anything, is not what happens in the end. */
  #executeLate(
    request: TradeRequest,
    from: Sender,
    fate: Fate,
    late: { readonly ms: number; readonly as: string },
    answered: Answered,
  ): void {
    const { engine, commit, now, clock } = this.#ports;
    clock.after(late.ms, () => {
      engine.request(request, from.origin, now(), fate.conditions);
      commit(fate.lagMs);
    });
    if (late.as === "silent") return;
    const retcode = late.as === "timeout" ? Retcode.timeout : Retcode.placed;
    this.#tell(request, from, fate, this.#answer(request, retcode), answered);
  }

  #tell(request: TradeRequest, from: Sender, fate: Fate, result: TradeResult, answered: Answered): void {
    const { cut, telegraph } = this.#ports;
    const { requestId } = from;
    if (fate.cut !== null) return cut(fate.cut.forMs);
    if (fate.lose !== null) return;
    this.#after(fate.answerDelayMs, () => {
      if (requestId !== undefined) telegraph.tell([{ request, result, requestId }]);
      answered(result);
      this.#die(fate, "answered");
    });
  }

  #answer(request: TradeRequest, retcode: number): TradeResult {
    return answer(this.#ports.engine.dealing, request, retcode);
  }

  #after(ms: number, run: () => void): void {
    if (ms === 0) run();
    else this.#ports.clock.after(ms, run);
  }

  #die({ die }: Fate, at: DeathPoint): void {
    if (die === at) this.#ports.die?.(at);
  }
}
