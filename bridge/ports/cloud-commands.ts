/** A command of the cloud as the ledger has it. Texts are JSON. */
export interface KeptCommand {
  readonly id: string;
  /** UTC ms of this computer. */
  readonly atMs: number;
  readonly command: string;
  /** Null while it is under way, or when the bridge died over it. */
  readonly answer: string | null;
}

/** The ledger's memory of commands from the cloud; each write is fsynced when the call returns. */
export interface CloudCommands {
  /** @returns what is known of this id; undefined = it is new, and now kept. */
  begin(id: string, atMs: number, command: string): KeptCommand | undefined;
  end(id: string, answer: string): void;
  /** Newest first. */
  recent(limit: number): readonly KeptCommand[];
}
