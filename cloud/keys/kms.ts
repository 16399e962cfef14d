import { spawn } from "node:child_process";
import { ConfigError } from "../config/config-error.ts";

/** A key management service: opens root secrets that lie wrapped in the configuration. */
export interface Kms {
  /** @param wrapped as the service gave it when the secret was wrapped. @throws ConfigError when it does not open it. */
  unwrap(wrapped: string): Promise<string>;
}

const PREFIX = "kms:";
const PATIENCE_MS = 15_000;
const MOST_CHARACTERS = 10_000;

/**
 * Root secrets as the key ring takes them: what begins with `kms:` is opened by the service, the rest is as it is. Rotating
 * the service's own key wraps the same secret anew and changes nothing here; rotating the secret: docs/OPERATIONS.md.
 * @throws ConfigError naming which secret of the list does not open, never the secret.
 */
export async function openSecrets(secrets: readonly string[], kms: Kms | undefined): Promise<string[]> {
  const opened: string[] = [];
  for (const [at, secret] of secrets.entries()) {
    if (!secret.startsWith(PREFIX)) {
      opened.push(secret);
      continue;
    }
    if (kms === undefined)
      throw new ConfigError(`CLOUD_SECRET ${at + 1} is wrapped, and KMS_COMMAND names nobody who opens it.`);
    const plain = await kms.unwrap(secret.slice(PREFIX.length));
    if (plain.length < 43)
      throw new ConfigError(`CLOUD_SECRET ${at + 1} is too short once it is opened: at least 43 characters.`);
    opened.push(plain);
  }
  return opened;
}

/**
 * A program of the operator's (`aws kms decrypt …`, `gcloud kms decrypt …`, `vault …`): it reads the wrapped secret from
 * its input and writes the open one to its output. No shell takes part, and nothing is in an argument.
 * @param command program and arguments, by spaces.
 */
export function commandKms(command: string): Kms {
  const [program = "", ...args] = command.split(/\s+/).filter((word) => word !== "");
  return { unwrap: (wrapped) => run(program, args, wrapped) };
}

function run(program: string, args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void =>
      reject(new ConfigError(`KMS_COMMAND (${program}) did not open a secret: ${why}.`));
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "ignore"], timeout: PATIENCE_MS });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.length > MOST_CHARACTERS) child.kill("SIGKILL");
    });
    child.once("error", (fault) => fail((fault as NodeJS.ErrnoException).code ?? "it does not start"));
    child.once("close", (code, signal) =>
      code === 0 ? resolve(said.trim()) : fail(`it ended with ${code ?? signal}`),
    );
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
