import { HEADER_BYTES, tickBytes } from "./codec.ts";
import { layoutOf } from "./layout.ts";
import { Ticks } from "./messages/ticks.ts";
import { tickLayoutName } from "./ticks.ts";

/** Frames of live ticks that one message on the data socket may hold. */
export const MOST_FRAMES_A_MESSAGE = 64;

const FIELDS = layoutOf(Ticks.fields);
const PAYLOAD_AT = HEADER_BYTES + FIELDS.size;
const LAYOUT_AT = HEADER_BYTES + (FIELDS.slots.find(({ name }) => name === "layout")?.offset ?? 0);

/**
 * Hands on the frames of a message of the data socket, in order, as views on its bytes. One that begins with live ticks
 * may hold several such frames end to end, each as long as its own header says; any other is one frame. What cannot be
 * told apart, and what is over {@link MOST_FRAMES_A_MESSAGE}, is handed on as one last frame, for its reader to refuse.
 */
export function eachFrame(message: Uint8Array, take: (frame: Uint8Array) => void): void {
  const { buffer, byteOffset, byteLength } = message;
  const view = new DataView(buffer, byteOffset, byteLength);
  let at = 0;
  for (let frames = 1; ; frames++) {
    const end = frames > MOST_FRAMES_A_MESSAGE ? byteLength : endOfTicks(view, at);
    take(new Uint8Array(buffer, byteOffset + at, end - at));
    if (end === byteLength) return;
    at = end;
  }
}

/** Where the frame of ticks at `at` says that it ends; the message's end when there is no such frame, or no such place. */
function endOfTicks(view: DataView, at: number): number {
  const { byteLength } = view;
  if (byteLength - at < PAYLOAD_AT || view.getUint8(at + 3) !== Ticks.code) return byteLength;
  const layout = tickLayoutName(view.getUint8(at + LAYOUT_AT));
  if (layout === null) return byteLength;
  return Math.min(at + PAYLOAD_AT + view.getUint32(at + 4, true) * tickBytes(layout), byteLength);
}
