import { useRef, useState } from "react";

interface Opener {
  readonly ref: (button: HTMLElement | null) => void;
  readonly onClick: () => void;
}

interface Entry<T extends string> {
  /** The field that is open now. */
  readonly open: T | undefined;
  /** For the button in whose place the field opens. */
  readonly opener: (name: T) => Opener;
  readonly close: () => void;
}

/**
 * A field that opens in the place of its button. When it closes the focus goes back to the button, as soon as it can
 * take it and unless it has gone elsewhere meanwhile: the keyboard does not lose its place in the table.
 */
export function useEntry<T extends string>(): Entry<T> {
  const [open, setOpen] = useState<T>();
  const closed = useRef<T>(undefined);
  return {
    open,
    opener: (name) => ({
      // Made anew with each drawing, so that a button which was disabled at first is asked again.
      ref: (button) => {
        if (button === null || closed.current !== name) return;
        const { activeElement } = document;
        if (activeElement === null || activeElement === document.body) button.focus();
        if (document.activeElement === button || activeElement !== document.body) closed.current = undefined;
      },
      onClick: () => setOpen(name),
    }),
    close: () => {
      closed.current = open;
      setOpen(undefined);
    },
  };
}
