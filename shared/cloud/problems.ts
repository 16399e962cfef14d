interface ProblemRow {
  /** HTTP status. */
  readonly status: number;
  /** What happened, and why. */
  readonly title: string;
  /** What to do about it. */
  readonly now: string;
}

/** Every refusal of the cloud's REST API, as `code` in its `application/problem+json` body (RFC 9457). */
export const PROBLEMS = {
  BAD_REQUEST: {
    status: 400,
    title: "The request does not fit what this route takes.",
    now: "Correct the fields named in errors.",
  },
  UNAUTHENTICATED: {
    status: 401,
    title: "There is no valid sign-in with this request.",
    now: "Sign in, or refresh the access token.",
  },
  CREDENTIALS_WRONG: {
    status: 401,
    title: "E-mail and password do not fit together.",
    now: "Check both, or reset the password.",
  },
  CODE_WRONG: {
    status: 401,
    title: "The code is wrong, used or expired.",
    now: "Enter the newest code, or ask for a new one.",
  },
  REFRESH_REFUSED: { status: 401, title: "This sign-in has ended.", now: "Sign in again." },
  REFRESH_REUSED: {
    status: 401,
    title: "An old refresh token was used again; it may have been stolen, so this sign-in was ended.",
    now: "Sign in again, and look at your devices.",
  },
  DEVICE_PROOF_WRONG: {
    status: 401,
    title: "The request is not signed by the device that signed in.",
    now: "Sign in again on this device.",
  },
  EMAIL_UNVERIFIED: {
    status: 403,
    title: "The e-mail address is not confirmed yet.",
    now: "Enter the code from the e-mail, or ask for a new one.",
  },
  TWO_FACTOR_REQUIRED: {
    status: 403,
    title: "The plan asks for a second factor.",
    now: "Set up an authenticator app first.",
  },
  SECOND_FACTOR_STALE: {
    status: 403,
    title: "Acting on a terminal asks for a second factor that was given in the last five minutes.",
    now: "Send a code to /auth/mfa/fresh and try again, or use an API key with the scope trade.",
  },
  FORBIDDEN: { status: 403, title: "This sign-in may not do that.", now: "Ask the owner of the organisation." },
  SCOPE_MISSING: {
    status: 403,
    title: "The API key has no scope for this.",
    now: "Make a key with the scope that is named.",
  },
  ACCOUNT_SUSPENDED: { status: 403, title: "This user is suspended.", now: "Write to support." },
  PLAN_LIMIT: {
    status: 403,
    title: "The plan's limit is reached; it is named in limit.",
    now: "Remove one, or choose a larger plan.",
  },
  PLAN_FEATURE: {
    status: 403,
    title: "The plan does not include this; it is named in feature.",
    now: "Choose a larger plan.",
  },
  PAYMENT_REQUIRED: {
    status: 402,
    title: "This plan has to be paid, and this server takes no payments yet.",
    now: "Ask the operator to activate it.",
  },
  NOT_FOUND: { status: 404, title: "There is nothing by that name.", now: "Refresh the list and choose again." },
  UPGRADE_REQUIRED: {
    status: 426,
    title: "This address is a WebSocket.",
    now: "Connect to it as one, with the token in the Authorization header.",
  },
  METHOD_UNKNOWN: { status: 404, title: "There is no such route.", now: "Look at /docs." },
  CONFLICT: {
    status: 409,
    title: "It exists already, or is not in a state that allows this.",
    now: "Read detail, refresh, and decide again.",
  },
  REMOTE_REFUSED: {
    status: 409,
    title: "The desktop refused the command; why is in remote_code and detail.",
    now: "Read detail; the switches for remote commands are on the desktop itself.",
  },
  REMOTE_UNKNOWN: {
    status: 504,
    title: "The desktop got the command and did not say what became of it.",
    now: "Look at the account before you ask again.",
  },
  DESKTOP_OFFLINE: {
    status: 503,
    title: "No desktop that is linked to this account is connected; nothing was sent.",
    now: "Start Fairlead on the PC where the account's terminal runs.",
  },
  IDEMPOTENCY_REUSED: {
    status: 422,
    title: "This Idempotency-Key was used for a different request.",
    now: "Use a new key for a new request.",
  },
  PASSWORD_FIELD_REFUSED: {
    status: 422,
    title: "Broker passwords stay on your PC: this service takes none, and did not keep the one that was sent.",
    now: "Leave the field out, and change that password if the connection was not yours.",
  },
  PASSWORD_WEAK: {
    status: 422,
    title: "The password is too easy to guess.",
    now: "Use twelve characters or more that are not a known password.",
  },
  WEBHOOK_URL_REFUSED: {
    status: 422,
    title: "A webhook goes to a public address by https; this one does not.",
    now: "Read detail, and give another address.",
  },
  LOGIN_LOCKED: { status: 429, title: "Too many attempts.", now: "Wait until the time in Retry-After." },
  RATE_LIMITED: { status: 429, title: "Too many requests for this plan.", now: "Wait as long as Retry-After says." },
  TOO_LARGE: { status: 413, title: "The request is too large.", now: "Send less." },
  MEDIA_TYPE: { status: 415, title: "The body is not JSON.", now: "Send application/json." },
  OVERLOADED: { status: 503, title: "Too many sign-ins at once.", now: "Try again in a few seconds." },
  UNREADY: {
    status: 503,
    title: "This server is starting or stopping, or its database does not answer.",
    now: "Try again in a few seconds.",
  },
  INTERNAL: {
    status: 500,
    title: "The server met a fault of its own.",
    now: "Try again; if it stays, name the request id to support.",
  },
} as const satisfies Readonly<Record<string, ProblemRow>>;

export type ProblemCode = keyof typeof PROBLEMS;
