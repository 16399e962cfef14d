import { type DestinationStream, type Logger, pino } from "pino";

const SECRET_FIELDS = [
  "password",
  "new_password",
  "current_password",
  "token",
  "access_token",
  "refresh_token",
  "proof",
  "code",
  "recovery_code",
  "authorization",
  "cookie",
  "key",
  "secret",
];

/** The cloud's log: JSON lines. What could open an account is blanked by name, in case somebody logs a whole object. */
export function cloudLog(level: string, stream?: DestinationStream): Logger {
  const paths = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `req.headers.${name}`]);
  const options = {
    level,
    base: { app: "fairlead-cloud" },
    redact: { paths, censor: "[redacted]" },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}
