import { pageHeaders } from "#shared/shell/page-headers.ts";

/** The headers of every answer of the web host. Older browsers do not count sockets as part of `'self'`. */
export const securityHeaders = (port: number): Readonly<Record<string, string>> =>
  pageHeaders([`ws://127.0.0.1:${port}`, `ws://localhost:${port}`]);
