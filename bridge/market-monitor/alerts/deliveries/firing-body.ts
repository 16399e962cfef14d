import type { KeptFiring } from "../../../ports/alert-store.ts";

/** What a webhook gets: a version, the firing's key, and the facts. Times in ISO 8601, UTC; no account's money unless the alert is on it. */
export function firingBody({ seq, firing }: KeptFiring): Readonly<Record<string, unknown>> {
  const { alert, arming, name, rule, atMs, value, detail } = firing;
  return {
    version: 1,
    key: `${alert}/${arming}`,
    number: seq,
    test: arming < 0,
    alert: { id: alert, name, rule },
    at: new Date(atMs).toISOString(),
    value,
    detail,
  };
}
