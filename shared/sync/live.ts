/**
 * Hints of the cloud to desktops that are connected: what it names has changed, read it again by HTTP. One that is missed
 * costs nothing but time.
 */
export const LIVE_EVENTS = { sessions: "live:sessions" } as const;
