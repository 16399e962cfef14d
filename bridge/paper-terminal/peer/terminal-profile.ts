import { PROTOCOL_MIN, PROTOCOL_VERSION } from "#shared/link/codes.ts";
import type { FieldsOf } from "#shared/link/frame.ts";
import type { TradeServer } from "../trade-server/trade-server.ts";
import type { Credentials, PeerKeys } from "./identity.ts";

/** Version of the paper terminal as a program on the link; it goes with the application's. */
const PROGRAM_VERSION = "0.1.0";
/** There is no MetaTrader here: no build to name. */
const TERMINAL_BUILD = 0;

/** What the paper terminal says of itself. */
export function helloFields(
  server: TradeServer,
  credentials: Credentials,
  utcOffsetS: number,
  library: string,
): FieldsOf<"Hello"> {
  const { terms } = server;
  return {
    ...credentials,
    role: "ea",
    protocolMin: PROTOCOL_MIN,
    protocolMax: PROTOCOL_VERSION,
    login: terms.login,
    server: terms.server,
    company: terms.company,
    accountName: terms.name,
    currency: terms.currency,
    currencyDigits: terms.currencyDigits,
    marginMode: terms.marginMode,
    tradeMode: "demo",
    leverage: terms.leverage,
    utcOffsetS,
    terminalBuild: TERMINAL_BUILD,
    programVersion: PROGRAM_VERSION,
    libzmqVersion: library,
    algoTradingAllowed: true,
    brokerConnected: true,
  };
}

/** What the paper terminal says to be paired over a wire that is not the application's own memory. */
export function pairFields(server: TradeServer, keys: PeerKeys, pairingCode: string): FieldsOf<"PairRequest"> {
  const { terms } = server;
  return {
    pairingCode,
    publicKey: keys.publicKey,
    login: terms.login,
    server: terms.server,
    company: terms.company,
    accountName: terms.name,
    currency: terms.currency,
    tradeMode: "demo",
    terminalBuild: TERMINAL_BUILD,
    programVersion: PROGRAM_VERSION,
    protocol: PROTOCOL_VERSION,
  };
}
