import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ChartTemplate, Drawing } from "#shared/contract/charts.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { MOST_DRAWINGS, MOST_TEMPLATES } from "#shared/market/drawing.ts";
import { eventNotice } from "../../ports/event-notice.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import { readIfThere, replaceFile, setAside } from "../settings/safe-file.ts";
import { type ChartDocument, chartsText, isWhole, parseCharts } from "./chart-document.ts";

const NOTHING: ChartDocument = { drawings: new Map(), templates: [], lost: 0 };

/** Drawings and chart templates of a profile, on disk after every change. */
export class ChartBook {
  readonly #path: string;
  #drawings: ReadonlyMap<InstrumentId, readonly Drawing[]>;
  #templates: readonly ChartTemplate[];

  private constructor(path: string, { drawings, templates }: ChartDocument) {
    this.#path = path;
    this.#drawings = drawings;
    this.#templates = templates;
  }

  /** Reads `charts.json` of the profile. What is damaged is left out, kept beside it and reported. */
  static open(profileFolder: string, events: EventSink, utcMs: number): ChartBook {
    mkdirSync(profileFolder, { recursive: true, mode: 0o700 });
    const path = join(profileFolder, "charts.json");
    const text = readIfThere(path);
    const document = text === undefined ? NOTHING : tryParse(text);
    if (document !== undefined && document.lost === 0) return new ChartBook(path, document);
    const kept = setAside(path, utcMs);
    if (document === undefined) events.report(eventNotice("warning", "CHARTS_RECOVERED.all", { kept }));
    else {
      replaceFile(path, chartsText(document));
      events.report(eventNotice("warning", "CHARTS_RECOVERED.some", { lost: document.lost, kept }));
    }
    return new ChartBook(path, document ?? NOTHING);
  }

  get drawings(): ReadonlyMap<InstrumentId, readonly Drawing[]> {
    return this.#drawings;
  }

  get templates(): readonly ChartTemplate[] {
    return this.#templates;
  }

  /** @throws FairleadError BAD_REQUEST, DRAWINGS_FULL, CHARTS_UNWRITABLE */
  draw(instrumentId: InstrumentId, drawing: Drawing): void {
    if (!isWhole(drawing)) throw new FairleadError("BAD_REQUEST", undefined, { field: "points" });
    const before = this.#drawings.get(instrumentId) ?? [];
    const known = before.some(({ id }) => id === drawing.id);
    if (!known && before.length >= MOST_DRAWINGS) throw new FairleadError("DRAWINGS_FULL");
    this.#keepDrawings(
      instrumentId,
      known ? before.map((each) => (each.id === drawing.id ? drawing : each)) : [...before, drawing],
    );
  }

  /** @throws FairleadError CHARTS_UNWRITABLE */
  erase(instrumentId: InstrumentId, ids: readonly string[]): void {
    const before = this.#drawings.get(instrumentId) ?? [];
    const gone = new Set(ids);
    const left = before.filter(({ id }) => !gone.has(id));
    if (left.length < before.length) this.#keepDrawings(instrumentId, left);
  }

  /** @throws FairleadError TEMPLATES_FULL, CHARTS_UNWRITABLE */
  saveTemplate(template: ChartTemplate): void {
    const others = this.#templates.filter(({ name }) => name !== template.name);
    if (others.length >= MOST_TEMPLATES) throw new FairleadError("TEMPLATES_FULL");
    this.#keep(this.#drawings, [...others, template]);
  }

  /** @throws FairleadError CHARTS_UNWRITABLE */
  removeTemplate(gone: string): void {
    const left = this.#templates.filter(({ name }) => name !== gone);
    if (left.length < this.#templates.length) this.#keep(this.#drawings, left);
  }

  #keepDrawings(instrumentId: InstrumentId, drawings: readonly Drawing[]): void {
    const all = new Map(this.#drawings);
    if (drawings.length > 0) all.set(instrumentId, drawings);
    else all.delete(instrumentId);
    this.#keep(all, this.#templates);
  }

  #keep(drawings: ReadonlyMap<InstrumentId, readonly Drawing[]>, templates: readonly ChartTemplate[]): void {
    try {
      replaceFile(this.#path, chartsText({ drawings, templates }));
    } catch (fault) {
      throw new FairleadError("CHARTS_UNWRITABLE", fault instanceof Error ? fault.message : undefined);
    }
    this.#drawings = drawings;
    this.#templates = templates;
  }
}

function tryParse(text: string): ChartDocument | undefined {
  try {
    return parseCharts(text);
  } catch {
    return undefined;
  }
}
