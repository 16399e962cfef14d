export type TokenKind = "id" | "num" | "str" | "chr" | "punct" | "pragma" | "eof";

/** A token after preprocessing. `before` is the white space and `#line` marks in front of it, so that output keeps source lines. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly before: string;
  readonly file: string;
  readonly line: number;
}

const OPEN = new Set(["(", "[", "{"]);
const CLOSE = new Set([")", "]", "}"]);

/**
 * Read-only view of a unit's tokens with brackets paired. Positions outside the stream read as the empty string, so look-ahead needs no bounds checks.
 */
export class TokenStream {
  readonly #tokens: readonly Token[];
  readonly #pair: Int32Array;
  /** Index one past the last real token (the `eof` token sits there). */
  readonly end: number;
  /** Index of a bracket without a partner, or -1. */
  readonly unbalanced: number;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
    this.end = tokens.length - 1;
    this.#pair = new Int32Array(tokens.length).fill(-1);
    this.unbalanced = this.#pairUp();
  }

  #pairUp(): number {
    const open: number[] = [];
    let bad = -1;
    for (let i = 0; i < this.end; i++) {
      if (this.kind(i) !== "punct") continue;
      const s = this.text(i);
      if (OPEN.has(s)) open.push(i);
      else if (CLOSE.has(s)) {
        const o = open.pop();
        if (o === undefined || { "(": ")", "[": "]", "{": "}" }[this.text(o)] !== s) return i;
        this.#pair[o] = i;
        this.#pair[i] = o;
      }
    }
    if (open.length > 0) bad = open[open.length - 1] ?? -1;
    for (const o of open) this.#pair[o] = this.end;
    return bad;
  }

  text(i: number): string {
    return i < this.end ? (this.#tokens[i]?.text ?? "") : "";
  }

  kind(i: number): TokenKind {
    return this.#tokens[i]?.kind ?? "eof";
  }

  before(i: number): string {
    return this.#tokens[i]?.before ?? "";
  }

  isId(i: number): boolean {
    return this.kind(i) === "id";
  }

  /** Index of the bracket that pairs with the one at `i`. */
  pair(i: number): number {
    const p = this.#pair[i] ?? -1;
    return p < 0 ? this.end : p;
  }

  where(i: number): { file: string; line: number } {
    const t = this.#tokens[Math.min(i, this.end)];
    return { file: t?.file ?? "?", line: t?.line ?? 0 };
  }

  /** First position at or after `p` whose token is `what`, outside any brackets; `end` if none. */
  find(p: number, what: string): number {
    for (let k = p; k < this.end; k++) {
      if (this.kind(k) !== "punct") continue;
      const s = this.text(k);
      if (s === what) return k;
      if (OPEN.has(s)) k = this.pair(k);
    }
    return this.end;
  }

  /** Position of the `>` that closes the `<` at `i`, or -1 when `<` is a comparison. */
  closeAngle(i: number): number {
    let depth = 0;
    for (let k = i; k < this.end; k++) {
      const s = this.text(k);
      if (s === "<") depth++;
      else if (s === ">") {
        if (--depth === 0) return k;
      } else if (s === "(" || s === "[") k = this.pair(k);
      else if (!(this.isId(k) || this.kind(k) === "num" || [",", "*", "::", "&"].includes(s))) return -1;
    }
    return -1;
  }

  /** Ranges between top-level commas of [i, j). */
  splitTop(i: number, j: number): [number, number][] {
    const out: [number, number][] = [];
    if (i >= j) return out;
    let from = i;
    for (let k = i; k < j; k++) {
      const s = this.text(k);
      if (OPEN.has(s) && this.kind(k) === "punct") k = this.pair(k);
      else if (s === "<") {
        const e = this.closeAngle(k);
        if (e > 0 && e < j) k = e;
      } else if (s === "," && this.kind(k) === "punct") {
        out.push([from, k]);
        from = k + 1;
      }
    }
    out.push([from, j]);
    return out;
  }

  /** The line breaks and `#line` marks of [i, j), without the tokens. */
  breaks(i: number, j: number): string {
    let r = "";
    for (let k = i; k < j; k++) r += onlyBreaks(this.before(k));
    return r;
  }
}

/** Line breaks of white space, without indentation; empty when it holds none. */
export function onlyBreaks(s: string): string {
  return s.includes("\n") ? s.replace(/[^\S\n]+(?=\n)/g, "") : "";
}
