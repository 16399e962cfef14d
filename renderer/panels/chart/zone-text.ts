import type { Text } from "../../i18n/i18n.ts";
import { isNamedZone } from "./chart-tools-state.ts";

/** How a zone is called: in words, or by its city. */
export const zoneText = (text: Text, zone: string): string =>
  isNamedZone(zone) ? text(`chart.zone.${zone}`) : (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
