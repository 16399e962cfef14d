import type { Readable } from "node:stream";

/** Calls `take` for each complete line of a stream, and for what is left at its end. */
export function readLines(stream: Readable, take: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(line);
  });
  stream.on("end", () => {
    if (rest) take(rest);
    rest = "";
  });
}
