import type { Migration } from "../../migration.ts";

/** Commands that came from the cloud, from before they were begun: one id is acted upon once, also after a restart. */
export const cloudCommands: Migration = {
  version: 9,
  name: "cloud commands",
  up: (db) =>
    db.exec(`
      CREATE TABLE cloud_command (
        id TEXT PRIMARY KEY,
        at_utc INTEGER NOT NULL,
        command TEXT NOT NULL CHECK (json_valid(command)),
        answer TEXT CHECK (answer IS NULL OR json_valid(answer))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX cloud_command_at ON cloud_command (at_utc);
    `),
};
