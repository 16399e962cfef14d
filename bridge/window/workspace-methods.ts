import type { contract } from "#shared/contract/contract.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { Layout, type Workspace } from "#shared/contract/workspaces.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";

/** The workspaces as the window needs them. */
export interface WorkspacesPort {
  read(): { readonly current?: string | undefined; readonly all: Workspace[] };
  save(workspace: Workspace): number;
  choose(id: string): void;
  remove(id: string): void;
}

/** Serves `workspaces`. */
export function workspaceMethods(book: WorkspacesPort): DomainHandlers<typeof contract.workspaces> {
  return {
    read: () => {
      const { current, all } = book.read();
      const wire = all.map(({ layout, ...named }) => ({ ...named, layout: JSON.stringify(layout) }));
      return { ...(current === undefined ? {} : { current }), all: wire };
    },
    save: ({ layout, ...named }) => ({ revision: book.save({ ...named, layout: readLayout(layout) }) }),
    choose: ({ id }) => {
      book.choose(id);
      return {};
    },
    remove: ({ id }) => {
      book.remove(id);
      return {};
    },
  };
}

/** @throws FairleadError WORKSPACE_INVALID */
function readLayout(text: string): Layout {
  try {
    return Layout.parse(JSON.parse(text));
  } catch {
    throw new FairleadError("WORKSPACE_INVALID");
  }
}
