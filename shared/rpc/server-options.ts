import { type Clock, systemClock } from "./platform.ts";

/** Bounds of one connection and of the server; the defaults fit a window with a hundred panels. */
export interface RpcLimits {
  /** Largest message that a window may send. */
  readonly maxRequestBytes: number;
  /** Largest answer. */
  readonly maxAnswerBytes: number;
  readonly maxDepth: number;
  readonly maxCalls: number;
  readonly maxStreams: number;
  /** Malformed frames after which a connection is closed. */
  readonly maxMalformed: number;
}

const RPC_LIMITS: RpcLimits = {
  maxRequestBytes: 1 << 20,
  maxAnswerBytes: 64 << 20,
  maxDepth: 32,
  maxCalls: 64,
  maxStreams: 256,
  maxMalformed: 16,
};

export interface RpcServerOptions {
  /** Fairlead's version, told to the window. */
  readonly version: string;
  /** A fresh unguessable id: 128 random bits. */
  readonly newSessionId: () => string;
  /** Told of a handler's fault with its cause; callers only see INTERNAL. */
  readonly onFault: (method: string, fault: unknown) => void;
  /** Parse what handlers return, too: in tests and development. */
  readonly checkOutputs?: boolean;
  readonly limits?: Partial<RpcLimits>;
  readonly clock?: Clock;
}

export interface RpcServerSettings extends Required<Omit<RpcServerOptions, "limits">> {
  readonly limits: RpcLimits;
}

export const withDefaults = (options: RpcServerOptions): RpcServerSettings => ({
  checkOutputs: false,
  clock: systemClock,
  ...options,
  limits: { ...RPC_LIMITS, ...options.limits },
});
