/** How much the publisher says a release matters, least first. Apart from its schema, as the window carries no schemas. */
export const IMPORTANCES = ["none", "low", "moderate", "high"] as const;
