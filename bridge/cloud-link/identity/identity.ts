import type { Clock } from "#bridge/ports/clock.ts";
import type { SecretStore } from "#bridge/ports/secret-store.ts";
import { CURRENT_TERMS } from "#shared/cloud/terms.ts";
import { Done, Grant, Login, Me, Registered } from "../api/answers.ts";
import { type CloudApi, CloudProblem } from "../api/cloud-api.ts";
import { CloudFault } from "../durable/sync-connection.ts";
import { DeviceKey, tokenHash } from "./device-key.ts";
import { forgetSignIn, type KeptSignIn, keepSignIn, readSignIn } from "./kept-sign-in.ts";

/** A token is renewed this long before it ends. */
const EARLY_MS = 60_000;
/** The cloud says with these that the sign-in is over; whatever else goes wrong, it is kept. */
const OVER: ReadonlySet<string> = new Set([
  "REFRESH_REFUSED",
  "REFRESH_REUSED",
  "DEVICE_PROOF_WRONG",
  "ACCOUNT_SUSPENDED",
]);

/** How far the sign-in has come. Passwords are held while a confirmation is waited for, tokens never leave this class. */
export type SignInState =
  | { readonly at: "out" }
  | { readonly at: "confirm"; readonly email: string }
  | { readonly at: "code"; readonly email: string }
  | { readonly at: "in"; readonly email: string; readonly userId: string; readonly deviceId: string }
  | { readonly at: "ended"; readonly email: string; readonly why: string };

export interface IdentityParts {
  readonly api: CloudApi;
  readonly secrets: SecretStore;
  /** Keeps a token out of every log. */
  readonly protect: (secret: string) => void;
  readonly clock: Clock;
  /** Names the cloud for what is kept, whichever port it listens on today. */
  readonly place: string;
  /** What the user's list of devices calls this computer. */
  readonly deviceName: string;
  readonly changed: () => void;
}

interface Access {
  readonly token: string;
  readonly endsAt: number;
}

/** The user's sign-in on this computer. */
export class Identity {
  readonly #parts: IdentityParts;
  #state: SignInState = { at: "out" };
  #waiting: { registration: string; password: string } | undefined;
  #challenge = "";
  #kept: KeptSignIn | undefined;
  #access: Access | undefined;
  #refreshing: Promise<string> | undefined;
  #device: Promise<DeviceKey> | undefined;
  #secondFactor: boolean | null = null;

  constructor(parts: IdentityParts) {
    this.#parts = parts;
  }

  get state(): SignInState {
    return this.#state;
  }

  /** Null until the cloud was asked. */
  get secondFactor(): boolean | null {
    return this.#secondFactor;
  }

