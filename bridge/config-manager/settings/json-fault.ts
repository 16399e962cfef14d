/** Where a text stops being JSON: `line 3, column 8`, or that it ends too early; undefined when it is JSON. */
export function jsonFault(text: string): string | undefined {
  if (isSound(text)) return undefined;
  if (isBeginning(text)) return "it ends too early";
  // The shortest beginning that nothing could follow: V8 names no place for every fault.
  let [good, bad] = [0, text.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isBeginning(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  const lines = text.slice(0, good).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

const isSound = (text: string): boolean => faultOf(text) === undefined;

/** Whether more text could make JSON of it: the fault is that it ends. */
function isBeginning(text: string): boolean {
  const fault = faultOf(text);
  if (fault === undefined || fault.includes("end of JSON")) return true;
  const at = /at position (\d+)/.exec(fault)?.[1];
  return fault.startsWith("Unterminated") || (at !== undefined && Number(at) >= text.length);
}

function faultOf(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}
