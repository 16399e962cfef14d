import type { ReactNode } from "react";

/** The id of the list of zones: `list` of a field that takes one. */
export const ZONE_LIST = "known-zones";

/** Every time zone that this computer knows, for fields to offer. Once a form is enough. */
export function ZoneList(): ReactNode {
  return (
    <datalist id={ZONE_LIST}>
      {["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => (
        <option key={zone}>{zone}</option>
      ))}
    </datalist>
  );
}
