import type { z } from "zod";
import type { CloudView } from "#shared/contract/cloud.ts";
import { contract } from "#shared/contract/contract.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import { Catalogue, CloudSessions, Codes, Devices, Done, Secret } from "../cloud-link/api/answers.ts";
import type { CloudApi } from "../cloud-link/api/cloud-api.ts";
import type { CloudService } from "../cloud-link/cloud-service.ts";
import { CloudFault } from "../cloud-link/durable/sync-connection.ts";
import type { Identity } from "../cloud-link/identity/identity.ts";
import type { PlanKeeper } from "../cloud-link/plan/plan-keeper.ts";
import { type CloudAccountsParts, cloudAccountMethods } from "./cloud-account-methods.ts";
import { cloudPlanMethods } from "./cloud-plan-methods.ts";

type Methods = DomainHandlers<typeof contract.cloud>;

export interface CloudMethodsParts {
  readonly api: CloudApi;
  readonly identity: Identity;
  readonly plan: PlanKeeper;
  readonly service: CloudService;
  readonly topic: ReturnType<typeof cloudTopic>;
  readonly linked: CloudAccountsParts["linked"];
  readonly prove: CloudAccountsParts["prove"];
}

/** A call of the REST API as the user who is signed in. @throws FairleadError CLOUD_REFUSED, CLOUD_UNREACHABLE, CLOUD_SIGNED_OUT. */
export type SignedCall = <T>(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  answer: z.ZodType<T>,
  body?: unknown,
  idempotencyKey?: string,
) => Promise<T>;

export const cloudTopic = () => topicOf(contract.cloud.state);

/** The cloud's reasons in the window's codes; nothing of its answers but code and words goes on. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (fault) {
    if (!(fault instanceof CloudFault)) throw fault;
    const { code: problem, message } = fault;
    if (problem === "SIGNED_OUT") throw new FairleadError("CLOUD_SIGNED_OUT");
    const silent = problem === "UNREACHABLE" || problem === "TIMEOUT";
    throw new FairleadError(silent ? "CLOUD_UNREACHABLE" : "CLOUD_REFUSED", undefined, { problem, message });
  }
}

/** Serves `cloud`. A sign-in has happened, in the keychain where there is one, when it is answered. */
export function cloudMethods({ api, identity, plan, service, topic, linked, prove }: CloudMethodsParts): Methods {
  const step = async (work: () => Promise<unknown>): Promise<Record<string, never>> => {
    await told(work());
    await service.follow();
    return {};
  };
  const signed: SignedCall = (method, path, answer, body, idempotencyKey) =>
    told(
      (async () => {
        const token = await identity.token();
        return api.call(method, path, answer, {
          token,
          ...(body === undefined ? {} : { body }),
          ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
        });
      })(),
    );
  return {
    state: () => topic,
    register: ({ email, password }) => step(() => identity.register(email, password)),
    confirm: ({ code }) => step(() => identity.confirm(code)),
    resend: () => step(() => identity.resend()),
    signIn: ({ email, password }) => step(() => identity.signIn(email, password)),
    answerCode: ({ code }) => step(() => identity.answer(code)),
    back: () => step(() => Promise.resolve(identity.back())),
    signOut: () => step(() => identity.signOut()),
    askReset: ({ email }) => step(() => api.call("POST", "/auth/password/reset", Done, { body: { email } })),
    reset: ({ email, code, password }) =>
      step(async () => {
        await api.call("POST", "/auth/password/reset/confirm", Done, { body: { email, code, password } });
        if (identity.state.at !== "out") await identity.forget();
      }),
    beginSecondFactor: async ({ password }) => signed("POST", "/auth/mfa/setup", Secret, { password }),
    enableSecondFactor: async ({ code }) => {
      const { recovery_codes } = await signed("POST", "/auth/mfa/enable", Codes, { code });
      await told(identity.look());
      return { recoveryCodes: recovery_codes };
    },
    disableSecondFactor: async ({ password, code }) => {
      await signed("POST", "/auth/mfa/disable", Done, { password, code });
      await told(identity.look());
      return {};
    },
    devices: async () => {
      const { items } = await signed("GET", "/devices", Devices);
      return items.map(({ device_id, name, device_type, last_seen, sessions }) => ({
        deviceId: device_id,
        name,
        kind: device_type,
        lastSeenMs: last_seen,
        current: identity.state.at === "in" && identity.state.deviceId === device_id,
        sessions: sessions.map(({ session_id, ip_address, user_agent, created_at, is_current }) => ({
          sessionId: session_id,
          ip: ip_address,
          userAgent: user_agent,
          createdMs: created_at,
          current: is_current,
        })),
      }));
    },
    removeDevice: async ({ deviceId }) => {
      const self = identity.state.at === "in" && identity.state.deviceId === deviceId;
      await signed("DELETE", `/devices/${encodeURIComponent(deviceId)}`, Done);
      if (self) await step(() => identity.forget());
      return {};
    },
    ...cloudPlanMethods({
      call: signed,
      catalogue: () => told(api.call("GET", "/plans", Catalogue)),
      renew: () => told(plan.renew()),
    }),
    ...cloudAccountMethods({ call: signed, linked, prove }),
    sessions: async () => {
      const { items } = await signed("GET", "/sessions?limit=50", CloudSessions);
      return items.map((item) => ({
        sessionId: item.session_id,
        name: item.session_name,
        account: `${item.login}@${item.broker_server}`,
        mode: item.mode,
        state: item.state,
        reason: item.reason,
        active: item.is_active,
        net: item.net_profit,
        currency: item.currency,
        trades: item.total_trades,
        won: item.winning_trades,
        lost: item.losing_trades,
        durationS: item.session_duration_s,
        toldMs: item.told_at,
      }));
    },
    syncNow: () => {
      service.syncNow();
      return {};
    },
  };
}

/** What windows are shown where there is no cloud. */
export function noCloud(about: Pick<CloudView, "entitlements" | "mayStart" | "switches">): CloudView {
  return {
    ...about,
    mode: "off",
    url: "",
    embedded: false,
    mailbox: null,
    signIn: "out",
    endedBy: null,
    email: null,
    keptIn: null,
    secondFactor: null,
    plan: null,
    sync: {
      phase: "off",
      unsent: 0,
      oldestMs: null,
      committed: 0,
      backfilling: false,
      error: null,
      retryAtMs: null,
      lastAckMs: null,
    },
    changes: 0,
    remote: [],
  };
}

/** Serves `cloud` where there is none: everything but the state says so. */
export function noCloudMethods(topic: ReturnType<typeof cloudTopic>): Methods {
  const off = (): never => {
    throw new FairleadError("CLOUD_OFF");
  };
  return Object.fromEntries(
    Object.keys(contract.cloud).map((name) => [name, name === "state" ? () => topic : off]),
  ) as unknown as Methods;
}
