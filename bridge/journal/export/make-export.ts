import type { ExportRequest } from "#shared/contract/journal-files.ts";
import type { StatisticsView } from "#shared/contract/journal-statistics.ts";
import type { JournalTrade } from "#shared/contract/journal-trade.ts";
import { csvExport } from "./csv-export.ts";
import { jsonExport } from "./json-export.ts";

/** What a file is made of. */
export interface Exported {
  readonly trades: readonly JournalTrade[];
  readonly statistics: StatisticsView;
  /** Charts of the first of them, PNG, by the trade's id. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

export interface MadeFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

const MEDIA = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  risk: "application/pdf",
} as const satisfies Readonly<Record<ExportRequest["kind"], string>>;

/** Makes the file that was asked for; its name tells the day it was made. */
export async function makeExport(
  { kind, locale, bom }: ExportRequest,
  exported: Exported,
  madeMs: number,
): Promise<MadeFile> {
  const { trades, statistics } = exported;
  const day = new Date(madeMs).toISOString().slice(0, 10);
  const name = kind === "risk" ? `fairlead-risk-${day}.pdf` : `fairlead-journal-${day}.${kind}`;
  const bytes = await contentOf();
  return { name, mediaType: MEDIA[kind], bytes };

  // The libraries of workbooks and PDFs are loaded by those who want one.
  async function contentOf(): Promise<Uint8Array> {
    switch (kind) {
      case "csv":
        return csvExport(trades, locale, bom ?? false);
      case "json":
        return jsonExport(exported, madeMs);
      case "xlsx":
        return (await import("./xlsx-export.ts")).xlsxExport(trades, statistics, locale);
      case "pdf":
      case "risk":
        return (await import("./pdf-report.ts")).pdfReport(kind, exported, { locale, madeMs });
    }
  }
}
