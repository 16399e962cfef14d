import { contract } from "#shared/contract/contract.ts";
import type { Contract } from "#shared/contract/descriptor.ts";
import { ERRORS, type ErrorCode, TRANSPORT_ERRORS } from "#shared/contract/errors.ts";

const TRANSPORT: ReadonlySet<ErrorCode> = new Set(TRANSPORT_ERRORS);

/** The text of docs/ERRORS.md: one row a code, with the requests that may answer it. */
export function errorsDocument(): string {
  const where = requestsByCode();
  const rows = (Object.keys(ERRORS) as ErrorCode[]).map((code) => {
    const { what, now } = ERRORS[code];
    const asked = TRANSPORT.has(code) ? "any request" : (where.get(code) ?? []).map((name) => `\`${name}\``).join(", ");
    return `| <a id="${code.toLowerCase()}"></a>\`${code}\` | ${cell(what)} | ${cell(now)} | ${asked} |`;
  });
  return [
    "# Errors",
    "",
    "Generated from `shared/contract/errors.ts` by `node scripts/generate-errors.ts`: do not edit.",
    "",
    "Every refusal, on screen, on the command line and in the logs, carries one of these codes. Where a message says more",
    "(a file, a line, a port, a field), that is in its details. Codes without a request come from starting Fairlead or show",
    "in its event log.",
    "",
    "| code | what happened | what to do now | may be answered by |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function requestsByCode(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [domainName, domain] of Object.entries(contract as Contract)) {
    for (const [entryName, entry] of Object.entries(domain)) {
      for (const code of entry.errors ?? []) {
        found.set(code, [...(found.get(code) ?? []), `${domainName}.${entryName}`]);
      }
    }
  }
  return found;
}

const cell = (text: string): string => text.replaceAll("|", "\\|");
