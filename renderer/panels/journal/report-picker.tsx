import { type DragEvent, type ReactNode, useRef, useState } from "react";

const ACCEPTED = ".htm,.html,.xlsx";

export interface ReportPicker {
  /** A file is held over the panel. */
  readonly over: boolean;
  /** Opens the system's dialog. */
  readonly choose: () => void;
  /** For the element that files are dropped on. */
  readonly dropping: {
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
  /** Draws nothing; must be on the page for `choose`. */
  readonly input: ReactNode;
}

/**
 * Takes a report by drop or by the system's dialog.
 * @param onPick told of the first file, and whether there were others
 */
export function useReportPicker(label: string, onPick: (file: File, several: boolean) => void): ReportPicker {
  const [over, setOver] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file !== undefined) onPick(file, (files?.length ?? 0) > 1);
  };
  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes("Files");
  return {
    over,
    choose: () => field.current?.click(),
    dropping: {
      onDragOver: (event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop: (event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      },
    },
    input: (
      <input
        ref={field}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={label}
        accept={ACCEPTED}
        onChange={(event) => {
          take(event.target.files);
          // The same file may be chosen again after it was mended.
          event.target.value = "";
        }}
      />
    ),
  };
}
