import type { TerminalId } from "#shared/market/brands.ts";
import type { TerminalRecord } from "../ports/terminal-registry.ts";
import type { FrameRefusal } from "./refusals.ts";
import { terminalIdOf } from "./secrets.ts";
import type { Terminals } from "./terminals.ts";
import type { Peer } from "./transport.ts";

export type Identity =
  | { readonly record: TerminalRecord; readonly publicKey: string }
  | {
      readonly refused: FrameRefusal;
      readonly terminal: TerminalId | null;
      /** The secret was right but the connection's key was another's: somebody has read this terminal's secret. */
      readonly secretLeaked: boolean;
    };

/**
 * Who a Hello or an Attach comes from. All three must belong together: terminal id, link secret and the CURVE key of
 * this connection. A key rotation ends here: the first use of the new credential makes the old one void.
 */
export function identify(terminals: Terminals, peer: Peer, id: Uint8Array, secret: Uint8Array): Identity {
  const terminal = terminalIdOf(id);
  const record = terminals.get(terminal);
  if (record === undefined) return { refused: "unknownTerminal", terminal: null, secretLeaked: false };
  if (record.state === "removed") return { refused: "terminalRemoved", terminal, secretLeaked: false };
  const credential = terminals.credential(record, secret);
  if (credential === null) return { refused: "wrongSecret", terminal, secretLeaked: false };
  // The key is claimed only after the secret was right, so a stranger cannot use up the owner's handshake.
  const publicKey = peer.claim([credential.publicKey]);
  if (publicKey === null) return { refused: "wrongKey", terminal, secretLeaked: true };
  return { record: terminals.used(record, credential), publicKey };
}
