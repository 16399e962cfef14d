import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import "./hold-button.css";
import { Button, type ButtonProps } from "./button.tsx";
import { classes } from "./classes.ts";

interface HoldButtonProps extends Omit<ButtonProps, "onClick"> {
  readonly holdMs: number;
  /** Held long enough. */
  readonly onHeld: () => void;
  /** Let go before that. */
  readonly onEarly: () => void;
  /** Shown instead of the children while it is held. */
  readonly holding: ReactNode;
}

const isPress = ({ key }: KeyboardEvent): boolean => key === "Enter" || key === " ";

/** Acts only when pointer, Enter or Space has held it for `holdMs` without a break. A click does nothing. */
export function HoldButton({
  holdMs,
  onHeld,
  onEarly,
  holding,
  className,
  children,
  ...rest
}: HoldButtonProps): ReactNode {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [held, setHeld] = useState(false);
  useEffect(() => () => clearTimeout(timer.current), []);

  const begin = (): void => {
    if (timer.current !== undefined) return;
    setHeld(true);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      setHeld(false);
      onHeld();
    }, holdMs);
  };
  const release = (): void => {
    if (timer.current === undefined) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    setHeld(false);
    onEarly();
  };
  return (
    <Button
      {...rest}
      className={classes("hold", className)}
      data-holding={held || undefined}
      onPointerDown={(event) => event.button === 0 && begin()}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onBlur={release}
      onKeyDown={(event) => {
        if (!isPress(event)) return;
        event.preventDefault();
        if (!event.repeat) begin();
      }}
      onKeyUp={(event) => {
        if (!isPress(event)) return;
        event.preventDefault();
        release();
      }}
    >
      <span className="hold-fill" style={{ transitionDuration: held ? `${holdMs}ms` : "0ms" }} />
      {held ? holding : children}
    </Button>
  );
}
