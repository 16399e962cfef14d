import { join } from "node:path";
import { eventNotice } from "../../ports/event-notice.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import { ChangeHistory } from "./change-history.ts";
import type { LayerValues } from "./document.ts";
import { parseDocument } from "./document.ts";
import { readIfThere } from "./safe-file.ts";
import { Settings } from "./settings.ts";
import { fileMark, SettingsFile, whyUnread } from "./settings-file.ts";

/** Values that an administrator set for everybody on this computer; only read here. */
export function machineSettingsPath(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  if (platform === "win32") return join(env["PROGRAMDATA"] ?? "C:\\ProgramData", "Fairlead", "settings.json");
  if (platform === "darwin") return "/Library/Application Support/Fairlead/settings.json";
  return "/etc/fairlead/settings.json";
}

/** Opens the settings of a profile. @throws FairleadError SETTINGS_NEWER */
export function openSettings(
  profileFolder: string,
  machinePath: string,
  events: EventSink,
  utcMs: () => number,
): Settings {
  const file = new SettingsFile(join(profileFolder, "settings.json"), events, utcMs);
  let mark = fileMark(machinePath);
  return new Settings({
    document: file.read(),
    machine: readMachine(machinePath, events),
    file: {
      write: (document) => file.write(document),
      outside: () => file.outside(),
      machineOutside: () => {
        const now = fileMark(machinePath);
        if (now === mark) return undefined;
        mark = now;
        return readMachine(machinePath, events);
      },
    },
    history: new ChangeHistory(join(profileFolder, "settings-history.json"), events, utcMs()),
    events,
    utcMs,
  });
}

function readMachine(path: string, events: EventSink): LayerValues {
  let text: string | undefined;
  try {
    text = readIfThere(path);
    return text === undefined ? {} : parseDocument(text).user;
  } catch (fault) {
    const why = text === undefined ? codeOf(fault) : whyUnread(text, fault);
    events.report(eventNotice("warning", "SETTING_INVALID.file", { path, why }));
    return {};
  }
}

/** The system's word for why a file cannot be read: EACCES, EISDIR. */
const codeOf = (fault: unknown): string => (fault as NodeJS.ErrnoException).code ?? "unreadable";
