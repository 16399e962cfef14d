import { type Token, type TokenKind, TokenStream } from "./token-stream.ts";

const TOKEN =
  /("(?:[^"\\\n]|\\.)*")|('(?:[^'\\\n]|\\.)*')|([A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*)|((?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[fFuUlLiI0-9]*)|(::|\+\+|--|<<=|<<|<=|>=|==|!=|&&|\|\||\+=|-=|\*=|\/=|%=|&=|\|=|\^=|->|[^\s])/gy;
const SPACE = /\s*/y;
const LINE_MARK = /^# (\d+) "(.*)"/;
const IMPORT_MARK = /^\s*#\s*pragma (mql_\w+)\s*(?:"([^"]*)")?/;

/** MetaEditor takes `unsigned int` for uint. */
const UNSIGNED = new Set(["char", "short", "int", "long"]);

/** Splits preprocessor output into tokens that remember their MQL5 file and line. */
export function lex(preprocessed: string): TokenStream {
  const tokens: Token[] = [];
  let before = "";
  let file = "";
  let line = 0;
  for (const text of preprocessed.split("\n")) {
    const mark = LINE_MARK.exec(text);
    line++;
    if (mark) {
      file = mark[2] ?? "";
      line = Number(mark[1]) - 1;
      before += `\n#line ${mark[1]} "${mark[2]}"\n`;
      continue;
    }
    const pragma = IMPORT_MARK.exec(text);
    if (pragma) {
      tokens.push({ kind: "pragma", text: `${pragma[1]} ${pragma[2] ?? ""}`, before, file, line });
      before = "\n";
      continue;
    }
    if (text.startsWith("#")) {
      before += "\n";
      continue;
    }
    let i = 0;
    while (i < text.length) {
      SPACE.lastIndex = i;
      const space = SPACE.exec(text)?.[0] ?? "";
      before += space;
      i += space.length;
      if (i >= text.length) break;
      TOKEN.lastIndex = i;
      const m = TOKEN.exec(text);
      if (!m) break;
      const previous = tokens.at(-1);
      if (previous?.text === "unsigned" && UNSIGNED.has(m[0])) {
        tokens[tokens.length - 1] = { ...previous, text: `u${m[0]}` };
      } else tokens.push({ kind: kindOf(m), text: m[0], before, file, line });
      before = "";
      i = TOKEN.lastIndex;
    }
    before += "\n";
  }
  tokens.push({ kind: "eof", text: "", before, file, line });
  return new TokenStream(tokens);
}

function kindOf(m: RegExpExecArray): TokenKind {
  if (m[1] !== undefined) return "str";
  if (m[2] !== undefined) return "chr";
  if (m[3] !== undefined) return "id";
  return m[4] !== undefined ? "num" : "punct";
}
