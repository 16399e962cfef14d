import type { z } from "zod";
import { contract } from "#shared/contract/contract.ts";
import type { Link, Pairing, RefusalCount } from "#shared/contract/links.ts";
import type { TerminalId } from "#shared/market/brands.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import { topicOf } from "#shared/rpc/latest.ts";

/** The connector as the window needs it. */
export interface LinksPort {
  links(): readonly Link[];
  refusals(): readonly z.output<typeof RefusalCount>[];
  rotateKey(id: TerminalId): void;
  rename(id: TerminalId, name: string): void;
  remove(id: TerminalId): void;
  readonly pairing: {
    state(): Pairing;
    open(): Pairing;
    close(): Pairing;
    confirm(requestId: string): TerminalId;
    decline(requestId: string): void;
  };
}

/** What windows see of the links; the connector tells it of every change. */
export class LinkBoard {
  readonly links = topicOf(contract.links.state);
  readonly pairing = topicOf(contract.links.pairing);
}

/** Serves `links`. Each command has happened, on disk where it must be, when it is answered. */
export function linksMethods(connector: LinksPort, board: LinkBoard): DomainHandlers<typeof contract.links> {
  for (const link of connector.links()) board.links.set(link);
  board.pairing.set(connector.pairing.state());
  return {
    state: () => board.links,
    pairing: () => board.pairing,
    openPairing: () => connector.pairing.open(),
    closePairing: () => connector.pairing.close(),
    confirmPairing: ({ requestId }) => ({ terminalId: connector.pairing.confirm(requestId) }),
    declinePairing: ({ requestId }) => {
      connector.pairing.decline(requestId);
      return {};
    },
    remove: ({ terminalId }) => {
      connector.remove(terminalId);
      return {};
    },
    rename: ({ terminalId, name }) => {
      connector.rename(terminalId, name);
      return {};
    },
    rotateKey: ({ terminalId }) => {
      connector.rotateKey(terminalId);
      return {};
    },
    refusals: () => [...connector.refusals()],
  };
}
