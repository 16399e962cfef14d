/** ZeroMQ's text form of keys: 4 bytes as 5 characters (rfc.zeromq.org/spec/32). */
const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

/** @throws RangeError when the length is no multiple of four. */
export function z85Encode(bytes: Uint8Array): string {
  if (bytes.length % 4 !== 0) throw new RangeError("Z85 holds whole groups of four bytes");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = "";
  for (let at = 0; at < bytes.length; at += 4) {
    let value = view.getUint32(at, false);
    let group = "";
    for (let i = 0; i < 5; i++) {
      group = `${ALPHABET[value % 85]}${group}`;
      value = Math.floor(value / 85);
    }
    text += group;
  }
  return text;
}

/** Whether `text` can be a CURVE public key. */
export const isPublicKey = (text: string): boolean => /^[0-9a-zA-Z.:+=^!/*?&<>()[\]{}@%$#-]{40}$/.test(text);
