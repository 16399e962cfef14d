import { z } from "zod";
import { command, domain, query, stream } from "./descriptor.ts";
import {
  Chunk,
  ExportReady,
  ExportRequest,
  FileName,
  IMPORT_MAX_BYTES,
  ImportIdSchema,
  ImportPreview,
  ImportProgress,
  KeptImport,
} from "./journal-files.ts";
import { CalendarDay, Conversion, GROUPINGS, StatisticsView } from "./journal-statistics.ts";
import {
  Bytes,
  JournalTrade,
  NoteText,
  TagText,
  TradeDetail,
  TradeFilter,
  TradeIdSchema,
  TradeSort,
} from "./journal-trade.ts";
import { SessionIdSchema } from "./order-input.ts";
import { AccountIdSchema, Count, Nothing, Text, TimeMs } from "./primitives.ts";

const One = z.object({ tradeId: TradeIdSchema });
const Import = z.object({ importId: ImportIdSchema });
const STORE = ["STORE_FULL", "STORE_UNAVAILABLE"] as const;
const REPORT_ERRORS = ["REPORT_UNREADABLE", "REPORT_DAMAGED", "REPORT_TOO_LARGE", "NOT_FOUND"] as const;
const LONG_MS = 60_000;

/** An account that trades are known of, connected or only read from a report. */
export const JournalAccount = z.object({
  accountId: AccountIdSchema,
  kind: z.enum(["live", "demo", "paper", "report", "tester"]),
  title: Text,
  currency: Text,
  digits: z.int().min(0).max(8),
  trades: Count,
  firstMs: TimeMs.nullable(),
  lastMs: TimeMs.nullable(),
});
export type JournalAccount = z.infer<typeof JournalAccount>;

export const EditedTrade = z.object({
  tradeId: TradeIdSchema,
  note: NoteText,
  tags: z.array(TagText),
  revision: Count,
  /** The note that was there and that this edit did not know of; it stays in `edits`. Null: none was overwritten. */
  overwrote: NoteText.nullable(),
});
export type EditedTrade = z.infer<typeof EditedTrade>;

const Upcoming = z.object({
  accountId: AccountIdSchema.nullable(),
  sessionId: SessionIdSchema.nullable(),
  tags: z.array(TagText).max(16),
});

