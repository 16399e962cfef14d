import { z } from "zod";

export const LINK_SCHEME = "fairlead";

const Name = z.string().regex(/^[\w.-]{1,40}$/);

/** What a link can do: show something. There is none that trades, sets, signs in, or reads. */
export const Navigation = z.discriminatedUnion("show", [
  z.strictObject({ show: z.literal("panel"), name: z.string().regex(/^[a-z]{1,20}$/) }),
  z.strictObject({ show: z.literal("symbol"), name: Name }),
  z.strictObject({ show: z.literal("help"), name: z.enum(["basics", "risk", "gale", "safety"]) }),
  z.strictObject({ show: z.literal("window"), name: z.literal("front") }),
]);
export type Navigation = z.infer<typeof Navigation>;

/** No query, fragment, credentials, port or further part: a link is two words. */
const LINK = /^fairlead:\/\/([a-z]{1,10})\/([\w.-]{1,40})\/?$/i;

/**
 * Reads `fairlead://panel/risk`, `fairlead://symbol/EURUSD`, `fairlead://help/gale` or `fairlead://window/front`.
 * Undefined for anything else.
 */
export function readDeepLink(text: string): Navigation | undefined {
  const [, show, name] = LINK.exec(text) ?? [];
  const parsed = Navigation.safeParse({ show: show?.toLowerCase(), name });
  return parsed.success ? parsed.data : undefined;
}

/** The link among the arguments of a start, if there is one: everything else of a second start is ignored. */
export const linkAmong = (argv: readonly string[]): Navigation | undefined => {
  const link = argv.find((argument) => /^fairlead:/i.test(argument));
  return link === undefined ? undefined : readDeepLink(link);
};
