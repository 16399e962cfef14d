import type { MESSAGES, MessageName, TickMessageName } from "./messages.ts";
import type { FieldValues } from "./schema.ts";

/** Longest frame either side sends or reads; larger sets are split over parts. Both sides' buffers have this size. */
export const MAX_FRAME_BYTES = 65_536;

/** What the sender says of a frame; magic, type and count follow from the message. */
export interface EnvelopeInput {
  readonly session: bigint;
  readonly seq: bigint;
  /** Defaults to PROTOCOL_VERSION. */
  readonly protocol?: number;
}

/** The header as read. */
export interface Envelope extends EnvelopeInput {
  readonly protocol: number;
  readonly count: number;
}

type Shape<N extends MessageName> = (typeof MESSAGES)[N];
type ItemFields<N extends MessageName> = NonNullable<Shape<N>["items"]>["fields"];

/** The values of a message's own fields. */
export type FieldsOf<N extends MessageName> = FieldValues<Shape<N>["fields"]>;

/** The values of one record after a message's fields; `never` for a message without records. */
export type ItemOf<N extends MessageName> = [ItemFields<N>] extends [never] ? never : FieldValues<ItemFields<N>>;

/** What a message carries besides its header. Tick messages carry `count` packed ticks as bytes (see ticks.ts). */
export type Body<N extends MessageName> = { readonly fields: FieldsOf<N> } & (N extends TickMessageName
  ? { readonly count: number; readonly payload: Uint8Array }
  : [ItemOf<N>] extends [never]
    ? { readonly items?: readonly [] }
    : { readonly items: readonly ItemOf<N>[] });

/** A message to send. */
export type FrameInput<N extends MessageName> = { readonly header: EnvelopeInput } & Body<N>;

/** A message as read; `payload` of tick messages is a view on the frame's own bytes. */
export type Frame<N extends MessageName> = {
  readonly name: N;
  readonly header: Envelope;
  readonly fields: FieldsOf<N>;
  readonly items: readonly ItemOf<N>[];
} & (N extends TickMessageName ? { readonly payload: Uint8Array } : unknown);

/** Any message: `switch (frame.name)` narrows it. */
export type AnyFrame = { [N in MessageName]: Frame<N> }[MessageName];
