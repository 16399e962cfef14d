const LONGEST = 40;
const MOST = 16;

/** Tags out of a line with commas between them: each once, without the spaces around it. */
export const readTags = (line: string): string[] =>
  [...new Set(line.split(",").map((tag) => tag.trim().slice(0, LONGEST).trim()))]
    .filter((tag) => tag !== "")
    .slice(0, MOST);
