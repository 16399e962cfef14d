/** Directive lines of one MQL5 file, rewritten so that a C preprocessor understands the rest. */
export interface Directives {
  readonly text: string;
  readonly properties: readonly { readonly name: string; readonly value: string }[];
  /** Reasons why MetaEditor would refuse the file. */
  readonly findings: readonly { readonly line: number; readonly message: string }[];
}

const NOT_MQL = new Set(["if", "elif"]);
/** Refused where the preprocessor gets to them only: public headers that are C++ too keep them from MetaEditor by `#ifndef __MQL__`. */
const NOT_MQL_WHEN_ACTIVE = new Set(["error", "warning", "pragma", "line", "include_next"]);

/**
 * @param include gives the text that replaces an `#include` of the given name (`quoted` when beside the file)
 */
export function rewriteDirectives(source: string, include: (name: string, quoted: boolean) => string): Directives {
  const properties: { name: string; value: string }[] = [];
  const findings: { line: number; message: string }[] = [];
  let inComment = false;
  const lines = source.split("\n").map((text, index) => {
    const commented = inComment;
    inComment = endsInComment(text, inComment);
    const m = commented ? null : /^\s*#\s*(\w+)(.*)$/.exec(text);
    if (!m) return text;
    const word = m[1] ?? "";
    const raw = m[2] ?? "";
    const rest = raw.replace(/\/\/.*$/, "").trim();
    const reject = (message: string): void => void findings.push({ line: index + 1, message });
    if (NOT_MQL.has(word)) reject(`'#${word}' - MQL5 has no such directive`);
    if (NOT_MQL_WHEN_ACTIVE.has(word)) return `#error '#${word}' - MQL5 has no such directive`;
    if (word === "define" && /^\s*\w+\([^)]*\.\.\./.test(raw))
      reject("macros with a variable number of arguments are not MQL5");
    switch (word) {
      case "property": {
        const p = /^(\w+)\s*(.*)$/.exec(rest);
        if (p) properties.push({ name: p[1] ?? "", value: (p[2] ?? "").replace(/^"|"$/g, "") });
        return "";
      }
      case "resource":
        return resource(rest);
      case "import": {
        const file = /"([^"]*)"/.exec(rest)?.[1];
        return file === undefined ? "#pragma mql_endimport" : `#pragma mql_import "${file.replace(/\\/g, "/")}"`;
      }
      case "include": {
        const angle = /^<([^>]+)>/.exec(rest)?.[1];
        const quoted = /^"([^"]+)"/.exec(rest)?.[1];
        const name = angle ?? quoted;
        if (name === undefined) {
          reject("'#include' needs a file name");
          return "";
        }
        return include(name, angle === undefined);
      }
      default:
        return text;
    }
  });
  return { text: lines.join("\n"), properties, findings };
}

/** `#resource "file" as type name[]` declares a variable whose contents the host does not load. */
function resource(rest: string): string {
  const m = /^".*"\s+as\s+(\w+)\s+(\w+)\s*(\[\s*\])?/.exec(rest);
  return m ? `static const ${m[1]} ${m[2]}${m[3] ?? ""} = mql_resource("${m[2]}");` : "";
}

function endsInComment(text: string, start: boolean): boolean {
  let inComment = start;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const two = text.slice(i, i + 2);
    if (inComment) {
      if (two === "*/") {
        inComment = false;
        i++;
      }
    } else if (inString) {
      if (text[i] === "\\") i++;
      else if (text[i] === '"') inString = false;
    } else if (text[i] === '"') inString = true;
    else if (text[i] === "'" && text[i + 2] === "'") i += 2;
    else if (two === "//") return false;
    else if (two === "/*") {
      inComment = true;
      i++;
    }
  }
  return inComment;
}
