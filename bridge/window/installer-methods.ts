import type { contract } from "#shared/contract/contract.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import type { InstallerDesk } from "../terminal-installer/installer-desk.ts";

/** Serves `installer`. */
export const installerMethods = (desk: InstallerDesk): DomainHandlers<typeof contract.installer> => ({
  find: () => desk.find(),
  install: ({ id, symbol }) => desk.install(id, symbol),
  remove: ({ id }) => desk.remove(id),
});
