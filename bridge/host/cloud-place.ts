import { FairleadError } from "#shared/contract/errors.ts";

/** The cloud that this start works with. `embedded` without an address: nobody has started one. */
export type CloudPlace =
  | { readonly kind: "off" }
  | { readonly kind: "embedded"; readonly url: string | undefined }
  | { readonly kind: "url"; readonly url: string };

const EMBEDDED = "embedded";
const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Reads `--cloud`: embedded, off, or an address. `embedded@URL` is what `npm start` tells the desktop shell of the cloud
 * that it starts. An address is https, or http on this computer: a sign-in never crosses a network in the clear.
 * @throws FairleadError OPTION_INVALID.
 */
export function cloudPlace(text: string = EMBEDDED): CloudPlace {
  if (text === "off") return { kind: "off" };
  if (text === EMBEDDED) return { kind: "embedded", url: undefined };
  if (text.startsWith(`${EMBEDDED}@`)) return { kind: "embedded", url: addressOf(text.slice(EMBEDDED.length + 1)) };
  return { kind: "url", url: addressOf(text) };
}

/** As the option is written. */
export function cloudText(place: CloudPlace): string {
  if (place.kind === "off") return "off";
  if (place.kind === "url") return place.url;
  return place.url === undefined ? EMBEDDED : `${EMBEDDED}@${place.url}`;
}

function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const safe = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.has(url.hostname));
  if (url === undefined || !safe || url.username !== "" || url.search !== "" || url.hash !== "") {
    const words = `--cloud takes embedded, off, or an https:// address (http:// on this computer only), not "${text}".`;
    throw new FairleadError("OPTION_INVALID", words);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}
