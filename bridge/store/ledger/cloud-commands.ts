import type { Database, Statement } from "better-sqlite3";
import type { CloudCommands, KeptCommand } from "#bridge/ports/cloud-commands.ts";
import type { LedgerWrite } from "./write.ts";

const KEEP_MS = 90 * 86_400_000;

/** Table `cloud_command`. */
export class LedgerCloudCommands implements CloudCommands {
  readonly #write: LedgerWrite;
  readonly #get: Statement<[string], KeptCommand>;
  readonly #recent: Statement<[number], KeptCommand>;
  readonly #add: Statement<[string, number, string]>;
  readonly #drop: Statement<[number]>;
  readonly #end: Statement<[string, string]>;

  constructor(db: Database, write: LedgerWrite) {
    this.#write = write;
    const columns = "id, at_utc AS atMs, command, answer";
    this.#get = db.prepare(`SELECT ${columns} FROM cloud_command WHERE id = ?`);
    this.#recent = db.prepare(`SELECT ${columns} FROM cloud_command ORDER BY at_utc DESC, id DESC LIMIT ?`);
    this.#add = db.prepare("INSERT INTO cloud_command (id, at_utc, command) VALUES (?, ?, ?)");
    this.#drop = db.prepare("DELETE FROM cloud_command WHERE at_utc < ?");
    this.#end = db.prepare("UPDATE cloud_command SET answer = ? WHERE id = ?");
  }

  begin(id: string, atMs: number, command: string): KeptCommand | undefined {
    return this.#write(() => {
      const known = this.#get.get(id);
      if (known !== undefined) return known;
      // By then its own time is long over: it could not be acted upon again.
      this.#drop.run(atMs - KEEP_MS);
      this.#add.run(id, atMs, command);
      return undefined;
    });
  }

  end(id: string, answer: string): void {
    this.#write(() => this.#end.run(answer, id));
  }

  recent(limit: number): readonly KeptCommand[] {
    return this.#recent.all(limit);
  }
}
