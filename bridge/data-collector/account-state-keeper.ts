import type { AnyFrame } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { AccountState, AccountStateChange, AccountStateListener, AccountStates } from "../ports/account-state.ts";
import type { Clock } from "../ports/clock.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { TerminalLink, TerminalLinkListener } from "../ports/terminal-link.ts";
import { AccountSnapshots } from "./account-snapshots.ts";
import { wordsOf } from "./until-done.ts";

const SNAPSHOTS: ReadonlySet<string> = new Set(["AccountSnapshot", "PositionsSnapshot", "OrdersSnapshot"]);

/**
 * Keeps what every account holds, as its EA tells it. Of two terminals with the same login the one that told first is
 * believed until its session ends. Listens to reduce-only sessions as well: what is open must always be seen.
 */
export class AccountStateKeeper implements TerminalLinkListener, AccountStates {
  readonly #clock: Pick<Clock, "utcMs">;
  readonly #events: EventSink;
  readonly #telling = new Map<AccountId, { readonly session: bigint; readonly snapshots: AccountSnapshots }>();
  readonly #known = new Map<AccountId, AccountState>();
  readonly #listeners = new Set<AccountStateListener>();

  constructor(clock: Pick<Clock, "utcMs">, events: EventSink) {
    this.#clock = clock;
    this.#events = events;
  }

  current(account: AccountId): AccountState | undefined {
    return this.#known.get(account);
  }

  all(): readonly AccountState[] {
    return [...this.#known.values()];
  }

  subscribe(listener: AccountStateListener): () => void {
    this.#listeners.add(listener);
    for (const state of this.all()) this.#call(listener, state, "link");
    return () => this.#listeners.delete(listener);
  }

  frame(link: TerminalLink, frame: AnyFrame): void {
    if (link.role !== "ea" || !link.open || !SNAPSHOTS.has(frame.name)) return;
    const { id } = link.account;
    const telling = this.#tellingOf(link, frame.header.session);
    if (telling === undefined) return;
    const made = telling.snapshots.frame(frame, this.#clock.utcMs());
    const state = made && telling.snapshots.state(telling.session);
    if (made === undefined || state === undefined) return;
    const before = this.#known.get(id);
    this.#known.set(id, state);
    this.#tell(state, before?.live === true && before.session === state.session ? made : "link");
  }

  closed(link: TerminalLink): void {
    const { id } = link.account;
    if (this.#telling.get(id)?.snapshots.link !== link) return;
    this.#telling.delete(id);
    const known = this.#known.get(id);
    if (known?.live !== true) return;
    const state = { ...known, live: false };
    this.#known.set(id, state);
    this.#tell(state, "link");
  }

  #tellingOf(link: TerminalLink, session: bigint): { session: bigint; snapshots: AccountSnapshots } | undefined {
    const known = this.#telling.get(link.account.id);
    if (known?.snapshots.link === link) return known;
    if (known?.snapshots.link.open === true) return undefined;
    const snapshots = new AccountSnapshots(link, (why) => this.#refused(link, why));
    const telling = { session, snapshots };
    this.#telling.set(link.account.id, telling);
    return telling;
  }

  #refused(link: TerminalLink, why: string): void {
    const details = { account: link.account.id, terminal: link.terminal, name: link.terminalName, why };
    this.#events.report(eventNotice("error", "ACCOUNT_STATE_REFUSED", details));
    link.restart(`a snapshot of its account was refused: ${why}`);
  }

  #tell(state: AccountState, changed: AccountStateChange): void {
    for (const listener of this.#listeners) this.#call(listener, state, changed);
  }

  /** A fault in one service must not keep the broker's word from the others. */
  #call(listener: AccountStateListener, state: AccountState, changed: AccountStateChange): void {
    try {
      listener(state, changed);
    } catch (error) {
      const details = { account: state.account.id, why: wordsOf(error) };
      this.#events.report(eventNotice("error", "LINK_LISTENER_FAILED", details));
    }
  }
}
