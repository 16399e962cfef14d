import { record, u8, u16, u32, u64 } from "./schema.ts";

/**
 * Opens every frame on both sockets (24 bytes). `session` is the random number the program drew at OnInit and named
 * in `Hello`; a frame that names another is refused, because ROUTER does not tie a routing id to a CURVE key.
 */
export const Header = record("Header", {
  magic: u16,
  protocol: u8,
  type: u8,
  /** Records that follow the message's fields. */
  count: u32,
  session: u64,
  /** Frames sent on this socket in this session so far, from 1: a hole means a lost frame. */
  seq: u64,
});
