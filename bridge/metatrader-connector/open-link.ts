import { eventNotice } from "../ports/event-notice.ts";
import type { SecretStore } from "../ports/secret-store.ts";
import { type ConnectorPorts, MetatraderConnector } from "./connector.ts";
import { PairingFile } from "./pairing-file.ts";
import { serverKeys } from "./server-keys.ts";
import type { LinkTransport } from "./transport.ts";
import { ZmqTransport } from "./zmq-transport.ts";

export interface LinkOptions extends Omit<ConnectorPorts, "publishCode" | "pairingFolder"> {
  readonly secrets: SecretStore;
  /** Port of the control socket on 127.0.0.1; data takes the next one. 0 = any two. */
  readonly port: number;
  /** The folder that MQL programs share; the file goes into its `Fairlead/`. */
  readonly pairingDir: string;
  /** Transports of terminals that live in this process. */
  readonly embedded?: readonly LinkTransport[];
}

/** The connector with its sockets bound; call `start` when every listener is there. */
export interface OpenLink {
  readonly connector: MetatraderConnector;
  readonly endpoints: { readonly control: string; readonly data: string };
  readonly serverKey: string;
  start(): Promise<void>;
  /** Frees the ports, whether it was started or not. */
  stop(): Promise<void>;
}

/**
 * Puts the link's parts together. The pairing file is written at start, so that paired EAs find the ports.
 * @throws FairleadError PORT_IN_USE; `start` PAIRING_FOLDER_UNUSABLE.
 */
export async function openLink(options: LinkOptions): Promise<OpenLink> {
  const keys = await serverKeys(options.secrets);
  const file = new PairingFile(options.pairingDir);
  let endpoints: OpenLink["endpoints"] | null = null;
  const publish = async (open?: { readonly code: string; readonly expiresMs: number }): Promise<void> => {
    if (endpoints !== null) await file.write({ ...endpoints, serverKey: keys.publicKey, ...open });
  };
  const connector = new MetatraderConnector({
    ...options,
    pairingFolder: file.folder,
    publishCode: (open) => {
      publish(open).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : "";
        options.events.report(eventNotice("error", "PAIRING_FILE_FAILED", { path: file.path, why }));
      });
    },
  });
  const zmq = await ZmqTransport.open({
    port: options.port,
    serverSecretKey: keys.secretKey,
    keyring: connector.keyring,
  });
  endpoints = zmq.endpoints;
  let started = false;
  return {
    connector,
    endpoints,
    serverKey: keys.publicKey,
    start: async () => {
      started = true;
      connector.start([zmq, ...(options.embedded ?? [])]);
      await publish();
    },
    // Bound sockets are the connector's only from `start` on; a bridge that fails before that must free its ports too.
    stop: () => (started ? connector.stop() : zmq.close()),
  };
}
