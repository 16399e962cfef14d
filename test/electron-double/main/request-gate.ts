import type { Session } from "../cdp/connection.ts";
import type { Schemes } from "./schemes.ts";
import type { WebRequest } from "./web-request.ts";

interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly redirectedRequestId?: string | undefined;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: object;
    readonly postData?: string | undefined;
  };
}

/** What the gate asks of the page it guards. */
export interface NavigationJudge {
  isMainFrame(frameId: string): boolean;
  /** Whether the app itself asked for this navigation (`loadURL`), so that nobody is asked to veto it. */
  isOwnNavigation(chromiumUrl: string): boolean;
  /** Emits will-navigate, will-frame-navigate or will-redirect. @returns false if a listener prevented it. */
  allowsNavigation(chromiumUrl: string, frameId: string, isRedirect: boolean): Promise<boolean>;
}

/** Every request of a page passes here: navigation vetoes, then webRequest, then the custom schemes, then Chromium. */
export class RequestGate {
  readonly #schemes: Schemes;
  readonly #webRequest: WebRequest;
  readonly #judge: NavigationJudge;

  constructor(schemes: Schemes, webRequest: WebRequest, judge: NavigationJudge) {
    this.#schemes = schemes;
    this.#webRequest = webRequest;
    this.#judge = judge;
  }

  async open(session: Session): Promise<void> {
    session.on("Fetch.requestPaused", (paused) => {
      void this.#decide(session, paused).catch((error: unknown) => {
        if (!/Chromium is gone|Invalid InterceptionId|Session with given id not found/.test(String(error))) throw error;
      });
    });
    await session.send("Fetch.enable", { patterns: [{ urlPattern: "*", requestStage: "Request" }] });
  }

  async #decide(session: Session, paused: PausedRequest): Promise<void> {
    const { requestId, request, resourceType, frameId } = paused;
    const url = this.#schemes.toElectron(request.url);
    if (resourceType === "Document" && !this.#judge.isOwnNavigation(request.url)) {
      const isRedirect = paused.redirectedRequestId !== undefined;
      const allowed = await this.#judge.allowsNavigation(request.url, frameId, isRedirect);
      if (!allowed) return void (await session.send("Fetch.failRequest", { requestId, errorReason: "Aborted" }));
    }
    if (!(await this.#webRequest.allows(url, request.method, resourceType, this.#judge.isMainFrame(frameId)))) {
      return void (await session.send("Fetch.failRequest", { requestId, errorReason: "BlockedByClient" }));
    }
    const handler = this.#schemes.handlerFor(url);
    if (!handler) return void (await session.send("Fetch.continueRequest", { requestId }));
    const body = request.postData === undefined ? {} : { body: request.postData };
    const headers = request.headers as Record<string, string>;
    const response = await answer(() => handler(new Request(url, { method: request.method, headers, ...body })));
    if (!response) return void (await session.send("Fetch.failRequest", { requestId, errorReason: "Failed" }));
    await session.send("Fetch.fulfillRequest", {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString("base64"),
    });
  }
}

/** A handler that throws is a failed request (net::ERR_FAILED), reported but not fatal, as in Electron. */
async function answer(handle: () => Response | Promise<Response>): Promise<Response | undefined> {
  try {
    return await handle();
  } catch (error) {
    console.error("protocol.handle:", error);
    return undefined;
  }
}
