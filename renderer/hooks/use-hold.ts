import { type FocusEvent, type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";

interface HoldOptions {
  readonly holdMs: number;
  /** Held long enough. */
  readonly onHeld: () => void;
  /** Let go before that. */
  readonly onEarly: () => void;
}

interface Hold {
  readonly held: boolean;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: () => void;
    readonly onPointerLeave: () => void;
    readonly onPointerCancel: () => void;
    readonly onBlur: (event: FocusEvent) => void;
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    readonly onKeyUp: (event: KeyboardEvent) => void;
  };
}

const isPress = ({ key }: KeyboardEvent): boolean => key === "Enter" || key === " ";
const isOff = (button: HTMLElement): boolean =>
  button.matches(":disabled") || button.getAttribute("aria-disabled") === "true";

/** Handlers of a button that acts only when pointer, Enter or Space has held it for `holdMs` without a break. */
export function useHold(options: HoldOptions): Hold {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [held, setHeld] = useState(false);
  // What is done is what stands on the button when the time is up, not when it was pressed.
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => () => clearTimeout(timer.current), []);

  const begin = (button: HTMLElement): void => {
    if (timer.current !== undefined || isOff(button)) return;
    setHeld(true);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      setHeld(false);
      latest.current.onHeld();
    }, options.holdMs);
  };
  const release = (): void => {
    if (timer.current === undefined) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    setHeld(false);
    latest.current.onEarly();
  };
  return {
    held,
    handlers: {
      onPointerDown: (event) => event.button === 0 && begin(event.currentTarget),
      onPointerUp: release,
      onPointerLeave: release,
      onPointerCancel: release,
      onBlur: release,
      onKeyDown: (event) => {
        if (!isPress(event)) return;
        event.preventDefault();
        if (!event.repeat) begin(event.currentTarget);
      },
      onKeyUp: (event) => {
        if (!isPress(event)) return;
        event.preventDefault();
        release();
      },
    },
  };
}
