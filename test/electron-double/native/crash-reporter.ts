import { refuseUnknown, UnmodelledError } from "../guard.ts";
import { record } from "./recorder.ts";

/** `crashReporter`: local only, because the double must never be taught to upload. */
export const crashReporter = refuseUnknown("crashReporter", {
  start(options: Electron.CrashReporterStartOptions): void {
    if (options.uploadToServer !== false) throw new UnmodelledError("a crash reporter that uploads");
    record("crashReporter.start", options);
  },
} satisfies Pick<Electron.CrashReporter, "start">);
