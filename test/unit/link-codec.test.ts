import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode, encode, HEADER_BYTES } from "#shared/link/codec.ts";
import { LinkDecodeError, LinkEncodeError } from "#shared/link/errors.ts";
import { type FrameInput, MAX_FRAME_BYTES } from "#shared/link/frame.ts";
import { fieldSize } from "#shared/link/layout.ts";
import { MESSAGES, type MessageName } from "#shared/link/messages.ts";
import { frameInput } from "#test/fixtures/link-arbitraries.ts";

const NAMES = Object.keys(MESSAGES) as MessageName[];
const pack = (name: MessageName, input: unknown) => encode(name, input as FrameInput<MessageName>);
const header = { session: 7n, seq: 1n };
const bye = (): Uint8Array<ArrayBuffer> => encode("Bye", { header, fields: { reason: "remove" } });

function faultOf(frame: Uint8Array): string {
  try {
    decode(frame);
    return "none";
  } catch (error) {
    if (error instanceof LinkDecodeError) return error.fault;
    throw error;
  }
}

describe("every message of the link", () => {
  test.each(NAMES)("%s comes out of the frame as it went in", (name) => {
    fc.assert(
      fc.property(frameInput(name), (input) => {
        const frame = decode(pack(name, input));
        const { header: head, fields, items } = input as { header: object; fields: object; items: object[] };
        expect(frame.name).toBe(name);
        expect(frame.header).toMatchObject(head);
        expect(frame.fields).toStrictEqual(fields);
        expect(frame.items).toStrictEqual(items);
        if ("payload" in frame) expect(frame.payload).toStrictEqual(input["payload"]);
      }),
      { numRuns: 60 },
    );
  });

  test.each(NAMES)("%s has one form of bytes only: what decodes, encodes to the same bytes", (name) => {
    fc.assert(
      fc.property(frameInput(name), (input) => {
        const bytes = pack(name, input);
        const frame = decode(bytes);
        expect(pack(name, { ...frame, count: frame.header.count })).toStrictEqual(bytes);
      }),
      { numRuns: 20 },
    );
  });

  test("codes and names are unique, so a frame can mean one thing only", () => {
    const shapes = Object.values(MESSAGES);
    expect(new Set(shapes.map(({ code }) => code)).size).toBe(shapes.length);
    for (const [key, shape] of Object.entries(MESSAGES)) expect(shape.name).toBe(key);
    for (const { fields } of shapes) {
      for (const field of Object.values(fields)) {
        if (field.kind !== "code") continue;
        const values = Object.values<number>(field.codes.values);
        expect(new Set(values).size).toBe(values.length);
        expect(values.every((value) => value > 0 && value < 256)).toBe(true);
        expect(fieldSize(field)).toBe(1);
      }
    }
  });
});

describe("a hostile frame", () => {
  test("of random bytes is refused with a LinkDecodeError, never with anything else", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(() => decode(bytes)).toThrow(LinkDecodeError);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(NAMES)("made from %s by changing, cutting or adding bytes is read or refused, never a crash", (name) => {
    const damage = fc.record({
      input: frameInput(name),
      at: fc.nat(),
      byte: fc.integer({ min: 0, max: 255 }),
      cut: fc.option(fc.nat(), { nil: null }),
      extra: fc.uint8Array({ maxLength: 20 }),
    });
    fc.assert(
      fc.property(damage, ({ input, at, byte, cut, extra }) => {
        const whole = pack(name, input);
        whole[at % whole.length] = byte;
        const bytes = Uint8Array.from([
          ...whole.subarray(0, cut === null ? whole.length : cut % whole.length),
          ...extra,
        ]);
        try {
          decode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(LinkDecodeError);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("that claims four billion records is refused by its length, before any record is made", () => {
    const frame = encode("OrdersSnapshot", {
      header,
      fields: { snapshot: 1n, part: 0, parts: 1, brokerMs: 0 },
      items: [],
    });
    new DataView(frame.buffer).setUint32(4, 0xffff_ffff, true);
    expect(faultOf(frame)).toBe("lengthMismatch");
  });

  test("is refused by name: length, magic, type, version, records, code, bool, text, time", () => {
    const changed = (change: (frame: Uint8Array<ArrayBuffer>, view: DataView) => void, frame = bye()): string => {
      change(frame, new DataView(frame.buffer));
      return faultOf(frame);
    };
    expect(faultOf(new Uint8Array(HEADER_BYTES - 1))).toBe("tooShort");
    expect(faultOf(new Uint8Array(MAX_FRAME_BYTES + 1))).toBe("tooLong");
    expect(changed((frame) => frame.set([0x4c], 0))).toBe("wrongMagic");
    expect(changed((frame) => frame.set([255], 3))).toBe("unknownType");
    expect(faultOf(bye().subarray(0, HEADER_BYTES))).toBe("lengthMismatch");
    expect(changed((_, view) => view.setUint32(4, 1, true))).toBe("unexpectedItems");
    expect(changed((frame) => frame.set([0], HEADER_BYTES))).toBe("unknownCode");

    const list = () => encode("SymbolListRequest", { header, fields: { request: 1, marketWatchOnly: true } });
    expect(changed((frame) => frame.set([2], HEADER_BYTES + 4), list())).toBe("badBool");
    expect(changed((frame) => frame.set([2], 2), list())).toBe("protocolVersion");

    const notice = () => encode("Notice", { header, fields: { severity: "info", noticeCode: "A", message: "b" } });
    expect(changed((frame) => frame.set([0xc0, 0xaf], HEADER_BYTES + 1), notice())).toBe("badText");
    expect(changed((frame) => frame.set([0x41], HEADER_BYTES + 5), notice())).toBe("badText");

    const digest = encode("DigestRequest", {
      header,
      fields: { request: 1, stream: 1, symbol: "EURUSD", fromMs: 0, toMs: 0, countAtEnd: 0 },
    });
    expect(changed((_, view) => view.setUint32(HEADER_BYTES + 44, 0x0020_0000, true), digest)).toBe("unsafeMs");
  });
});

test("a frozen message is read in any protocol version, any other in ours only", () => {
  const old = encode("Bye", { header: { ...header, protocol: 9 }, fields: { reason: "close" } });
  expect(decode(old)).toMatchObject({ name: "Bye", header: { protocol: 9 }, fields: { reason: "close" } });
});

test("bytes read from a Buffer are a copy: they outlive the frame's memory", () => {
  const payload = Uint8Array.from({ length: 32 }, (_, i) => i);
  const frame = Buffer.from(encode("Ping", { header, fields: { id: 1n, payload } }));
  const read = decode(frame);
  frame.fill(0);
  expect(read.fields).toStrictEqual({ id: 1n, payload });
});

test("a value that does not fit its field is caught at the sender, with the field's name", () => {
  const ping = (id: bigint, payload: Uint8Array) => () => encode("Ping", { header, fields: { id, payload } });
  expect(ping(2n ** 64n, new Uint8Array(32))).toThrow(/Ping\.id/);
  expect(ping(-1n, new Uint8Array(32))).toThrow(LinkEncodeError);
  expect(ping(1n, new Uint8Array(31))).toThrow(/Ping\.payload must be 32 bytes/);
  const notice = (message: string) => () =>
    encode("Notice", { header, fields: { severity: "info", noticeCode: "X", message } });
  expect(notice("é".repeat(80))).not.toThrow();
  expect(notice("é".repeat(81))).toThrow(/Notice\.message/);
  expect(notice("a\0b")).toThrow(/without NUL/);
  expect(notice("\ud800")).toThrow(LinkEncodeError);
});
