/** The only sites the terminal ever sends its user to. */
const HOSTS: ReadonlySet<string> = new Set(["www.tradingview.com", "www.mql5.com", "www.metatrader5.com"]);

/**
 * The address to hand to the user's browser, or undefined if it may not be opened: https, a host of the list, the usual
 * port and no credentials. What is opened is what was parsed, never the text that came in.
 */
export function externalLink(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const plain = url.protocol === "https:" && url.port === "" && url.username === "" && url.password === "";
  return plain && HOSTS.has(url.hostname) ? url.href : undefined;
}
