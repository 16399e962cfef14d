import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A root secret that development makes once and keeps in the cloud's own folder, for its owner only. */
export function developmentSecret(data: string): string {
  const file = join(data, "development-secret");
  if (!existsSync(file)) {
    mkdirSync(data, { recursive: true, mode: 0o755 });
    try {
      writeFileSync(file, randomBytes(48).toString("base64url"), { mode: 0o600, flag: "wx" });
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code !== "EEXIST") throw fault;
    }
  }
  return readFileSync(file, "utf8");
}
