/** The parts one process of the cloud may play; any subset, all of them by default. */
export const ROLES = ["api", "gateway", "ingest", "jobs"] as const;

export type Role = (typeof ROLES)[number];

/** @throws Error naming what is unknown. */
export function parseRoles(text: string): ReadonlySet<Role> {
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const unknown = names.filter((name) => !ROLES.includes(name as Role));
  if (unknown.length > 0 || names.length === 0) {
    throw new Error(`--roles takes any of ${ROLES.join(", ")}; unknown: ${unknown.join(", ") || "(nothing given)"}.`);
  }
  return new Set(names as Role[]);
}
