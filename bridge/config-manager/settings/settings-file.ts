import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { FairleadError } from "#shared/contract/errors.ts";
import { eventNotice } from "../../ports/event-notice.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import { documentText, EMPTY_DOCUMENT, parseDocument, type SettingsDocument } from "./document.ts";
import { backupOf, readIfThere, replaceFile, setAside } from "./safe-file.ts";

/** The settings on disk: replaced as a whole, with the text before kept as a backup. */
export class SettingsFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  }

  /**
   * The document, or the backup's when it is damaged, or an empty one when both are; a damaged file is set aside and
   * reported. @throws FairleadError SETTINGS_NEWER
   */
  read(events: EventSink, utcMs: number): SettingsDocument {
    const text = readIfThere(this.#path);
    if (text === undefined) return EMPTY_DOCUMENT;
    const document = tryParse(text);
    if (document) return document;
    const kept = setAside(this.#path, utcMs);
    const backup = readIfThere(backupOf(this.#path));
    const rescued = backup === undefined ? undefined : tryParse(backup);
    this.write(rescued ?? EMPTY_DOCUMENT);
    const key = rescued ? "SETTINGS_RECOVERED.backup" : "SETTINGS_RECOVERED.defaults";
    events.report(eventNotice("warning", key, { kept }));
    return rescued ?? EMPTY_DOCUMENT;
  }

  write(document: SettingsDocument): void {
    replaceFile(this.#path, documentText(document));
  }
}

function tryParse(text: string): SettingsDocument | undefined {
  try {
    return parseDocument(text);
  } catch (fault) {
    if (fault instanceof FairleadError) throw fault;
    return undefined;
  }
}
