import { refuseUnknown, UnmodelledError } from "../guard.ts";
import { Guarded } from "./guarded.ts";

type BeforeRequest = (
  details: Partial<Electron.OnBeforeRequestListenerDetails>,
  callback: (response: Electron.CallbackResponse) => void,
) => void;

/** DevTools resource types by Electron's names for them. */
const RESOURCE_TYPES: Record<string, string> = {
  Stylesheet: "stylesheet",
  Script: "script",
  Image: "image",
  Font: "font",
  XHR: "xhr",
  Fetch: "xhr",
  Ping: "ping",
  CSPViolationReport: "cspReport",
  Media: "media",
  WebSocket: "webSocket",
};

/** `session.webRequest`, of which the double models `onBeforeRequest` for all URLs. */
export class WebRequest extends Guarded {
  #listener: BeforeRequest | undefined;
  #lastId = 0;

  constructor() {
    super("session.webRequest");
  }

  onBeforeRequest(
    filterOrListener: Electron.WebRequestFilter | BeforeRequest | null,
    listener?: BeforeRequest | null,
  ): void {
    if (filterOrListener !== null && typeof filterOrListener === "object") {
      const [only, ...others] = filterOrListener.urls;
      if (only !== "<all_urls>" || others.length > 0) throw new UnmodelledError("webRequest filters but <all_urls>");
      this.#listener = listener ?? undefined;
    } else {
      this.#listener = filterOrListener ?? undefined;
    }
  }

  /** @param resourceType DevTools' name; @returns false if the app cancels the request */
  allows(url: string, method: string, resourceType: string, isMainFrame: boolean): Promise<boolean> {
    const listener = this.#listener;
    if (!listener) return Promise.resolve(true);
    const type =
      resourceType === "Document"
        ? isMainFrame
          ? "mainFrame"
          : "subFrame"
        : (RESOURCE_TYPES[resourceType] ?? "other");
    const details = {
      id: ++this.#lastId,
      url,
      method,
      resourceType: type as "other",
      timestamp: Date.now(),
      uploadData: [],
    };
    return new Promise((resolve) => {
      listener(refuseUnknown("webRequest details", details), (response) => {
        if (response.redirectURL !== undefined) throw new UnmodelledError("webRequest redirectURL");
        resolve(response.cancel !== true);
      });
    });
  }
}
