import { z } from "zod";
import { METRIC_IDS } from "../trading/statistics/catalogue.ts";
import { Bytes, JournalTrade, TradeFilter, TradeSort } from "./journal-trade.ts";
import { AccountIdSchema, Count, Text, TimeMs } from "./primitives.ts";

export const ImportIdSchema = z.uuid();
/** Largest file that is taken, and largest piece of one. */
export const IMPORT_MAX_BYTES = 64 * 1024 * 1024;
export const FILE_CHUNK_BYTES = 512 * 1024;
export const FileName = z.string().min(1).max(255);
export const Chunk = Bytes.refine((bytes) => bytes.byteLength <= FILE_CHUNK_BYTES);

export const REPORT_KINDS = ["mt5Account", "mt5Tester", "mt4Account", "mt4Tester"] as const;

/** A figure that the report itself prints, beside ours. */
export const ReportCheck = z.object({ id: z.enum(METRIC_IDS), printed: Text, ours: Text, agrees: z.boolean() });
export type ReportCheck = z.infer<typeof ReportCheck>;

/** What an import would do. Nothing has been changed yet. */
export const ImportPreview = z.object({
  importId: ImportIdSchema,
  name: FileName,
  kind: z.enum(REPORT_KINDS),
  /** utf-8, utf-16le, windows-1251, ... or xlsx. */
  encoding: Text,
  /** Where the trades would go: the report's account, or one of its own for a tester's run. */
  accountId: AccountIdSchema,
  /** True when that account is known here already. */
  known: z.boolean(),
  /** Accounts that it may be of: the report's own first, then known ones with the same login and another server. */
  accounts: z.array(z.object({ accountId: AccountIdSchema, title: Text, currency: Text })).min(1),
  /** False: the report does not name the broker's server, so its own account may be one that is known by its server. */
  serverNamed: z.boolean(),
  title: Text,
  /** "" when the report does not name it: then `commit` needs one. */
  currency: Text,
  digits: z.int().min(0).max(8),
  netting: z.boolean(),
  fromMs: TimeMs.nullable(),
  toMs: TimeMs.nullable(),
  trades: Count,
  /** Rows that are new, that are here already, and that are here with other figures (they become revisions). */
  added: Count,
  duplicates: Count,
  changed: Count,
  /** Left out, by why: they are no closed trades. */
  skipped: z.array(
    z.object({ why: z.enum(["openPosition", "pendingOrder", "cancelledOrder", "emptyRow"]), rows: Count }),
  ),
  cashRows: Count,
  checks: z.array(ReportCheck),
  /** The newest ones. */
  sample: z.array(JournalTrade).max(50),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

export const ImportProgress = z.object({
  importId: ImportIdSchema,
  name: FileName,
  stage: z.enum(["uploading", "reading", "ready", "saving", "done", "failed", "cancelled"]),
  /** Bytes while uploading and reading, rows while saving. */
  done: Count,
  total: Count,
  /** Code and words of what failed. */
  error: z.object({ code: Text, message: z.string().max(1_000) }).nullable(),
});
export type ImportProgress = z.infer<typeof ImportProgress>;

export const KeptImport = z.object({
  importId: ImportIdSchema,
  name: FileName,
  kind: z.enum(REPORT_KINDS),
  accountId: AccountIdSchema,
  atMs: TimeMs,
  added: Count,
  duplicates: Count,
});
export type KeptImport = z.infer<typeof KeptImport>;

export const EXPORT_KINDS = ["csv", "xlsx", "json", "pdf", "risk"] as const;
export const ExportRequest = z.strictObject({
  kind: z.enum(EXPORT_KINDS),
  filter: TradeFilter,
  sort: TradeSort.optional(),
  /** CSV only: a byte order mark, for Excel. */
  bom: z.boolean().optional(),
  locale: z.enum(["en", "id"]),
});
export type ExportRequest = z.infer<typeof ExportRequest>;

export const ExportReady = z.object({ exportId: z.uuid(), name: FileName, mediaType: Text, bytes: Count });
export type ExportReady = z.infer<typeof ExportReady>;
