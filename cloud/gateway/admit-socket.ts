import { SOCKET_PROOF } from "#shared/sync/frames.ts";
import { Problem } from "../http/problem.ts";
import { authenticate } from "../identity/authenticate.ts";
import { openProof, tokenHash } from "../identity/device-proof.ts";
import type { CloudParts } from "../parts.ts";
import type { CloudSocket } from "./cloud-socket.ts";

/**
 * Lets a signed-in device in that proves its own key for this very token: a copied token alone opens nothing.
 * @throws Problem UNAUTHENTICATED, FORBIDDEN (an API key), DEVICE_PROOF_WRONG, ACCOUNT_SUSPENDED.
 */
export async function admitSocket(parts: CloudParts, socket: CloudSocket): Promise<void> {
  const { token, proof } = socket.handshake.auth as { token?: unknown; proof?: unknown };
  if (typeof token !== "string" || typeof proof !== "string" || token.length > 2_000 || proof.length > 2_000) {
    throw new Problem("UNAUTHENTICATED");
  }
  const { principal } = await authenticate(parts, token);
  const { userId, tenantId, deviceId, sessionId, memberRole } = principal;
  // A desktop writes and obeys for its organisation: who may only look is no desktop of it.
  if (deviceId === undefined || sessionId === undefined || memberRole === "viewer") throw new Problem("FORBIDDEN");
  const device = await parts.database.auth
    .selectFrom("identity.devices")
    .select("public_key")
    .where("user_id", "=", userId)
    .where("device_id", "=", deviceId)
    .executeTakeFirst();
  const key = device?.public_key ?? undefined;
  const signed = key === undefined ? undefined : await openProof(key, SOCKET_PROOF, proof);
  if (signed?.["tth"] !== tokenHash(token)) throw new Problem("DEVICE_PROOF_WRONG");
  Object.assign(socket.data, {
    sender: { tenantId, userId, deviceId },
    sessionId,
    inFlight: 0,
    accounts: new Set<string>(),
    stateAt: 0,
    cursor: undefined,
    openings: 0,
    isFeeding: false,
    hasNews: false,
    isHeld: false,
  });
  // They were proof at the door, and are kept by nobody longer than that.
  socket.handshake.auth = {};
  socket.handshake.headers = {};
}
