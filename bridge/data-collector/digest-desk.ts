import { FairleadError } from "#shared/contract/errors.ts";
import type { MsDigest } from "#shared/link/digest.ts";
import type { FieldsOf, Frame } from "#shared/link/frame.ts";
import type { Clock } from "../ports/clock.ts";
import type { TerminalLink } from "../ports/terminal-link.ts";
import { Parts } from "./parts.ts";
import type { CollectorSettings } from "./settings.ts";

/** The program may not wait for MT5's history (docs/LINK-PROTOCOL.md, TailDigest). */
export const DIGEST_SERVICE_NEEDED = 65_538;

/** What MT5's history says of a range; empty unless `error` is 0. */
export interface DigestAnswer {
  readonly error: number;
  readonly digests: readonly MsDigest[];
}

interface Pending {
  readonly link: TerminalLink;
  readonly parts: Parts<MsDigest>;
  readonly cancelTimer: () => void;
  readonly settle: (answer: DigestAnswer) => void;
  readonly fail: (error: Error) => void;
}

/** Asks what MT5's history holds, millisecond by millisecond. */
export class DigestDesk {
  readonly #settings: Pick<CollectorSettings, "historyMs">;
  readonly #clock: Clock;
  readonly #pending = new Map<number, Pending>();
  #lastRequest = 0;

  constructor(settings: Pick<CollectorSettings, "historyMs">, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /** @throws FairleadError DEADLINE_EXCEEDED when no answer comes, LINK_DOWN when the link closes first. */
  ask(link: TerminalLink, range: Omit<FieldsOf<"DigestRequest">, "request">): Promise<DigestAnswer> {
    if (!link.open) return Promise.reject(new FairleadError("LINK_DOWN"));
    this.#lastRequest += 1;
    const request = this.#lastRequest;
    return new Promise((settle, fail) => {
      const cancelTimer = this.#clock.after(this.#settings.historyMs, () => {
        this.#pending.delete(request);
        fail(new FairleadError("DEADLINE_EXCEEDED", "MT5 did not read its history in time."));
      });
      this.#pending.set(request, { link, parts: new Parts(), cancelTimer, settle, fail });
      link.send("DigestRequest", { fields: { request, ...range } });
    });
  }

  frame(link: TerminalLink, { fields, items }: Frame<"TailDigest">): void {
    const pending = this.#pending.get(fields.request);
    if (pending?.link !== link) return;
    const digests = fields.error === 0 ? pending.parts.add(fields.request, fields.part, fields.parts, items) : [];
    if (digests === null) return;
    this.#pending.delete(fields.request);
    pending.cancelTimer();
    pending.settle({ error: fields.error, digests });
  }

  closed(link: TerminalLink): void {
    for (const [request, pending] of this.#pending) {
      if (pending.link !== link) continue;
      this.#pending.delete(request);
      pending.cancelTimer();
      pending.fail(new FairleadError("LINK_DOWN"));
    }
  }
}
