/** A file that was made in the window. */
export interface SavedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Hands a file to the browser, or to the desktop shell's dialog, as a download. */
export function download({ name, blob }: SavedFile): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of the blob by the next task; a minute also serves a slow disk.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
