import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { writeDiagnostics } from "#bridge/config-manager/diagnostics/bundle.ts";
import { settingsFilePart } from "#bridge/config-manager/diagnostics/settings-file.ts";
import { versionsPart } from "#bridge/config-manager/diagnostics/versions.ts";
import { Redactor } from "#bridge/config-manager/logs/redactor.ts";
import { parseDiagnosticsOptions } from "#bridge/host/options.ts";
import { defaultProfileFolder } from "#bridge/host/profile-folder.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { ROOT } from "./gates/run-tool.ts";

const HELP = `Fairlead's diagnostics: logs, settings and versions, without secrets, in one .zip file.

  npm run diagnostics -- [--data DIR]

  --data DIR   the profile folder (default ${defaultProfileFolder()})
  --help       this text

It works whether Fairlead runs or not, and prints the file's path. Nothing is sent anywhere.
`;

/**
 * `npm run diagnostics -- [--data DIR]`: the bundle for when Fairlead does not start. It reads the profile's logs and
 * settings, opens no database, and takes no lock.
 */
try {
  const cwd = process.env["npm_lifecycle_event"] === "diagnostics" ? process.env["INIT_CWD"] : undefined;
  const { data, help } = parseDiagnosticsOptions(process.argv.slice(2), cwd ?? process.cwd());
  if (help) {
    process.stdout.write(HELP);
    process.exit(0);
  }
  if (statSync(data, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new FairleadError(
      "OPTION_INVALID",
      `There is no profile folder ${data}: --data names the folder that Fairlead uses.`,
    );
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { readonly version: string };
  const parts = [
    versionsPart(version),
    settingsFilePart(join(data, "settings.json")),
    { name: "files.json", read: () => filesOf(data) },
  ];
  const { file, bytes } = await writeDiagnostics(data, parts, new Redactor(), Date.now());
  console.log(`${file} (${Math.ceil(bytes / 1024)} KB)`);
} catch (fault) {
  console.error(fault instanceof Error ? fault.message : String(fault));
  process.exitCode = fault instanceof FairleadError && fault.code === "OPTION_INVALID" ? 2 : 1;
}

/** Names and sizes of what lies in the profile; contents of logs only. */
function filesOf(folder: string): readonly { readonly name: string; readonly bytes: number }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ name, bytes: statSync(join(folder, name)).size }));
}
