import type { FieldsOf } from "#shared/link/frame.ts";
import type { Connections, IdentityStore, PeerKeys } from "./identity.ts";
import type { Outlet } from "./outlet.ts";

/** A new CURVE key on the bridge's request: the old one stays until the bridge has kept the new. */
export class KeyChange {
  readonly #identity: IdentityStore;
  readonly #connections: Connections;
  readonly #outlet: Outlet;
  #offered: { readonly nonce: Uint8Array; readonly keys: PeerKeys } | null = null;

  constructor(identity: IdentityStore, connections: Connections, outlet: Outlet) {
    this.#identity = identity;
    this.#connections = connections;
    this.#outlet = outlet;
  }

  asked({ nonce }: FieldsOf<"RotateKey">): void {
    const keys = this.#connections.newKeys();
    this.#offered = { nonce: nonce.slice(), keys };
    this.#outlet.post("NewKey", { fields: { nonce, publicKey: keys.publicKey } });
  }

  /** @returns whether the new key is this terminal's now: it must connect anew with it. */
  kept({ nonce, secret }: FieldsOf<"NewKeyKept">): boolean {
    const { credentials } = this.#identity.load();
    if (this.#offered === null || credentials === null || Buffer.compare(nonce, this.#offered.nonce) !== 0)
      return false;
    this.#identity.save({ keys: this.#offered.keys, credentials: { ...credentials, secret: secret.slice() } });
    this.#offered = null;
    return true;
  }
}
