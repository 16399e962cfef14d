import type { ExportRequest } from "#shared/contract/journal-files.ts";
import type { BridgeClient } from "../../bridge/bridge-client.ts";
import type { SavedFile } from "../../ui/download.ts";

type Journal = Pick<BridgeClient["journal"], "export" | "exportChunk">;

/** Has the bridge make a file and fetches it piece by piece. @throws FairleadError OVERLOADED, WIRE_CLOSED, NOT_FOUND */
export async function fetchExport(journal: Journal, request: ExportRequest): Promise<SavedFile> {
  const { exportId, name, mediaType } = await journal.export(request);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (let done = false; !done; ) {
    const piece = await journal.exportChunk({ exportId, offset });
    pieces.push(new Uint8Array(piece.data));
    offset += piece.data.byteLength;
    done = piece.done;
  }
  return { name, blob: new Blob(pieces, { type: mediaType }) };
}
