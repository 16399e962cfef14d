import type { ChartTemplate, Drawing } from "#shared/contract/charts.ts";
import { contract } from "#shared/contract/contract.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import { topicOf } from "#shared/rpc/latest.ts";

/** Drawings and templates as windows need them. */
export interface ChartsPort {
  readonly drawings: ReadonlyMap<InstrumentId, readonly Drawing[]>;
  readonly templates: readonly ChartTemplate[];
  draw(instrumentId: InstrumentId, drawing: Drawing): void;
  erase(instrumentId: InstrumentId, ids: readonly string[]): void;
  saveTemplate(template: ChartTemplate): void;
  removeTemplate(name: string): void;
}

/** Serves `charts`: what one window draws is on the charts of all. */
export function chartMethods(book: ChartsPort): DomainHandlers<typeof contract.charts> {
  const drawings = topicOf(contract.charts.drawings);
  const templates = topicOf(contract.charts.templates);
  const tell = (instrumentId: InstrumentId): void => {
    const kept = book.drawings.get(instrumentId);
    // An empty list, not a vanished key: whoever was away learns that the last drawing is gone.
    drawings.set({ instrumentId, drawings: [...(kept ?? [])] });
  };
  for (const instrumentId of book.drawings.keys()) tell(instrumentId);
  for (const template of book.templates) templates.set(template);
  return {
    drawings: () => drawings,
    draw: ({ instrumentId, drawing }) => {
      book.draw(instrumentId, drawing);
      tell(instrumentId);
      return {};
    },
    erase: ({ instrumentId, ids }) => {
      book.erase(instrumentId, ids);
      tell(instrumentId);
      return {};
    },
    templates: () => templates,
    saveTemplate: (template) => {
      book.saveTemplate(template);
      templates.set(template);
      return {};
    },
    removeTemplate: ({ name }) => {
      book.removeTemplate(name);
      templates.delete(name);
      return {};
    },
  };
}
