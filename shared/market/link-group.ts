/** Panels of one link group show one symbol, in every window. */
export const LINK_GROUPS = ["a", "b", "c", "d"] as const;
export type LinkGroup = (typeof LINK_GROUPS)[number];
