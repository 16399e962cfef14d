import { refuseUnknown, UnmodelledError } from "../guard.ts";
import type { SchemeHandler, Schemes } from "./schemes.ts";

type Modelled = Pick<Electron.Protocol, "registerSchemesAsPrivileged" | "handle" | "unhandle" | "isProtocolHandled">;

export type ProtocolModule = Modelled;

/** The `protocol` module. */
export function protocolModule(isReady: () => boolean, schemes: Schemes): ProtocolModule {
  return refuseUnknown("protocol", {
    registerSchemesAsPrivileged(all: Electron.CustomScheme[]) {
      if (isReady()) throw new Error("protocol.registerSchemesAsPrivileged should be called before app is ready");
      for (const { scheme, privileges } of all) {
        if (!privileges?.standard || !privileges.secure)
          throw new UnmodelledError(`the scheme "${scheme}" unless standard and secure`);
        schemes.registerStandard(scheme);
      }
    },
    handle(scheme: string, handler: SchemeHandler) {
      if (!isReady()) throw new Error("protocol.handle can only be used after app is ready");
      schemes.handle(scheme, handler);
    },
    unhandle(scheme: string) {
      schemes.unhandle(scheme);
    },
    isProtocolHandled(scheme: string) {
      return schemes.isHandled(scheme);
    },
  } satisfies Modelled);
}
