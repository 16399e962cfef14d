import type { SessionState } from "#shared/trading/session/session-state.ts";
import type { LayerValues } from "../config-manager/settings/document.ts";

/**
 * What a session sets for itself, the strongest layer of settings: while it has trades, and wants them closed should the
 * bridge die, that holds whatever its account says. It can only ask for more safety, never for less.
 */
export const sessionValues = ({ config, live }: Pick<SessionState, "config" | "live">): LayerValues =>
  config.flattenOnLapse && live.length > 0 ? { "trading.flattenOnLapse": true } : {};
