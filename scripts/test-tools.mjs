// What the tests need besides npm packages. Debian's packages are installed when we are root; otherwise they are named.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const TOOLS = [
  { apt: "chromium", present: () => existsSync("/usr/bin/chromium") },
  { apt: "g++", present: () => existsSync("/usr/bin/g++") },
  { apt: "libzmq3-dev", present: () => existsSync("/usr/include/zmq.h") },
  { apt: "strace", present: () => existsSync("/usr/bin/strace") },
];

/**
 * @param {(line: string) => void} say
 * Never fails by itself: a test that lacks its tool says so and is counted as skipped.
 */
export function installTestTools(say) {
  if (process.platform !== "linux") return;
  const missing = TOOLS.filter((tool) => !tool.present()).map((tool) => tool.apt);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(" ")}`;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    say(`Some tests will be skipped. To run them: sudo ${command}`);
    return;
  }
  say(`Installing what the tests need: ${missing.join(", ")}`);
  /** @type {import("node:child_process").SpawnSyncOptions} */
  const options = { stdio: ["ignore", 2, 2], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  spawnSync("apt-get", ["update", "-qq"], options);
  const done = spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], options);
  if (done.status !== 0) say(`apt-get failed. Some tests will be skipped. To run them: ${command}`);
}
