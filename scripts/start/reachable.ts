import { connect } from "node:net";

const WITHIN_MS = 3_000;
const DEFAULT_HOST = "github.com";

/** Whether the server that Electron is fetched from answers; behind a proxy only the proxy could tell, so: yes. */
export function electronServerAnswers(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<boolean> {
  if (env["ELECTRON_GET_USE_PROXY"]) return Promise.resolve(true);
  const mirror = env["npm_config_electron_mirror"] ?? env["ELECTRON_MIRROR"];
  const url = mirror !== undefined && URL.canParse(mirror) ? new URL(mirror) : new URL(`https://${DEFAULT_HOST}`);
  const port = url.port === "" ? (url.protocol === "http:" ? 80 : 443) : Number(url.port);
  return answers(url.hostname, port);
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: WITHIN_MS });
    const settle = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", () => settle(true));
    socket.once("timeout", () => settle(false));
    socket.once("error", () => settle(false));
  });
}
