/** A page of the help: headed parts of plain paragraphs. `{{ticket}}`, `{{palette}}` and `{{keys}}` stand for what opens them. */
export interface HelpText {
  readonly title: string;
  readonly parts: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[];
}

/** A paragraph with the names of keys in it. */
export const withKeys = (paragraph: string, keys: Readonly<Record<string, string>>): string =>
  paragraph.replace(/\{\{(\w+)\}\}/g, (blank, name: string) => keys[name] ?? blank);

export type HelpTexts = Readonly<Record<"basics" | "risk" | "gale" | "safety", HelpText>>;
