import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { FairleadError } from "#shared/contract/errors.ts";
import type { BegunIntent } from "./begun-intents.ts";
import { ASIDE, type IntentLog, type LeftSlot } from "./intent-log.ts";
import { fromLedgerJson } from "./ledger-json.ts";

/** What intents.log has that ledger.db has not, and whether more may have stood there. */
export interface LeftIntents {
  readonly begun: readonly BegunIntent[];
  /** Something stood there that cannot be read: nobody knows its magic. */
  readonly isHurt: boolean;
  /** Set where that may be an order which was sent. */
  readonly fault: FairleadError | undefined;
}

type HasRow = (begun: BegunIntent) => boolean;

/** Reads what a run left in its log; null for a log that is not there. */
export function readLeft(log: IntentLog | null, owner: number, hasRow: HasRow): LeftIntents {
  if (log === null) return { begun: [], isHurt: false, fault: undefined };
  let slots: readonly LeftSlot[];
  try {
    slots = log.left(owner);
  } catch (cause) {
    return { begun: [], isHurt: true, fault: logDamage({ file: log.file }, cause) };
  }
  const { begun, lost } = sorted(slots, hasRow);
  const fault = lost.length === 0 ? undefined : logDamage({ file: log.file, places: lost.join(", ") });
  return { begun, isHurt: log.wasCut || slots.some(({ kind }) => kind === "damaged"), fault };
}

/**
 * Places are written from the first on, and from the first again once all have their rows; so up to the last one without
 * a row each is this run's and must be whole: one that is not has lost an order. Behind it stands what has its row, or
 * the one write that a power cut caught half way, of which nothing was sent. A single wrong bit is no such write.
 */
function sorted(slots: readonly LeftSlot[], hasRow: HasRow): { begun: BegunIntent[]; lost: number[] } {
  const open = (text: string | undefined): BegunIntent | undefined => {
    const begun = text === undefined ? undefined : begunOf(text);
    return begun === undefined || hasRow(begun) ? undefined : begun;
  };
  const read = slots.map((slot) => (slot.kind === "whole" ? open(slot.text) : undefined));
  const last = read.findLastIndex((begun) => begun !== undefined);
  const isLost = (slot: LeftSlot, at: number): boolean => {
    if (slot.kind === "whole") return begunOf(slot.text) === undefined;
    return at < last || (slot.kind === "damaged" && open(slot.meant()) !== undefined);
  };
  const lost = slots.flatMap((slot, at) => (isLost(slot, at) ? [at] : []));
  return { begun: read.filter((begun) => begun !== undefined), lost };
}

function begunOf(text: string): BegunIntent | undefined {
  try {
    return fromLedgerJson<BegunIntent>(text);
  } catch {
    return undefined;
  }
}

/** The refusal that a damaged log leads to. `details` name its `file`. */
export function logDamage(details: FairleadError["details"], cause?: unknown): FairleadError {
  const why = cause instanceof Error ? { why: cause.message } : {};
  return new FairleadError("INTENTS_LOG_DAMAGED", undefined, { ...details, ...why }, { cause });
}

/** A log that an earlier start moved aside, and nobody has taken away since. */
export function earlierDamage(file: string): FairleadError | undefined {
  const kept = readdirSync(dirname(file)).find((name) => name.startsWith(basename(file) + ASIDE));
  return kept === undefined ? undefined : logDamage({ file: join(dirname(file), kept) });
}
