import { SHELL_PROPERTY, type ShellApi } from "#shared/shell/shell-api.ts";

declare global {
  interface Window {
    readonly [SHELL_PROPERTY]?: ShellApi;
  }
}

/** What the desktop shell offers this page; absent in a browser. Ask for the feature, never for the host. */
export const shell: ShellApi | undefined = window[SHELL_PROPERTY];
