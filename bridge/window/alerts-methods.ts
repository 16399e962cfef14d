import type { Alert, AlertId } from "#shared/alerts/alert.ts";
import type { AlertInput } from "#shared/contract/alert-input.ts";
import type { contract } from "#shared/contract/contract.ts";
import type { UtcMs } from "#shared/market/brands.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import type { AlertStore, KeptAlert, KeptFiring } from "../ports/alert-store.ts";
import type { Clock } from "../ports/clock.ts";
import { type AlertBoard, alertView, firingView, SHOWN_FIRINGS } from "./alert-board.ts";

/** Alerts as the window commands them. */
export interface AlertCommands {
  create(alert: Alert): KeptAlert;
  edit(alert: Alert): KeptAlert;
  enable(id: AlertId, on: boolean): KeptAlert;
  snooze(id: AlertId, untilMs: UtcMs | null): KeptAlert;
  remove(id: AlertId): void;
  restore(id: AlertId): KeptAlert;
  test(id: AlertId): KeptFiring;
  waits(alert: Alert): boolean;
}

interface AlertsMethodParts {
  readonly service: AlertCommands;
  readonly board: AlertBoard;
  readonly store: AlertStore;
  readonly clock: Pick<Clock, "utcMs">;
  readonly windows: {
    claim(seq: number, port: "desktop" | "sound"): boolean;
    told(seq: number, port: "desktop" | "sound", problem: string | null): void;
  };
  readonly webhook: { signed(): Promise<boolean>; newSecret(): Promise<string> };
}

/** Serves `alerts`. Each command has happened, on disk, when it is answered. */
export function alertsMethods(parts: AlertsMethodParts): DomainHandlers<typeof contract.alerts> {
  const { service, board, store, clock, windows, webhook } = parts;
  for (const kept of store.firings(Number.MAX_SAFE_INTEGER, SHOWN_FIRINGS).toReversed()) board.told(kept);
  const view = (kept: KeptAlert) => alertView(kept, service.waits(kept.alert));
  return {
    list: () => board.list,
    firings: () => board.firings,
    history: ({ beforeSeq, limit }) => store.firings(beforeSeq, limit).map(firingView),
    create: ({ alertId, alert }) => view(service.create(alertOf(alertId, alert))),
    edit: ({ alertId, alert }) => view(service.edit(alertOf(alertId, alert))),
    enable: ({ alertId, on }) => view(service.enable(alertId, on)),
    snooze: ({ alertId, untilMs }) => view(service.snooze(alertId, untilMs as UtcMs | null)),
    remove: ({ alertId }) => {
      service.remove(alertId);
      return {};
    },
    restore: ({ alertId }) => view(service.restore(alertId)),
    test: ({ alertId }) => firingView(service.test(alertId)),
    seen: ({ seq }) => {
      store.seen(seq, clock.utcMs());
      for (const kept of store.firings(seq + 1, SHOWN_FIRINGS)) board.told(kept);
      return {};
    },
    claim: ({ seq, port }) => ({ granted: windows.claim(seq, port) }),
    told: ({ seq, port, problem }) => {
      windows.told(seq, port, problem);
      return {};
    },
    webhook: async () => ({ signed: await webhook.signed() }),
    newWebhookSecret: async () => ({ secret: await webhook.newSecret() }),
  };
}

const alertOf = (id: AlertId, { name, ...alert }: AlertInput): Alert => ({ id, name: name.trim(), ...alert });
