/** What we use of lzma1, whose own types are its sources: they would be held to this house's compiler settings. */
export function decompress(bytes: Uint8Array): Uint8Array;
/** @param level 1 (fastest) to 9. */
export function compress(bytes: Uint8Array, level?: number): Uint8Array;
