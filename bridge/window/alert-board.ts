import type { Alert } from "#shared/alerts/alert.ts";
import type { AlertView, FiringView } from "#shared/contract/alerts.ts";
import { contract } from "#shared/contract/contract.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import type { KeptAlert, KeptFiring } from "../ports/alert-store.ts";

/** Firings that every window gets at once; older ones it asks for. */
export const SHOWN_FIRINGS = 200;

/** What windows see of alerts. */
export class AlertBoard {
  readonly list = topicOf(contract.alerts.list);
  readonly firings = topicOf(contract.alerts.firings, SHOWN_FIRINGS);

  changed(kept: KeptAlert, waiting: boolean): void {
    this.list.set(alertView(kept, waiting));
  }

  removed({ id }: Alert): void {
    this.list.delete(id);
  }

  told(kept: KeptFiring): void {
    this.firings.set(firingView(kept));
  }
}

/** An alert as windows see it. @param waiting it waits for bars. */
export function alertView({ alert, state, createdMs }: KeptAlert, waiting: boolean): AlertView {
  const { id: alertId, name, rule, repeat, expiresMs, ports } = alert;
  const { status, snoozedUntilMs, firings, lastFiredMs } = state;
  const shown = rule.kind === "indicator" ? { ...rule, parameters: { ...rule.parameters } } : rule;
  return {
    alertId,
    name,
    rule: shown,
    repeat,
    expiresMs,
    ports: [...ports],
    createdMs,
    status,
    snoozedUntilMs,
    firings,
    lastFiredMs,
    waiting: waiting && status === "armed",
  };
}

/** A firing as windows see it, with how its deliveries went. */
export function firingView({ seq, firing, seenMs, deliveries }: KeptFiring): FiringView {
  const { alert: alertId, arming, name, rule, atMs, brokerMs, value, detail } = firing;
  return {
    seq,
    alertId,
    arming,
    name,
    rule: rule.kind === "indicator" ? { ...rule, parameters: { ...rule.parameters } } : rule,
    atMs,
    brokerMs,
    value,
    detail: detail.slice(0, 512),
    test: arming < 0,
    seen: seenMs !== null,
    deliveries: deliveries.map(({ port, state, tries, told }) => ({ port, state, tries, told: told.slice(0, 512) })),
  };
}
