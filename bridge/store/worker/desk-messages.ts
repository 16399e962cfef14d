import type { CodedError } from "./coded-error.ts";

/** A call of a method of the worker's desk. */
export interface DeskCall {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

export type DeskAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: CodedError };

/** The worker's first word. */
export type DeskReady =
  | { readonly ready: true; readonly setAside?: CodedError }
  | { readonly ready: false; readonly error: CodedError };
