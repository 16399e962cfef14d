import type { contract } from "#shared/contract/contract.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import type { JournalService } from "../journal/journal-service.ts";

/** Serves `journal`. Each command has happened, on disk, when it is answered. */
export function journalMethods(journal: JournalService): DomainHandlers<typeof contract.journal> {
  const { imports, exports, upcoming } = journal;
  return {
    state: () => journal.state,
    accounts: () => journal.ask((desk) => desk.call("accounts", [])),
    trades: ({ filter, sort, offset, limit }) =>
      journal.ask((desk, clock) => desk.call("trades", [filter, sort, { offset, limit }, clock])),
    trade: ({ tradeId }) => journal.ask((desk) => desk.call("trade", [tradeId])),
    edit: ({ tradeId, editId, ...wish }) => journal.edit(tradeId, { id: editId.toLowerCase(), ...wish }),
    edits: ({ tradeId }) =>
      journal.edits(tradeId).map(({ revision, atMs, note, tags }) => ({ revision, atMs, note, tags: [...tags] })),
    choices: () => journal.ask((desk) => desk.call("choices", [])),
    tags: () => journal.ask(async (desk) => [...(await desk.call("tags", []))]),
    upcomingTags: () =>
      upcoming.upcoming().map(({ account, session, tags }) => ({
        accountId: account,
        sessionId: session as SessionId | null,
        tags: [...tags],
      })),
    setUpcomingTags: ({ accountId, sessionId, tags }) => {
      upcoming.setUpcoming(accountId, sessionId, tags);
      return {};
    },
    keepPicture: async ({ tradeId, png }) => {
      await journal.keepPicture(tradeId, png);
      return {};
    },
    picture: ({ tradeId }) => ({ png: journal.picture(tradeId) }),
    statistics: ({ filter, groupBy, convert }) =>
      journal.ask((desk, clock) => desk.call("statistics", [filter, groupBy, convert, clock])),
    days: ({ filter }) => journal.ask((desk, clock) => desk.call("days", [filter, clock])),
    importBegin: ({ importId, name, bytes }) => {
      imports.begin(importId, name, bytes);
      return {};
    },
    importChunk: ({ importId, offset, data }) => ({ received: imports.chunk(importId, offset, data) }),
    importPreview: ({ importId, accountId }) => imports.preview(importId, accountId),
    importCommit: ({ importId, currency }) => imports.commit(importId, currency),
    importCancel: ({ importId }) => {
      imports.cancel(importId);
      return {};
    },
    importRemove: ({ importId }) => {
      imports.remove(importId);
      return {};
    },
    imports: () => imports.kept(),
    importing: () => imports.progress,
    export: (request) => journal.export(request),
    exportChunk: ({ exportId, offset }) => exports.chunk(exportId, offset),
  };
}
