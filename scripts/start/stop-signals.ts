/** How long a clean end may take; after that the process leaves as it is: what was acknowledged is on disk. */
const PATIENCE_MS = 10_000;

/**
 * Calls `stop` once, when the user or a supervisor asks for the end, or the process that started this one is gone; then
 * exits with 0. Repeats while it stops are calmly ignored: a terminal's Ctrl-C reaches the whole group.
 */
export function stopOnSignal(stop: () => Promise<void>, say: (line: string) => void): void {
  let stopping = false;
  const begin = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      say("Fairlead did not stop in time and is ended.");
      process.exit(1);
    }, PATIENCE_MS).unref();
    stop().then(
      () => process.exit(0),
      (fault: unknown) => {
        say(`Fairlead stopped with a fault: ${fault instanceof Error ? fault.message : String(fault)}`);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"] as const) process.on(signal, begin);
  process.once("disconnect", begin);
}
