import type { AlertRule } from "#shared/alerts/alert.ts";

/** A kind of alert, alone or with the way it is told: `price`, `feed.sound`, `platform.desktop`. */
export const MUTE_RULE = /^(price|indicator|spread|volatility|feed|account|session|platform)(\.(sound|desktop))?$/;

/** Whether alerts of this kind make no sound, or show no notification. The centre has them all the same. */
export const isMuted = (rules: readonly string[], kind: AlertRule["kind"], port: "desktop" | "sound"): boolean =>
  rules.some((rule) => rule === kind || rule === `${kind}.${port}`);
