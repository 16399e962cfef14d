import { LEAN_FLAGS, leanEnvironment } from "../../shared/shell/lean-node.mjs";

export { LEAN_FLAGS };

/** What the bridge's process is given beside the caller's environment. */
export const LEAN_ENV = leanEnvironment(process.platform);
