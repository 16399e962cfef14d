/** Why this computer or user cannot show Electron's window, in words that finish "... because"; undefined when it can. */
export function whyNoWindow(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
  uid: number | undefined = process.getuid?.(),
): string | undefined {
  if (platform !== "linux") return undefined;
  if (!env["DISPLAY"] && !env["WAYLAND_DISPLAY"]) return "there is no display";
  // Chromium refuses to run as root unless its sandbox is off, and ours stays on.
  if (uid === 0) return "Electron's sandbox does not work for root";
  return undefined;
}
