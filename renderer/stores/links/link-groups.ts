import type { Account } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import type { WorkspaceStore } from "../workspace.ts";
import type { LinkBoard } from "./link-board.ts";

type Named = Pick<Instrument, "id" | "symbol">;

/** What the groups need to know of the window. */
interface Seen {
  /** The instruments of the account on screen. */
  readonly instruments: () => readonly Named[];
  /** Tells of new instruments and another account. */
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * Keeps what is linked on one symbol: the window's own panels (market watch, first chart, ticket, depth) are one
 * member, each further chart is one. What a user chooses in a member is what its group shows from then on, in every
 * window; a symbol that this window's account does not have leaves its members as they are.
 */
export class LinkGroups {
  readonly #board: LinkBoard;
  readonly #seen: Seen;
  readonly #members = new Set<WorkspaceStore>();

  constructor(board: LinkBoard, seen: Seen) {
    this.#board = board;
    this.#seen = seen;
    board.subscribe(this.#follow);
    seen.subscribe(this.#follow);
  }

  /** @returns what lets it go */
  readonly join = (member: WorkspaceStore): (() => void) => {
    this.#members.add(member);
    const stop = member.subscribe((now, before) => {
      // Who joins a group takes what the group shows; nobody else's symbol changes by it.
      if (now.link !== before.link) this.#settle(member);
      else if (now.instrumentId !== before.instrumentId) this.#chosen(member);
    });
    this.#settle(member);
    return () => {
      stop();
      this.#members.delete(member);
    };
  };

  readonly #follow = (): void => {
    for (const member of this.#members) this.#settle(member);
  };

  #chosen(member: WorkspaceStore): void {
    const { link, instrumentId } = member.getState();
    if (link === undefined || instrumentId === undefined) return;
    const symbol = this.#seen.instruments().find(({ id }) => id === instrumentId)?.symbol;
    if (symbol !== undefined) this.#board.show(link, symbol);
  }

  #settle(member: WorkspaceStore): void {
    const { link, instrumentId, chooseInstrument } = member.getState();
    if (link === undefined) return;
    const all = this.#seen.instruments();
    const symbol = this.#board.symbolOf(link);
    const wanted = all.find((each) => each.symbol === symbol);
    if (wanted !== undefined) {
      if (wanted.id !== instrumentId) chooseInstrument(wanted.id);
      return;
    }
    if (symbol !== undefined) return;
    // The first of its group says what the group shows.
    const shown = all.find(({ id }) => id === instrumentId) ?? all[0];
    if (shown !== undefined) this.#board.show(link, shown.symbol);
  }
}

/** The instruments of the account on screen, of all that are known. */
export const ofAccount = (
  instruments: readonly Pick<Instrument, "id" | "symbol" | "accountId">[],
  account: Pick<Account, "id"> | undefined,
): readonly Named[] => instruments.filter(({ accountId }) => accountId === account?.id);
