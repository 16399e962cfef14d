import type { LinkGroup } from "#shared/market/link-group.ts";
import type { GroupPresence } from "../stores/links/link-groups.ts";

type Locks = Pick<LockManager, "request">;

const nameOf = (group: LinkGroup): string => ["fairlead.link", group].join(".");

/**
 * Which groups the windows of this computer have members in, by the browser's locks: every window with members holds its
 * group's lock with the others, and it ends with the window, however that ends. Without locks every group counts as taken.
 */
export function groupPresence(locks: Locks | undefined): GroupPresence {
  const held = new Map<LinkGroup, () => void>();
  return {
    hold(group, on) {
      if (on === held.has(group)) return;
      held.get(group)?.();
      held.delete(group);
      if (!on || locks === undefined) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(group, resolve);
      // Refused only to a page that is going.
      locks.request(nameOf(group), { mode: "shared" }, () => promise).catch(() => undefined);
    },
    ask(group, answer) {
      if (locks === undefined) return answer(true);
      locks.request(nameOf(group), { ifAvailable: true }, (lock) => lock === null).then(answer, () => answer(true));
    },
  };
}
