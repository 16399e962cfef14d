import type { ExportRequest } from "#shared/contract/journal-files.ts";
import type { BridgeClient } from "../../bridge/bridge-client.ts";

type Journal = Pick<BridgeClient["journal"], "export" | "exportChunk">;

export interface ExportedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Has the bridge make a file and fetches it piece by piece. @throws FairleadError OVERLOADED, WIRE_CLOSED, NOT_FOUND */
export async function fetchExport(journal: Journal, request: ExportRequest): Promise<ExportedFile> {
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

/** Hands a file to the browser, or to the desktop shell's dialog, as a download. */
export function download({ name, blob }: ExportedFile): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of the blob by the next task; a minute also serves a slow disk.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
