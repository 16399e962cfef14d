import type { FieldsOf } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { TerminalLink } from "../ports/terminal-link.ts";
import type { TradeOwnerLink } from "../ports/trade-gateway.ts";

/** Fences of one bridge epoch; the epoch stands above them, so that a later bridge's fence is always higher. */
const FENCES_AN_EPOCH = 20n;
/** A program that knows a higher fence names it; one that does so for ever is not asked for ever. */
const MAX_TRIES = 5;

/** A program that has confirmed that it alone acts for its account. */
export interface Owner extends TradeOwnerLink {
  readonly link: TerminalLink;
}

interface Candidate {
  readonly link: TerminalLink;
  readonly fence: bigint;
  readonly tries: number;
}

export interface OwnersPorts {
  readonly bridgeEpoch: bigint;
  readonly gained: (account: AccountId, owner: Owner) => void;
  readonly lost: (account: AccountId, why: string) => void;
}

/**
 * Which program may trade for an account: one over all terminals of its login. Within a terminal the command service is
 * preferred to the EA; another terminal gets its turn only when the first has no program left. A fence that grows with
 * every hand-over makes the loser refuse what was still on its way.
 */
export class TradeOwners {
  readonly #ports: OwnersPorts;
  readonly #links = new Set<TerminalLink>();
  readonly #owners = new Map<AccountId, Owner>();
  readonly #asked = new Map<AccountId, Candidate>();
  #lastFence: bigint;

  constructor(ports: OwnersPorts) {
    this.#ports = ports;
    this.#lastFence = ports.bridgeEpoch << FENCES_AN_EPOCH;
  }

  owner(account: AccountId): Owner | null {
    const owner = this.#owners.get(account);
    return owner?.link.open === true ? owner : null;
  }

  /** Programs of the account that could trade, in the order in which they came. */
  programs(account: AccountId): readonly TerminalLink[] {
    return [...this.#links].filter((link) => link.open && link.account.id === account);
  }

  opened(link: TerminalLink): void {
    if (link.role === "historyService" || link.reduceOnly) return;
    this.#links.add(link);
    this.#choose(link.account.id);
  }

  closed(link: TerminalLink, why: string): void {
    if (!this.#links.delete(link)) return;
    const account = link.account.id;
    if (this.#asked.get(account)?.link === link) this.#asked.delete(account);
    if (this.#owners.get(account)?.link === link) {
      this.#owners.delete(account);
      this.#ports.lost(account, why);
    }
    this.#choose(account);
  }

  taken(link: TerminalLink, { fence, highestFence, owner }: FieldsOf<"TradeOwnerTaken">): void {
    const account = link.account.id;
    const asked = this.#asked.get(account);
    if (asked?.link !== link || asked.fence !== fence) return;
    this.#asked.delete(account);
    if (!owner) {
      if (highestFence > this.#lastFence) this.#lastFence = highestFence;
      if (asked.tries < MAX_TRIES) this.#ask(link, asked.tries + 1);
      return;
    }
    const before = this.#owners.get(account);
    const { bridgeEpoch } = this.#ports;
    const gained: Owner = { link, role: link.role, fence, bridgeEpoch };
    this.#owners.set(account, gained);
    if (before !== undefined && before.link !== link) this.#give(before.link, fence, false);
    this.#ports.gained(account, gained);
  }

  #choose(account: AccountId): void {
    const owner = this.owner(account);
    const best = this.#best(account, owner);
    if (best === undefined || best === owner?.link || best === this.#asked.get(account)?.link) return;
    this.#ask(best, 1);
  }

  #best(account: AccountId, owner: Owner | null): TerminalLink | undefined {
    const programs = this.programs(account);
    const terminal = owner?.link.terminal ?? programs[0]?.terminal;
    const near = programs.filter((link) => link.terminal === terminal);
    return near.find(({ role }) => role === "commandService") ?? near[0];
  }

  #ask(link: TerminalLink, tries: number): void {
    this.#lastFence += 1n;
    this.#asked.set(link.account.id, { link, fence: this.#lastFence, tries });
    this.#give(link, this.#lastFence, true);
  }

  #give(link: TerminalLink, fence: bigint, owner: boolean): void {
    const { login, server } = link.account;
    const { bridgeEpoch } = this.#ports;
    link.send("TradeOwner", { fields: { bridgeEpoch, fence, login: BigInt(login), server, owner } });
  }
}
