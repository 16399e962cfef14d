import { FairleadError } from "#shared/contract/errors.ts";
import type { AnyFrame, Body } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { TerminalLink, TerminalLinkListener } from "../ports/terminal-link.ts";
import type { TradeGateway, TradeGatewayListener, TradeOwnerLink } from "../ports/trade-gateway.ts";
import { TradeOwners } from "./trade-owners.ts";
import { TradeSets } from "./trade-sets.ts";

type Told<N extends "Guard" | "Flatten"> = Omit<Body<N>["fields"], "bridgeEpoch" | "login" | "server">;

/**
 * The way of orders to the terminals: keeps one owner per account, names epoch, fence, login and server in every
 * command, and hands on what the programs say. Decides nothing about orders; sends each frame once.
 */
export class TradeDesk implements TradeGateway, TerminalLinkListener {
  readonly #bridgeEpoch: bigint;
  readonly #owners: TradeOwners;
  readonly #sets = new TradeSets();
  readonly #listeners: TradeGatewayListener[] = [];
  /** EA and command service of every account, old versions included: those still obey Guard and Flatten. */
  readonly #programs = new Set<TerminalLink>();
  #lastRequest = 0n;

  constructor(bridgeEpoch: bigint) {
    this.#bridgeEpoch = bridgeEpoch;
    this.#owners = new TradeOwners({
      bridgeEpoch,
      gained: (account, owner) => this.#each((listener) => listener.ownerReady?.(account, owner)),
      lost: (account, why) => this.#each((listener) => listener.ownerLost?.(account, why)),
    });
  }

  listen(listener: TradeGatewayListener): void {
    this.#listeners.push(listener);
  }

  owner(account: AccountId): TradeOwnerLink | null {
    return this.#owners.owner(account);
  }

  command(
    account: AccountId,
    fields: Omit<Body<"TradeCommand">["fields"], "bridgeEpoch" | "fence" | "login" | "server">,
  ): void {
    const owner = this.#owners.owner(account);
    if (owner === null) throw new FairleadError("LINK_DOWN", undefined, { account });
    const { link, fence } = owner;
    const place = { bridgeEpoch: this.#bridgeEpoch, fence, ...nameOf(link) };
    try {
      link.send("TradeCommand", { fields: { ...fields, ...place } });
    } catch (cause) {
      // Packing comes before sending: nothing has left.
      throw new FairleadError(
        "BAD_REQUEST",
        `The order cannot be put into a frame: ${String(cause)}`,
        { account },
        { cause },
      );
    }
  }

  query(account: AccountId, intent: Uint8Array, magic: bigint): boolean {
    const programs = this.#owners.programs(account);
    for (const link of programs) link.send("TradeQuery", { fields: { intent, magic, ...nameOf(link) } });
    return programs.length > 0;
  }

  history(account: AccountId, fromMs: number, toMs: number): bigint | null {
    const programs = this.#owners.programs(account);
    const link = programs.find(({ role }) => role === "ea") ?? programs[0];
    if (link === undefined) return null;
    this.#lastRequest += 1n;
    const id = this.#lastRequest;
    link.send("TradeHistoryRequest", { fields: { id, ...nameOf(link), fromMs, toMs } });
    return id;
  }

  guard(account: AccountId, fields: Told<"Guard">): boolean {
    const programs = this.#programsOf(account);
    for (const link of programs) {
      link.send("Guard", { fields: { ...fields, bridgeEpoch: this.#bridgeEpoch, ...nameOf(link) } });
    }
    return programs.length > 0;
  }

  flatten(account: AccountId, fields: Told<"Flatten">): boolean {
    const programs = this.#programsOf(account);
    const link = programs.find(({ role }) => role === "ea") ?? programs[0];
    if (link === undefined) return false;
    link.send("Flatten", { fields: { ...fields, bridgeEpoch: this.#bridgeEpoch, ...nameOf(link) } });
    return true;
  }

  opened(link: TerminalLink): void {
    this.#meet(link);
    this.#owners.opened(link);
  }

  closed(link: TerminalLink, why: string): void {
    this.#programs.delete(link);
    this.#owners.closed(link, why);
  }

  frame(link: TerminalLink, frame: AnyFrame): void {
    // A reduce-only session need not have a data socket, so `opened` may never come.
    if (link.reduceOnly && link.open) this.#meet(link);
    const account = link.account.id;
    switch (frame.name) {
      case "TradeOwnerTaken":
        return this.#owners.taken(link, frame.fields);
      case "TradeState":
        return this.#each((listener) => listener.state?.(account, link.role, frame));
      case "TradeDeals": {
        const set = this.#sets.add(link, frame);
        if (set !== null) this.#each((listener) => listener.deals?.(account, set.head, set.items));
        return;
      }
      case "TradeOrders": {
        const set = this.#sets.add(link, frame);
        if (set !== null) this.#each((listener) => listener.closedOrders?.(account, set.head, set.items));
        return;
      }
      case "GuardState":
        if (isOf(link, frame.fields)) this.#each((listener) => listener.guardState?.(account, frame));
        return;
      case "FlattenState":
        return this.#each((listener) => listener.flattenState?.(account, frame));
      case "LeaseState":
        return this.#each((listener) => listener.leaseState?.(account, frame));
      default:
    }
  }

  #meet(link: TerminalLink): void {
    if (link.role === "historyService" || this.#programs.has(link)) return;
    this.#programs.add(link);
    this.#each((listener) => listener.programMet?.(link.account.id));
  }

  #programsOf(account: AccountId): readonly TerminalLink[] {
    return [...this.#programs].filter((link) => link.open && link.account.id === account);
  }

  #each(call: (listener: TradeGatewayListener) => void): void {
    for (const listener of this.#listeners) call(listener);
  }
}

const nameOf = ({ account }: TerminalLink): { login: bigint; server: string } => ({
  login: BigInt(account.login),
  server: account.server,
});

/** A program that speaks of another account than its session's says nothing about either. */
const isOf = (link: TerminalLink, { login, server }: { login: bigint; server: string }): boolean =>
  `${login}` === link.account.login && server === link.account.server;
