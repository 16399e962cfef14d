const MASK = "[redacted]";
/** Shorter values would blank out ordinary words. */
const SHORTEST = 6;

/** Property names whose values never reach a log, wherever they stand. */
const SECRET_NAME =
  /(?:^|[._-])(?:secret|password|passphrase|token|cookie|authorization|privatekey|secretkey|pairingcode|apikey)/i;
const CAMEL_BOUNDARY = /(?<=[a-z0-9])(?=[A-Z])/g;
/** Secrets that are recognised by where they stand in a text. */
const IN_TEXT: readonly RegExp[] = [
  /((?:[?&#]|\b)(?:token|code|secret|password|api_?key)=)[^\s&"'\\]+/gi,
  /(\bfairlead-\d+=)[^\s;"'\\]+/g,
  /(\bBearer\s+)[\w.~+/-]+=*/gi,
  /(\b[a-z][a-z\d+.-]*:\/\/)[^\s/@"'\\]+(?=@)/gi,
];

/**
 * Takes secrets out of whatever is about to be written where people may read it: by property name, by where they stand
 * in a text, and by value. The last is the net below the other two: whoever holds a secret names it once to `protect`.
 */
export class Redactor {
  readonly #values = new Set<string>();

  /** From now on this value, and its usual encodings, never appear. */
  protect(value: string): void {
    for (const part of [value, ...value.split(/\s+/)]) {
      if (part.length < SHORTEST) continue;
      const bytes = Buffer.from(part, "utf8");
      this.#values.add(part);
      this.#values.add(JSON.stringify(part).slice(1, -1));
      this.#values.add(encodeURIComponent(part));
      this.#values.add(bytes.toString("hex"));
      this.#values.add(bytes.toString("base64").replace(/=+$/, ""));
      this.#values.add(bytes.toString("base64url"));
    }
  }

  /** A text without secrets. */
  text(text: string): string {
    let clean = text;
    for (const value of this.#values) if (clean.includes(value)) clean = clean.replaceAll(value, MASK);
    for (const pattern of IN_TEXT) clean = clean.replace(pattern, `$1${MASK}`);
    return clean;
  }

  /** A copy of plain data without secrets; binary data is only counted. */
  data(value: unknown, depth = 0): unknown {
    if (typeof value === "string") return this.text(value);
    if (typeof value === "bigint") return value.toString();
    if (typeof value !== "object" || value === null) return value;
    if (depth > 16) return "[too deep]";
    if (value instanceof Error) return this.#error(value, depth);
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
    if (Array.isArray(value)) return value.map((part) => this.data(part, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [
        this.text(name),
        isSecretName(name) ? MASK : this.data(part, depth + 1),
      ]),
    );
  }

  #error(error: Error, depth: number): unknown {
    const { name, message, stack, cause } = error;
    return this.data({ name, message, stack, ...("code" in error ? { code: error.code } : {}), cause }, depth + 1);
  }
}

export const isSecretName = (name: string): boolean =>
  SECRET_NAME.test(name) || SECRET_NAME.test(name.replace(CAMEL_BOUNDARY, "-")) || SECRET_NAME.test(`-${name}`);
