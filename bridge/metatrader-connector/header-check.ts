const SEQ_LOW = 16;
const SEQ_HIGH = 20;
const SESSION = 8;

/**
 * The header's session and place in line, read without allocating more than a view: every frame of a session passes
 * here. The caller has made sure that the frame is at least a header long.
 */
export function readPlace(frame: Uint8Array): { session: bigint; seq: number } {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  return {
    session: view.getBigUint64(SESSION, true),
    // Beyond 2^53 frames the number is no longer exact; at a million frames a second that is 285 years.
    seq: view.getUint32(SEQ_HIGH, true) * 0x1_0000_0000 + view.getUint32(SEQ_LOW, true),
  };
}
