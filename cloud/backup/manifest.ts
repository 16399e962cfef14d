import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { BackupError } from "./backup-error.ts";

export const MANIFEST_FILE = "manifest.json";
export const BACKUP_FORMAT = "fairlead-cloud-backup/1";

const Name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What a backup holds: written last, so a folder without it is no backup. */
export const Manifest = z.object({
  format: z.literal(BACKUP_FORMAT),
  made_at: z.iso.datetime(),
  /** Key id of the root secret that seals what is sealed; the secret itself is in no backup. */
  kid: z.string().min(1).max(64),
  /** Of the server it came from; any version restores into any other that the program knows. */
  postgres: z.string().max(200),
  migrations: z.array(z.object({ number: z.int().min(1), name: z.string().max(100), sha256: Sha256 })).min(1),
  tables: z
    .array(
      z.object({
        schema: Name,
        table: Name,
        columns: z.array(Name).min(1),
        rows: z.int().min(0),
        /** `COPY … TO STDOUT` in text form, gzip. */
        file: z.string().regex(/^[a-z0-9_.]{1,200}\.copy\.gz$/),
        sha256: Sha256,
      }),
    )
    .min(1),
});
export type Manifest = z.infer<typeof Manifest>;

/** Reads a backup's manifest and every byte it names. @throws BackupError when anything is missing or damaged. */
export async function checkedManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST_FILE);
  if (!existsSync(path)) throw new BackupError(`${folder} holds no finished backup: it has no ${MANIFEST_FILE}.`);
  const read = Manifest.safeParse(jsonOf(readFileSync(path, "utf8")));
  if (!read.success) {
    const where = read.error.issues[0]?.path.join(".") ?? "";
    throw new BackupError(`${path} is damaged, or of another version of the program (at ${where || "its root"}).`);
  }
  for (const { file, sha256 } of read.data.tables) {
    const found = existsSync(join(folder, file)) ? await sha256Of(join(folder, file)) : "missing";
    if (found !== sha256) throw new BackupError(`${join(folder, file)} is damaged or missing: use another backup.`);
  }
  return read.data;
}

/** The file's SHA-256 in hex, read as a stream. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
