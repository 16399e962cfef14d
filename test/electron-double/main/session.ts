import { refuseUnknown } from "../guard.ts";
import { ModelledEmitter } from "../modelled-emitter.ts";
import { PermissionPolicy } from "./permissions.ts";
import type { ProtocolModule } from "./protocol.ts";
import { WebRequest } from "./web-request.ts";

type Modelled = Pick<
  Electron.Session,
  | "setPermissionRequestHandler"
  | "setPermissionCheckHandler"
  | "setDevicePermissionHandler"
  | "setSpellCheckerEnabled"
  | "setProxy"
>;

/** The default session. The double has no partitions. */
export class Session extends ModelledEmitter implements Modelled {
  readonly webRequest = new WebRequest();
  readonly permissions = new PermissionPolicy();
  readonly protocol: ProtocolModule;

  constructor(protocol: ProtocolModule) {
    super("session", ["will-download"]);
    this.protocol = protocol;
  }

  setPermissionRequestHandler(handler: PermissionPolicy["request"]): void {
    this.permissions.request = handler;
  }

  setPermissionCheckHandler(handler: PermissionPolicy["check"]): void {
    this.permissions.check = handler;
  }

  /** Headless Chromium offers no HID, serial or USB device: the handler is never asked. */
  setDevicePermissionHandler(): void {}

  setSpellCheckerEnabled(): void {}

  /** Chromium takes a proxy at its start only: what a page does beside its requests is seen in Electron alone. */
  setProxy(): Promise<void> {
    return Promise.resolve();
  }
}

/** The `session` module; like Electron's it refuses to work before the app is ready. */
export function sessionModule(isReady: () => boolean, protocol: ProtocolModule): { readonly defaultSession: Session } {
  const defaultSession = new Session(protocol);
  return refuseUnknown("session", {
    get defaultSession() {
      if (!isReady()) throw new Error("Session can only be received when app is ready");
      return defaultSession;
    },
  });
}
