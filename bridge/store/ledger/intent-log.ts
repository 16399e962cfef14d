import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { crc32 } from "node:zlib";
import { codedStoreError } from "../sqlite-error.ts";
import { meantText } from "./one-bit.ts";

/** A page of the disk each, so that a write needs none read before, and tears no other. */
const SLOT_BYTES = 4_096;
export const SLOTS = 256;
/** Between the log's name and a time, for one that was moved aside. */
export const ASIDE = ".damaged-";
/** Mark, owner, length, checksum: 32 bits each, little-endian. */
const HEAD_BYTES = 16;
const MARK = 0x314c_4946;
const MOST_TEXT_BYTES = SLOT_BYTES - HEAD_BYTES;
/** Above this it is time to begin anew, when nobody waits. */
const NEARLY_FULL = SLOTS * 0.75;

/** A place in the log as a run left it. */
export type LeftSlot =
  | { readonly kind: "empty" | "foreign" }
  | { readonly kind: "whole"; readonly text: string }
  /** Neither whole nor empty; `meant` is what it says if one single bit of it is wrong. */
  | { readonly kind: "damaged"; readonly meant: () => string | undefined };

/**
 * intents.log: texts on disk (fsync) before a call returns, in a file whose pages are there already. A commit of SQLite
 * grows its log, so the file system has to write down where, and takes along what others wrote before; this takes half
 * the time. Each slot is whole, by its checksum, or was never told to anybody. What stands in it counts until `restart`.
 */
export class IntentLog {
  readonly file: string;
  #handle: number | null;
  readonly #slot = Buffer.alloc(SLOT_BYTES);
  #next = 0;
  #isBroken = false;

  /** It was shorter than it is made: whatever stood behind is gone. */
  readonly wasCut: boolean;

  private constructor(file: string, handle: number, wasCut: boolean) {
    this.file = file;
    this.#handle = handle;
    this.wasCut = wasCut;
  }

  /**
   * @returns null where there is none and none can be made (a full disk): its user then writes elsewhere.
   * @throws FairleadError STORE_UNAVAILABLE for one that is there and cannot be opened: orders may stand in it.
   */
  static open(file: string): IntentLog | null {
    const isNew = !existsSync(file);
    let handle: number | undefined;
    try {
      handle = openSync(file, isNew ? "wx+" : "r+", 0o600);
      const wasShort = fillUp(handle);
      return new IntentLog(file, handle, wasShort && !isNew);
    } catch (error) {
      if (handle !== undefined) closeSync(handle);
      if (!isNew) throw codedStoreError(error, file);
      rmSync(file, { force: true });
      return null;
    }
  }

  /**
   * The places in their order, older runs' among them: who reads them knows which still count. `foreign` are another
   * ledger's. @throws FairleadError STORE_UNAVAILABLE when the disk cannot read one.
   */
  left(owner: number): readonly LeftSlot[] {
    const slots: LeftSlot[] = [];
    if (this.#handle === null) return slots;
    try {
      for (let at = 0; at < SLOTS; at++) {
        const slot = Buffer.alloc(SLOT_BYTES);
        if (readSync(this.#handle, slot, 0, SLOT_BYTES, at * SLOT_BYTES) !== SLOT_BYTES) break;
        slots.push(leftSlot(slot, owner));
      }
    } catch (error) {
      throw codedStoreError(error, this.file);
    }
    return slots;
  }

  get isFull(): boolean {
    return this.#next >= SLOTS;
  }

  get isNearlyFull(): boolean {
    return this.#next >= NEARLY_FULL;
  }

  /**
   * Writes a text for good. @returns false for one that has no room here, or once the file has failed.
   * @throws FairleadError STORE_UNAVAILABLE when the disk fails now: nobody can say whether it left something behind.
   */
  write(owner: number, text: string): boolean {
    if (this.#handle === null || this.#isBroken || this.isFull || Buffer.byteLength(text) > MOST_TEXT_BYTES)
      return false;
    const slot = this.#slot;
    const length = slot.write(text, HEAD_BYTES);
    slot.writeUInt32LE(MARK, 0);
    slot.writeUInt32LE(owner, 4);
    slot.writeUInt32LE(length, 8);
    slot.writeUInt32LE(checksum(slot, slot.subarray(HEAD_BYTES, HEAD_BYTES + length)), 12);
    const at = this.#next * SLOT_BYTES;
    this.#next += 1;
    try {
      if (writeSync(this.#handle, slot, 0, SLOT_BYTES, at) !== SLOT_BYTES) throw new Error("a write was cut short");
      fdatasyncSync(this.#handle);
    } catch (error) {
      this.#isBroken = true;
      throw codedStoreError(error, this.file);
    }
    return true;
  }

  /** To be called when all that stands in it is on disk elsewhere: its slots are written over from now on. */
  restart(): void {
    this.#next = 0;
  }

  /** Closes it under another name, so that what stands in it is kept. @returns that file. @throws FairleadError STORE_UNAVAILABLE. */
  moveAside(): string {
    const kept = `${this.file}${ASIDE}${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
    this.close();
    try {
      renameSync(this.file, kept);
    } catch (error) {
      throw codedStoreError(error, this.file);
    }
    return kept;
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }
}

const checksum = (slot: Buffer, text: Buffer): number => crc32(text, crc32(slot.subarray(0, 12)));

/** The text of a slot whose mark, length and checksum agree. */
function wholeText(slot: Buffer): Buffer | undefined {
  const length = slot.readUInt32LE(8);
  if (slot.readUInt32LE(0) !== MARK || length > MOST_TEXT_BYTES) return undefined;
  const text = slot.subarray(HEAD_BYTES, HEAD_BYTES + length);
  return slot.readUInt32LE(12) === checksum(slot, text) ? text : undefined;
}

function leftSlot(slot: Buffer, owner: number): LeftSlot {
  const isOwn = (): boolean => slot.readUInt32LE(4) === owner;
  const text = wholeText(slot);
  if (text !== undefined) return isOwn() ? { kind: "whole", text: text.toString("utf8") } : { kind: "foreign" };
  if (slot.every((byte) => byte === 0)) return { kind: "empty" };
  return { kind: "damaged", meant: () => meantText(slot, HEAD_BYTES, () => (isOwn() ? wholeText(slot) : undefined)) };
}

/**
 * Zeros on disk where it is too short: a hole, or space that is only set aside, would be made one by its first write.
 * @returns whether it was.
 */
function fillUp(handle: number): boolean {
  const zeros = Buffer.alloc(SLOT_BYTES);
  const whole = Math.floor(fstatSync(handle).size / SLOT_BYTES);
  if (whole >= SLOTS) return false;
  for (let at = whole; at < SLOTS; at++) {
    if (writeSync(handle, zeros, 0, SLOT_BYTES, at * SLOT_BYTES) !== SLOT_BYTES) throw new Error("the disk is full");
  }
  fsyncSync(handle);
  return true;
}
