import type { Body, Frame } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { RoleName } from "./terminal-link.ts";

/** The program that may trade for an account now. */
export interface TradeOwnerLink {
  readonly role: RoleName;
  /** Header of every command; grows with each hand-over. */
  readonly fence: bigint;
  /** The bridge's epoch of this run. */
  readonly bridgeEpoch: bigint;
}

type Fields<N extends "TradeCommand" | "Guard" | "Flatten"> = Body<N>["fields"];

/** What the trading service may ask of the terminals. The gateway adds fence, epoch, login and server itself. */
export interface TradeGateway {
  /** Who may trade for the account, or null: no program, or none has confirmed the ownership yet. */
  owner(account: AccountId): TradeOwnerLink | null;
  /**
   * Hands one command to the owner's socket, once.
   * @throws FairleadError LINK_DOWN, BAD_REQUEST when nothing was sent. Any other way out means: it may arrive.
   */
  command(account: AccountId, fields: Omit<Fields<"TradeCommand">, "bridgeEpoch" | "fence" | "login" | "server">): void;
  /** Asks every program of the account what became of an intent; harmless. False when none is connected. */
  query(account: AccountId, intent: Uint8Array, magic: bigint): boolean;
  /** Asks for closed orders and deals of a window (broker ms). Null when none is connected, else the request's id. */
  history(account: AccountId, fromMs: number, toMs: number): bigint | null;
  guard(account: AccountId, fields: Omit<Fields<"Guard">, "bridgeEpoch" | "login" | "server">): boolean;
  flatten(account: AccountId, fields: Omit<Fields<"Flatten">, "bridgeEpoch" | "login" | "server">): boolean;
  listen(listener: TradeGatewayListener): void;
}

/** Calls come in order of arrival and must not throw. Several programs of an account may report; the journal of each is its own. */
export interface TradeGatewayListener {
  /** A program that obeys Guard and Flatten has connected, whatever its version. */
  programMet?(account: AccountId): void;
  /** The account has an owner that confirmed its fence: commands may be sent. Again at each hand-over. */
  ownerReady?(account: AccountId, owner: TradeOwnerLink): void;
  ownerLost?(account: AccountId, why: string): void;
  state?(account: AccountId, role: RoleName, frame: Frame<"TradeState">): void;
  /** One whole set: every part has come. */
  deals?(account: AccountId, head: HistoryHead, deals: Frame<"TradeDeals">["items"]): void;
  closedOrders?(account: AccountId, head: HistoryHead, orders: Frame<"TradeOrders">["items"]): void;
  guardState?(account: AccountId, frame: Frame<"GuardState">): void;
  flattenState?(account: AccountId, frame: Frame<"FlattenState">): void;
  leaseState?(account: AccountId, frame: Frame<"LeaseState">): void;
}

export interface HistoryHead {
  /** 0 = unsolicited. */
  readonly id: bigint;
  readonly fromMs: number;
  readonly toMs: number;
  readonly brokerMs: number;
  readonly connectedForMs: number;
}
