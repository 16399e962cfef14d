import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { FairleadError } from "#shared/contract/errors.ts";
import { eventNotice } from "../../ports/event-notice.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import { documentText, EMPTY_DOCUMENT, parseDocument, type SettingsDocument } from "./document.ts";
import { jsonFault } from "./json-fault.ts";
import { backupOf, readIfThere, replaceFile, setAside } from "./safe-file.ts";

/** An editor may write in several steps: a text that cannot be read is only said when it has stayed so for so many looks. */
const LOOKS = 3;

/** The settings on disk: replaced as a whole, with the text before kept as a backup; a hand in the file is noticed. */
export class SettingsFile {
  readonly #path: string;
  readonly #events: EventSink;
  readonly #utcMs: () => number;
  /** The file as it was last read or written here. */
  #seen = "";
  #broken = { mark: "", looks: 0 };

  constructor(path: string, events: EventSink, utcMs: () => number) {
    this.#path = path;
    this.#events = events;
    this.#utcMs = utcMs;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  }

  /**
   * The document, or the backup's when it is damaged, or an empty one when both are; a damaged file is set aside and
   * reported. @throws FairleadError SETTINGS_NEWER
   */
  read(): SettingsDocument {
    const text = readIfThere(this.#path);
    if (text === undefined) return EMPTY_DOCUMENT;
    const document = tryParse(text);
    if (document) {
      this.#seen = fileMark(this.#path);
      return document;
    }
    const kept = setAside(this.#path, this.#utcMs());
    const backup = readIfThere(backupOf(this.#path));
    const rescued = backup === undefined ? undefined : tryParse(backup);
    this.write(rescued ?? EMPTY_DOCUMENT);
    const key = rescued ? "SETTINGS_RECOVERED.backup" : "SETTINGS_RECOVERED.defaults";
    this.#events.report(eventNotice("warning", key, { kept }));
    return rescued ?? EMPTY_DOCUMENT;
  }

  /** What somebody else has written since; undefined when nobody has, or when it cannot be read (yet). */
  outside(): SettingsDocument | undefined {
    const mark = fileMark(this.#path);
    if (mark === "" || mark === this.#seen) return undefined;
    const text = readIfThere(this.#path) ?? "";
    try {
      const document = parseDocument(text);
      this.#seen = mark;
      return document;
    } catch (fault) {
      const looks = this.#broken.mark === mark ? this.#broken.looks + 1 : 1;
      this.#broken = { mark, looks };
      if (looks === LOOKS) {
        this.#events.report(
          eventNotice("warning", "SETTINGS_FILE.unreadable", { path: this.#path, why: whyUnread(text, fault) }),
        );
      }
      return undefined;
    }
  }

  /** An edit by hand that could not be read is kept beside the file. */
  write(document: SettingsDocument): void {
    const mark = fileMark(this.#path);
    if (mark !== "" && this.#seen !== "" && mark !== this.#seen) {
      const kept = setAside(this.#path, this.#utcMs());
      this.#events.report(eventNotice("warning", "SETTINGS_FILE.setAside", { kept }));
    }
    replaceFile(this.#path, documentText(document));
    this.#seen = fileMark(this.#path);
  }
}

/** Differs after every write; empty without a file. */
export function fileMark(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? "" : `${found.mtimeNs} ${found.size} ${found.ino}`;
}

/** Why a text is no settings file, in words that quote nothing of it: it may hold what nobody else should read. */
export const whyUnread = (text: string, fault: unknown): string =>
  fault instanceof FairleadError ? fault.message : (jsonFault(text) ?? "JSON, but no settings file");

function tryParse(text: string): SettingsDocument | undefined {
  try {
    return parseDocument(text);
  } catch (fault) {
    if (fault instanceof FairleadError) throw fault;
    return undefined;
  }
}
