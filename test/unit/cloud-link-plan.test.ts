import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import type { CloudApi } from "#bridge/cloud-link/api/cloud-api.ts";
import { CloudFault } from "#bridge/cloud-link/durable/sync-connection.ts";
import { PlanKeeper } from "#bridge/cloud-link/plan/plan-keeper.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

const NOW = 1_790_000_000_000;
const HOUR_MS = 3_600_000;
const LIMITS = { max_accounts: 3, max_sessions: 3 };

interface Said {
  readonly live?: boolean;
  readonly device?: string;
  readonly aud?: string;
  readonly hardHours?: number;
}

/** A cloud with one plan, its key, and a file that outlives the desktop. */
class PlanLab {
  readonly clock = new VirtualClock(NOW);
  reachable = true;
  version = 1;
  said: Said = {};
  text: string | undefined;
  readonly #keys = generateKeyPair("EdDSA");

  keeper(entitlements: "local" | "cloud" = "cloud", signedIn = true): PlanKeeper {
    const api = { call: (_method: string, path: string) => this.#answer(path) } as unknown as CloudApi;
    return new PlanKeeper({
      api,
      clock: this.clock,
      token: () => Promise.resolve("token"),
      signIn: () =>
        signedIn ? { at: "in", email: "t@example.com", userId: "user", deviceId: "device" } : { at: "out" },
      file: {
        read: () => this.text,
        write: (text) => {
          this.text = text;
        },
      },
      owner: () => "cloud user",
      entitlements,
      changed: () => undefined,
    });
  }

  async #answer(path: string): Promise<unknown> {
    if (!this.reachable) throw new CloudFault("UNREACHABLE", "away");
    const { live = true, device = "device", aud = "fairlead-desktop/grace", hardHours = 72 } = this.said;
    const features = { live_trading: live, api_access: true };
    const about = { plan_type: "basic", version: this.version, limits: LIMITS, features };
    if (path === "/entitlements") return { ...about, usage: { accounts: 1 } };
    if (path === "/subscriptions")
      return { items: [{ status: "active", current_period_end: null, cancel_at_period_end: false }] };
    const { privateKey, publicKey } = await this.#keys;
    if (path === "/.well-known/jwks.json")
      return { keys: [{ ...(await exportJWK(publicKey)), kid: "k", alg: "EdDSA" }] };
    const iat = Math.floor(this.clock.utcMs() / 1_000);
    const claims = { device, plan: "basic", entv: this.version, limits: LIMITS, features, soft_exp: iat + 86_400 };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: "EdDSA", typ: "grace+jwt", kid: "k" })
      .setAudience(aud)
      .setSubject("user")
      .setIssuedAt(iat)
      .setExpirationTime(iat + hardHours * 3_600)
      .sign(privateKey);
    return { token, soft_expires_at: 0, hard_expires_at: 0, server_time: this.clock.utcMs() };
  }
}

async function asked(lab: PlanLab): Promise<PlanKeeper> {
  const keeper = lab.keeper();
  await keeper.ask();
  return keeper;
}

describe("in a build that follows the plan", () => {
  test("a plan with live trading allows it on the cloud's word, then on its signed one, and the free plan is left after that", async () => {
    const lab = new PlanLab();
    const keeper = await asked(lab);
    expect(keeper.view).toMatchObject({ plan: "basic", word: "cloud", status: "active" });
    expect([keeper.liveReason(), keeper.sessionReason("live", 2)]).toEqual([null, null]);
    expect(keeper.sessionReason("live", 3)).toBe("SESSION_LIMIT");
    lab.reachable = false;
    await lab.clock.advance(71 * HOUR_MS);
    expect(keeper.view?.word).toBe("grace");
    expect(keeper.liveReason()).toBeNull();
    await lab.clock.advance(2 * HOUR_MS);
    expect(keeper.view?.word).toBe("ended");
    expect([keeper.liveReason(), keeper.sessionReason("live", 0)]).toEqual(["PLAN_ENDED", "PLAN_ENDED"]);
    // Paper trading is the free plan's.
    expect([keeper.sessionReason("paper", 0), keeper.sessionReason("paper", 1)]).toEqual([null, "PLAN_ENDED"]);
  });

  test("the signed word holds over a restart without network, until its time", async () => {
    const lab = new PlanLab();
    await asked(lab);
    lab.reachable = false;
    await lab.clock.advance(HOUR_MS);
    const next = lab.keeper();
    await next.start();
    expect(next.view).toMatchObject({ plan: "basic", word: "grace" });
    expect(next.liveReason()).toBeNull();
  });

  test("a clock that is turned back gains no grace", async () => {
    const lab = new PlanLab();
    const keeper = await asked(lab);
    lab.reachable = false;
    keeper.heardTime(NOW + 50 * HOUR_MS);
    lab.clock.setUtc(NOW + 1 * HOUR_MS);
    expect(keeper.view?.word).toBe("ended");
    const next = lab.keeper();
    await next.start();
    expect(next.liveReason()).toBe("PLAN_ENDED");
  });

  test.each<[string, (lab: PlanLab) => void]>([
    ["of another device", (lab) => Object.assign(lab, { said: { device: "stolen" } })],
    ["for another purpose", (lab) => Object.assign(lab, { said: { aud: "fairlead-cloud/access" } })],
  ])("a word %s is worth nothing", async (_what, twist) => {
    const lab = new PlanLab();
    twist(lab);
    const keeper = await asked(lab);
    expect(keeper.view).toBeNull();
    expect(keeper.liveReason()).toBe("SIGNED_OUT");
  });

  test("a file that was written by hand is worth nothing without the cloud's signature", async () => {
    const lab = new PlanLab();
    lab.said = { live: false };
    await asked(lab);
    const kept = JSON.parse(lab.text ?? "{}") as { token: string };
    const [head = "", body = "", signature = ""] = kept.token.split(".");
    const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as { features: Record<string, boolean> };
    claims.features["live_trading"] = true;
    const forged = Buffer.from(JSON.stringify(claims)).toString("base64url");
    lab.text = JSON.stringify({ ...kept, token: `${head}.${forged}.${signature}` });
    lab.reachable = false;
    const next = lab.keeper();
    await next.start();
    expect(next.liveReason()).toBe("SIGNED_OUT");
  });

  test("nobody signed in: no live risk, one paper session", () => {
    const keeper = new PlanLab().keeper("cloud", false);
    expect([keeper.liveReason(), keeper.sessionReason("paper", 0), keeper.sessionReason("paper", 1)]).toEqual([
      "SIGNED_OUT",
      null,
      "SIGNED_OUT",
    ]);
  });
});

test("a build that says local asks no plan, signed in or not", () => {
  const keeper = new PlanLab().keeper("local", false);
  expect([keeper.liveReason(), keeper.sessionReason("live", 99)]).toEqual([null, null]);
});
