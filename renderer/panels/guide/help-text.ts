/** A page of the help: headed parts of plain paragraphs. */
export interface HelpText {
  readonly title: string;
  readonly parts: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[];
}

export type HelpTexts = Readonly<Record<"basics" | "risk" | "gale" | "safety", HelpText>>;
