/** Versions of the terms and the privacy policy that a new user accepts, as the cloud keeps them with the consent. */
export const CURRENT_TERMS = { terms: "2026-11", privacy: "2026-11" } as const;
