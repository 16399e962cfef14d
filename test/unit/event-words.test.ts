import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { terminalNotice } from "#bridge/metatrader-connector/terminal-notice.ts";
import { eventNotice } from "#bridge/ports/event-notice.ts";
import { errorWords } from "#renderer/i18n/error-words.ts";
import { eventWords, furtherDetails, refusalWords } from "#renderer/i18n/event-words.ts";
import { eventsId } from "#renderer/i18n/events-id.ts";
import { ERRORS } from "#shared/contract/errors.ts";
import { blanksOf, EVENT_WORDS, type EventKey, eventKeyOf } from "#shared/contract/event-words.ts";
import { RefusalCode } from "#shared/link/codes.ts";
import { NOTICE_CODES } from "#shared/link/notice-codes.ts";
import type { AccountId, TerminalId } from "#shared/market/brands.ts";

const KEYS = Object.keys(EVENT_WORDS) as EventKey[];
const bridge = fileURLToPath(new URL("../../bridge/", import.meta.url));

interface Report {
  readonly code: string;
  readonly file: string;
}

/** The text from `at` up to the parenthesis that closes the first one. */
function callAt(source: string, at: number): string {
  let depth = 0;
  for (let i = source.indexOf("(", at); i < source.length; i++) {
    if (source[i] === "(") depth += 1;
    if (source[i] === ")") depth -= 1;
    if (depth === 0) return source.slice(at, i + 1);
  }
  return source.slice(at);
}

/** Every report in the bridge's sources that names its code itself. */
function reports(): Report[] {
  const files = readdirSync(bridge, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files.flatMap((file) => {
    const source = readFileSync(join(bridge, file), "utf8");
    return [...source.matchAll(/\b(?:report|eventNotice)\(/g)].flatMap(({ index }) => {
      const call = callAt(source, index);
      const named =
        /(?:\bcode: [^,]*|eventNotice\(\s*"\w+",\s*["`][A-Z_]+|report\(\s*["`][A-Z_]+)/.exec(call)?.[0] ?? "";
      return [...named.matchAll(/["`]([A-Z][A-Z_]+)/g)].map(([, code = ""]) => ({ code, file }));
    });
  });
}

test("every event that the bridge reports has words of its own, or is an error that has them", () => {
  const found = reports();
  expect(found.length).toBeGreaterThan(25);
  const codes = new Set(KEYS.map((key) => key.split(".")[0]));
  const unknown = found.filter(({ code }) => !codes.has(code) && !Object.hasOwn(ERRORS, code));
  expect(unknown.map(({ code, file }) => `${file}: ${code} is not in shared/contract/event-words.ts`)).toEqual([]);
});

test("every event has words in both languages, with the same blanks", () => {
  for (const key of KEYS) {
    expect(eventsId[key].length, key).toBeGreaterThan(10);
    expect(eventsId[key], key).not.toBe(EVENT_WORDS[key]);
    expect([...blanksOf(eventsId[key])].toSorted(), key).toEqual([...blanksOf(EVENT_WORDS[key])].toSorted());
  }
});

test("every refusal and every notice of a program has words", () => {
  for (const reason of Object.keys(RefusalCode.values)) {
    expect(eventKeyOf("PEER_REFUSED", { reason }), reason).toBe(`PEER_REFUSED.${reason}`);
    expect(refusalWords(reason, "", "id")).not.toBe(refusalWords(reason, "", "en"));
  }
  for (const noticeCode of NOTICE_CODES) {
    const terminal = { terminal: "t" as TerminalId, terminalName: "Harbour", account: { id: "1@X" as AccountId } };
    const session = terminal as Parameters<typeof terminalNotice>[0];
    const event = terminalNotice(session, { severity: "error", noticeCode, message: "as the EA says it" });
    expect(event.code).toBe(noticeCode);
    for (const language of ["en", "id"]) expect(eventWords(event, language)).toMatch(/^Harbour: ./);
  }
});

test("an event says the same figures in either language, and its words leave nothing twice in the details", () => {
  const details = { instrument: "1@X/EURUSD", symbol: "EURUSD", fromMs: 1, toMs: 61_001, seconds: 61, bars: 3 };
  const event = eventNotice("warning", "GAP_RECORDED.HISTORY_MISSING", { ...details, status: "timeout", error: 4401 });
  expect(event).toMatchObject({ code: "GAP_RECORDED", details: { reason: "HISTORY_MISSING" } });
  expect(event.message).toBe(
    "EURUSD has a gap of 61 s: MT5's history answered timeout (error 4401); 3 minute bars are known.",
  );
  expect(eventWords(event, "en")).toBe(event.message);
  expect(eventWords(event, "id")).toBe(
    "EURUSD punya celah 61 s: riwayat MT5 menjawab timeout (kesalahan 4401); 3 bar menit diketahui.",
  );
  expect(furtherDetails(event, "id").map(([name]) => name)).toEqual(["instrument", "fromMs", "toMs"]);
});

test("what a window has no words for is shown as it came, never with a hole", () => {
  const unknown = { code: "OF_A_NEWER_BRIDGE", message: "Something new.", details: { a: 1 } };
  expect(eventWords(unknown, "id")).toBe("Something new.");
  const holed = { code: "KEY_ROTATED", message: "Harbour has a new key.", details: {} };
  expect(eventWords(holed, "id")).toBe("Harbour has a new key.");
  const stored = { code: "STORE_CORRUPT", message: "ledger.db could not be read.", details: {} };
  expect(eventWords(stored, "en")).toBe(stored.message);
  expect(eventWords(stored, "id")).toContain(errorWords("STORE_CORRUPT", "id").what);
});