  /** Takes up the sign-in of an earlier run, without asking the cloud. @throws FairleadError SECRET_STORE_UNAVAILABLE. */
  async resume(): Promise<void> {
    const kept = await readSignIn(this.#parts.secrets, this.#parts.place);
    if (kept === undefined || this.#state.at !== "out") return;
    this.#parts.protect(kept.refreshToken);
    this.#kept = kept;
    this.#show({ at: "in", email: kept.email, userId: kept.userId, deviceId: kept.deviceId });
  }

  async register(email: string, password: string): Promise<void> {
    const body = { email, password, accepted_terms: CURRENT_TERMS.terms, accepted_privacy: CURRENT_TERMS.privacy };
    const { token } = await this.#parts.api.call("POST", "/users/register", Registered, { body });
    this.#confirming(email, password, token);
  }

  async confirm(code: string): Promise<void> {
    const { registration, password, email } = this.#pending();
    await this.#parts.api.call("POST", "/auth/verify", Done, { token: registration, body: { code } });
    await this.signIn(email, password);
  }

  async resend(): Promise<void> {
    const { registration } = this.#pending();
    await this.#parts.api.call("POST", "/auth/verify/resend", Done, { token: registration });
  }

  async signIn(email: string, password: string): Promise<void> {
    const device = await this.#deviceKey();
    const { deviceName, api } = this.#parts;
    const about = { name: deviceName, device_type: "desktop", public_key: device.publicKey };
    try {
      const login = await api.call("POST", "/auth/login", Login, { body: { email, password, device: about } });
      if (login.mfa_required) {
        this.#challenge = login.challenge_id;
        this.#waiting = undefined;
        this.#show({ at: "code", email });
      } else await this.#enter(email, login);
    } catch (fault) {
      if (!(fault instanceof CloudProblem) || fault.code !== "EMAIL_UNVERIFIED" || fault.token === undefined)
        throw fault;
      this.#confirming(email, password, fault.token);
    }
  }

  /** @param code six digits of the app, or a recovery code */
  async answer(code: string): Promise<void> {
    if (this.#state.at !== "code") throw new CloudFault("CONFLICT", "No code is waited for.");
    const { email } = this.#state;
    const digits = code.replaceAll(/\s/g, "");
    const answer = /^\d{6}$/.test(digits) ? { code: digits } : { recovery_code: code.trim() };
    const body = { challenge_id: this.#challenge, ...answer };
    await this.#enter(email, await this.#parts.api.call("POST", "/auth/mfa/verify", Grant, { body }));
  }

  /** Leaves a sign-in that is not finished. */
  back(): void {
    if (this.#state.at === "in") return;
    this.#waiting = undefined;
    this.#challenge = "";
    this.#show({ at: "out" });
  }

  /** Here at once; in the cloud when it answers. */
  async signOut(): Promise<void> {
    const token = await this.token().catch(() => undefined);
    await this.#leave({ at: "out" });
    if (token !== undefined)
      await this.#parts.api.call("POST", "/users/logout", Done, { token }).catch(() => undefined);
  }

  /** The sign-in is over for everybody: the password was set anew. */
  async forget(): Promise<void> {
    await this.#leave({ at: "out" });
  }

  /** Asks the cloud who this is. */
  async look(): Promise<void> {
    const me = await this.#parts.api.call("GET", "/users/me", Me, { token: await this.token() });
    if (this.#secondFactor === me.two_factor_enabled) return;
    this.#secondFactor = me.two_factor_enabled;
    this.#parts.changed();
  }

  /** An access token that is good for the next minute. @throws CloudFault; SIGNED_OUT without a sign-in. */
  token(): Promise<string> {
    const access = this.#access;
    if (access !== undefined && access.endsAt - EARLY_MS > this.#parts.clock.utcMs())
      return Promise.resolve(access.token);
    // One at a time: a second refresh with the same token would be taken for a thief's.
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** The cloud does not take this access token any more. */
  refused(token: string): void {
    if (this.#access?.token === token) this.#access = undefined;
  }

  /** The proof with which this device opens a socket, or answers for an account. */
  async sign(purpose: string, content: unknown): Promise<string> {
    return (await this.#deviceKey()).sign(purpose, content);
  }

  async #refresh(): Promise<string> {
    const kept = this.#kept;
    if (kept === undefined) throw new CloudFault("SIGNED_OUT", "Nobody is signed in.");
    const { refreshToken } = kept;
    const proof = await this.sign("fairlead-refresh+jws", { rth: tokenHash(refreshToken) });
    const body = { refresh_token: refreshToken, proof };
    try {
      const grant = await this.#parts.api.call("POST", "/auth/refresh", Grant, { body });
      await this.#take(kept, grant);
      return grant.access_token;
    } catch (fault) {
      if (fault instanceof CloudFault && OVER.has(fault.code) && this.#kept === kept) {
        await this.#leave({ at: "ended", email: kept.email, why: fault.code });
      }
      throw fault;
    }
  }

  async #enter(email: string, grant: Grant): Promise<void> {
    const token = grant.access_token;
    this.#parts.protect(token);
    const me = await this.#parts.api.call("GET", "/users/me", Me, { token });
    const { place } = this.#parts;
    const kept = { place, refreshToken: "", userId: me.user_id, deviceId: grant.device_id, email: me.email };
    await this.#take(kept, grant);
    this.#waiting = undefined;
    this.#secondFactor = me.two_factor_enabled;
    this.#show({ at: "in", email, userId: me.user_id, deviceId: grant.device_id });
  }

  /** The new token is kept before the old one is forgotten by anybody. */
  async #take(kept: KeptSignIn, { access_token, refresh_token, expires_in }: Grant): Promise<void> {
    this.#parts.protect(access_token);
    this.#access = { token: access_token, endsAt: this.#parts.clock.utcMs() + expires_in * 1_000 };
    if (refresh_token === null) throw new CloudFault("PROTOCOL", "The cloud gave no refresh token to this device.");
    this.#parts.protect(refresh_token);
    this.#kept = { ...kept, refreshToken: refresh_token };
    await keepSignIn(this.#parts.secrets, this.#kept);
  }

  async #leave(state: SignInState): Promise<void> {
    this.#kept = undefined;
    this.#access = undefined;
    this.#waiting = undefined;
    this.#secondFactor = null;
    this.#show(state);
    await forgetSignIn(this.#parts.secrets);
  }

  #confirming(email: string, password: string, registration: string): void {
    this.#parts.protect(registration);
    this.#waiting = { registration, password };
    this.#show({ at: "confirm", email });
  }

  #pending(): { registration: string; password: string; email: string } {
    if (this.#state.at !== "confirm" || this.#waiting === undefined)
      throw new CloudFault("CONFLICT", "No address waits to be confirmed.");
    return { ...this.#waiting, email: this.#state.email };
  }

  #deviceKey(): Promise<DeviceKey> {
    this.#device ??= DeviceKey.open(this.#parts.secrets).catch((fault: unknown) => {
      this.#device = undefined;
      throw fault;
    });
    return this.#device;
  }

  #show(state: SignInState): void {
    this.#state = state;
    this.#parts.changed();
  }
}
