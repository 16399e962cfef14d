import type { Account } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import type { LinkGroup } from "#shared/market/link-group.ts";
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

/** What windows know of each other's groups. */
export interface GroupPresence {
  /** This window has members in the group, or none any more. */
  readonly hold: (group: LinkGroup, held: boolean) => void;
  /** Answers, at once or later, whether a window has members in the group. Asked while this one has none. */
  readonly ask: (group: LinkGroup, answer: (taken: boolean) => void) => void;
}

/**
 * Keeps what is linked on one symbol: the window's own panels (market watch, first chart, ticket, depth) are one
 * member, each further chart is one. What a user chooses in a member is what its group shows from then on, in every
 * window; a symbol that this window's account does not have leaves its members as they are. Who joins takes what the
 * group shows; who is the first in it gives what he shows himself, not what the group showed when it last had members.
 */
export class LinkGroups {
  readonly #board: LinkBoard;
  readonly #seen: Seen;
  readonly #presence: GroupPresence;
  readonly #members = new Set<WorkspaceStore>();
  /** Groups of which is being found out whether anybody is in them: until then nobody follows. */
  readonly #asking = new Set<LinkGroup>();

  constructor(board: LinkBoard, seen: Seen, presence: GroupPresence) {
    this.#board = board;
    this.#seen = seen;
    this.#presence = presence;
    board.subscribe(this.#follow);
    seen.subscribe(this.#follow);
  }

  /** @returns what lets it go */
  readonly join = (member: WorkspaceStore): (() => void) => {
    this.#members.add(member);
    const stop = member.subscribe((now, before) => {
      if (now.link !== before.link) {
        this.#left(before.link);
        this.#entered(member);
      } else if (now.instrumentId !== before.instrumentId) this.#chosen(member);
    });
    this.#entered(member);
    return () => {
      stop();
      this.#members.delete(member);
      this.#left(member.getState().link);
    };
  };

  readonly #follow = (): void => {
    for (const member of this.#members) this.#settle(member);
  };

  #entered(member: WorkspaceStore): void {
    const { link } = member.getState();
    // Whoever comes while it is asked follows what comes of it.
    if (link === undefined || this.#asking.has(link)) return;
    const first = ![...this.#members].some((each) => each !== member && each.getState().link === link);
    // Who does not know yet what he shows has nothing to give: a window that starts goes on where it was.
    if (!first || this.#shownBy(member) === undefined) {
      this.#presence.hold(link, true);
      this.#settle(member);
      return;
    }
    this.#asking.add(link);
    this.#presence.ask(link, (taken) => {
      this.#asking.delete(link);
      if (![...this.#members].some((each) => each.getState().link === link)) return;
      this.#presence.hold(link, true);
      const own = this.#members.has(member) && member.getState().link === link ? this.#shownBy(member) : undefined;
      if (!taken && own !== undefined) this.#board.show(link, own);
      this.#follow();
    });
  }

  #left(link: LinkGroup | undefined): void {
    if (link === undefined || [...this.#members].some((each) => each.getState().link === link)) return;
    this.#presence.hold(link, false);
  }

  /** The symbol of what the member shows; undefined while that is not known in this account. */
  #shownBy(member: WorkspaceStore): string | undefined {
    const { instrumentId } = member.getState();
    const all = this.#seen.instruments();
    return (instrumentId === undefined ? all[0] : all.find(({ id }) => id === instrumentId))?.symbol;
  }

  #chosen(member: WorkspaceStore): void {
    const { link, instrumentId } = member.getState();
    if (link === undefined || instrumentId === undefined) return;
    const symbol = this.#shownBy(member);
    if (symbol !== undefined) this.#board.show(link, symbol);
  }

  #settle(member: WorkspaceStore): void {
    const { link, instrumentId, chooseInstrument } = member.getState();
    if (link === undefined || this.#asking.has(link)) return;
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
