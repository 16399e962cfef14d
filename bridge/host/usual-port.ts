import { FairleadError } from "#shared/contract/errors.ts";

/**
 * Opens on the port that was asked for; without a wish on the usual one, and on any when another program (a second
 * profile, for one) has that. @throws FairleadError PORT_IN_USE for a port that was asked for.
 */
export async function openOnPort<T>(
  wish: number | undefined,
  usual: number,
  open: (port: number) => Promise<T>,
): Promise<T> {
  if (wish !== undefined) return open(wish);
  try {
    return await open(usual);
  } catch (fault) {
    if (fault instanceof FairleadError && fault.code === "PORT_IN_USE") return open(0);
    throw fault;
  }
}
