import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from "node:fs";
import { crc32 } from "node:zlib";
import { codedStoreError } from "../sqlite-error.ts";

/** A page of the disk each, so that a write needs none read before, and tears no other. */
const SLOT_BYTES = 4_096;
const SLOTS = 256;
/** Mark, owner, length, checksum: 32 bits each, little-endian. */
const HEAD_BYTES = 16;
const MARK = 0x314c_4946;
const MOST_TEXT_BYTES = SLOT_BYTES - HEAD_BYTES;
/** Above this it is time to begin anew, when nobody waits. */
const NEARLY_FULL = SLOTS * 0.75;

/**
 * intents.log: texts on disk (fsync) before a call returns, in a file whose pages are there already. A commit of SQLite
 * grows its log, so the file system has to write down where, and takes along what others wrote before; this takes half
 * the time. Each slot is whole, by its checksum, or was never told to anybody. What stands in it counts until `restart`.
 */
export class IntentLog {
  readonly #file: string;
  #handle: number | null;
  readonly #slot = Buffer.alloc(SLOT_BYTES);
  #next = 0;
  #isBroken = false;

  private constructor(file: string, handle: number) {
    this.#file = file;
    this.#handle = handle;
  }

  /**
   * @returns null where there is none and none can be made (a full disk): its user then writes elsewhere.
   * @throws FairleadError STORE_UNAVAILABLE for one that is there and cannot be read: orders may stand in it.
   */
  static open(file: string): IntentLog | null {
    const isNew = !existsSync(file);
    let handle: number | undefined;
    try {
      handle = openSync(file, isNew ? "wx+" : "r+", 0o600);
      fillUp(handle);
      return new IntentLog(file, handle);
    } catch (error) {
      if (handle !== undefined) closeSync(handle);
      if (!isNew) throw codedStoreError(error, file);
      rmSync(file, { force: true });
      return null;
    }
  }

  /** Texts of an owner that a run left, oldest run's slots among them: who reads them knows which still count. */
  texts(owner: number): readonly string[] {
    const slot = Buffer.alloc(SLOT_BYTES);
    const texts: string[] = [];
    if (this.#handle === null) return texts;
    for (let at = 0; at < SLOTS; at++) {
      if (readSync(this.#handle, slot, 0, SLOT_BYTES, at * SLOT_BYTES) !== SLOT_BYTES) break;
      const length = slot.readUInt32LE(8);
      if (slot.readUInt32LE(0) !== MARK || slot.readUInt32LE(4) !== owner || length > MOST_TEXT_BYTES) continue;
      const text = slot.subarray(HEAD_BYTES, HEAD_BYTES + length);
      if (slot.readUInt32LE(12) === checksum(slot, text)) texts.push(text.toString("utf8"));
    }
    return texts;
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
      throw codedStoreError(error, this.#file);
    }
    return true;
  }

  /** To be called when all that stands in it is on disk elsewhere: its slots are written over from now on. */
  restart(): void {
    this.#next = 0;
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }
}

const checksum = (slot: Buffer, text: Buffer): number => crc32(text, crc32(slot.subarray(0, 12)));

/** Zeros on disk where it is too short: a hole, or space that is only set aside, would be made one by its first write. */
function fillUp(handle: number): void {
  const zeros = Buffer.alloc(SLOT_BYTES);
  const whole = Math.floor(fstatSync(handle).size / SLOT_BYTES);
  if (whole >= SLOTS) return;
  for (let at = whole; at < SLOTS; at++) {
    if (writeSync(handle, zeros, 0, SLOT_BYTES, at * SLOT_BYTES) !== SLOT_BYTES) throw new Error("the disk is full");
  }
  fsyncSync(handle);
}
