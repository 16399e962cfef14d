/** Why a frame cannot be read. Each is counted apart by the bridge; none carries bytes of the frame. */
export type DecodeFault =
  | "tooShort"
  | "tooLong"
  | "wrongMagic"
  | "unknownType"
  | "protocolVersion"
  | "lengthMismatch"
  | "unexpectedItems"
  | "unknownCode"
  | "badBool"
  | "badText"
  | "unsafeMs"
  | "badTicks";

/** The only thing that reading a frame may throw, whatever bytes came in. */
export class LinkDecodeError extends Error {
  override readonly name = "LinkDecodeError";
  readonly fault: DecodeFault;

  constructor(fault: DecodeFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** A value that does not fit its field: a mistake of the sender's own program, found before a byte leaves. */
export class LinkEncodeError extends Error {
  override readonly name = "LinkEncodeError";
}