/** Every closed trade of every account, what led to it, what the trader says of it, and what it all comes to. */
export const journal = domain({
  state: stream({
    doc: "Grows whenever a trade, note, tag or import has changed: time to ask again.",
    mode: "latest",
    params: z.object({}),
    item: z.object({
      revision: Count,
      trades: Count,
      /** Trades whose ticks are still being looked at. */ measuring: Count,
    }),
  }),
  accounts: query({ doc: "Accounts with closed trades.", input: Nothing, output: z.array(JournalAccount) }),
  trades: query({
    doc: "A page of closed trades; `total` counts all that fit the filter.",
    input: z.object({ filter: TradeFilter, sort: TradeSort, offset: Count, limit: z.int().min(1).max(500) }),
    output: z.object({ total: Count, trades: z.array(JournalTrade) }),
  }),
  trade: query({
    doc: "One trade with its deals and what the rules said.",
    input: One,
    output: TradeDetail,
    errors: ["NOT_FOUND"],
  }),
  edit: command({
    doc: "Changes note or tags; on disk when answered. What was there before is kept. The same editId again does nothing.",
    input: z.object({
      tradeId: TradeIdSchema,
      editId: z.uuid(),
      /** `revision` that the writer saw. */
      basedOn: Count,
      note: NoteText.optional(),
      addTags: z.array(TagText).max(16).optional(),
      removeTags: z.array(TagText).max(16).optional(),
    }),
    output: EditedTrade,
    errors: ["NOT_FOUND", ...STORE],
  }),
  edits: query({
    doc: "Every state that a trade's note and tags were in, newest first.",
    input: One,
    output: z.array(z.object({ revision: Count, atMs: TimeMs, note: NoteText, tags: z.array(TagText) })),
  }),
  choices: query({
    doc: "Symbols and sessions that closed trades are known of, to filter by.",
    input: Nothing,
    output: z.object({
      symbols: z.array(Text),
      sessions: z.array(z.object({ sessionId: SessionIdSchema, name: Text })),
    }),
  }),
  tags: query({
    doc: "Tags in use, with how many trades wear them.",
    input: Nothing,
    output: z.array(z.object({ tag: TagText, trades: Count })),
  }),
  upcomingTags: query({
    doc: "Tags that trades get when they close, by account and session.",
    input: Nothing,
    output: z.array(Upcoming),
  }),
  setUpcomingTags: command({
    doc: "Tags for the trades to come of an account (null: of all) or a session; an empty list takes them back.",
    input: Upcoming,
    output: Nothing,
    errors: STORE,
  }),
  keepPicture: command({
    doc: "Keeps a picture (PNG, at most 512 KB) with a trade, in the place of the one before.",
    input: z.object({ tradeId: TradeIdSchema, png: Chunk }),
    output: Nothing,
    errors: ["NOT_FOUND", "BAD_REQUEST", ...STORE],
  }),
  picture: query({ doc: "The picture of a trade.", input: One, output: z.object({ png: Bytes.nullable() }) }),
  statistics: query({
    doc: "What the trades come to, each currency by itself.",
    input: z.object({ filter: TradeFilter, groupBy: z.enum(GROUPINGS).optional(), convert: Conversion.optional() }),
    output: StatisticsView,
    deadlineMs: LONG_MS,
  }),
  days: query({
    doc: "Result of each day with a close; one row a day and currency, oldest first.",
    input: z.object({ filter: TradeFilter }),
    output: z.array(CalendarDay),
  }),
  importBegin: command({
    doc: "Opens an import: the file's pieces follow.",
    input: z.object({ importId: ImportIdSchema, name: FileName, bytes: z.int().min(1).max(IMPORT_MAX_BYTES) }),
    output: Nothing,
    errors: ["REPORT_TOO_LARGE", "OVERLOADED"],
  }),
  importChunk: command({
    doc: "A piece of the file, in order; `received` counts bytes.",
    input: z.object({ importId: ImportIdSchema, offset: Count, data: Chunk }),
    output: z.object({ received: Count }),
    errors: ["NOT_FOUND", "BAD_REQUEST"],
  }),
  importPreview: query({
    doc: "Reads the file and tells what an import would do. Changes nothing.",
    input: Import.extend({
      /** One of the `accounts` of the first answer: what it would do to that one, and does when it is committed. */
      accountId: AccountIdSchema.optional(),
    }),
    output: ImportPreview,
    errors: REPORT_ERRORS,
    deadlineMs: LONG_MS,
  }),
  importCommit: command({
    doc: "Keeps what the preview told, all or nothing.",
    input: z.object({
      importId: ImportIdSchema,
      /** Where the report names none. */ currency: z.string().min(2).max(8).optional(),
    }),
    output: KeptImport,
    errors: [...REPORT_ERRORS, "REPORT_NEEDS_CURRENCY", ...STORE],
    deadlineMs: LONG_MS,
  }),
  importCancel: command({ doc: "Forgets an import that was not kept.", input: Import, output: Nothing }),
  importRemove: command({
    doc: "Takes back what an import added; notes and tags stay on record.",
    input: Import,
    output: Nothing,
    errors: ["NOT_FOUND", ...STORE],
  }),
  imports: query({ doc: "Imports that were kept, newest first.", input: Nothing, output: z.array(KeptImport) }),
  importing: stream({
    doc: "How far each import is.",
    mode: "latest",
    key: "importId",
    params: z.object({}),
    item: ImportProgress,
  }),
  export: command({
    doc: "Makes a file of the trades that fit; fetch it in pieces with exportChunk within ten minutes.",
    input: ExportRequest,
    output: ExportReady,
    errors: ["OVERLOADED"],
    deadlineMs: LONG_MS,
  }),
  exportChunk: query({
    doc: "A piece of an exported file from `offset` on; at its end `done` is true.",
    input: z.object({ exportId: z.uuid(), offset: Count }),
    output: z.object({ data: Bytes, done: z.boolean() }),
    errors: ["NOT_FOUND"],
  }),
});
