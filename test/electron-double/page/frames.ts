/** From the isolated world of a page to the double's main process, through a DevTools binding, encoded as clones. */
export type PageFrame =
  | {
      readonly kind: "send";
      readonly channel: string;
      readonly args: readonly unknown[];
      readonly ports: readonly string[];
    }
  | { readonly kind: "invoke"; readonly id: number; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: "port-message"; readonly port: string; readonly data: unknown; readonly ports: readonly string[] }
  | { readonly kind: "port-close"; readonly port: string }
  | { readonly kind: "open"; readonly url: string; readonly frameName: string; readonly features: string }
  | { readonly kind: "input"; readonly type: "mouseDown" | "rawKeyDown" }
  | { readonly kind: "permission"; readonly id: number; readonly permission: string }
  | { readonly kind: "preload-error"; readonly message: string; readonly stack: string };

/** From the double's main process into the isolated world. */
export type MainFrame =
  | {
      readonly kind: "deliver";
      readonly channel: string;
      readonly args: readonly unknown[];
      readonly ports: readonly string[];
    }
  | { readonly kind: "settle"; readonly id: number; readonly value: unknown }
  | { readonly kind: "fail"; readonly id: number; readonly message: string }
  | { readonly kind: "port-message"; readonly port: string; readonly data: unknown; readonly ports: readonly string[] }
  | { readonly kind: "port-close"; readonly port: string };

/** The isolated world's name in Electron, and so in DevTools. */
export const ISOLATED_WORLD = "Electron Isolated Context";

/** The binding by which the isolated world speaks; the page's own world has none. */
export const BINDING = "__electronDoubleSend";

/** The isolated world's function by which the main process speaks to it. */
export const RECEIVER = "__electronDoubleReceive";
