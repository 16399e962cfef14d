import type { ReactNode } from "react";
import "./hold-button.css";
import { useHold } from "../hooks/use-hold.ts";
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

/** Acts only when pointer, Enter or Space has held it for `holdMs` without a break. A click does nothing. */
export function HoldButton(props: HoldButtonProps): ReactNode {
  const { holdMs, onHeld, onEarly, holding, className, children, ...rest } = props;
  const { held, handlers } = useHold({ holdMs, onHeld, onEarly });
  return (
    <Button {...rest} className={classes("hold", className)} data-holding={held || undefined} {...handlers}>
      <HoldFill held={held} holdMs={holdMs} />
      {held ? holding : children}
    </Button>
  );
}

/** How much of the hold is over; for buttons of class `hold` with `data-holding`. */
export function HoldFill({ held, holdMs }: { readonly held: boolean; readonly holdMs: number }): ReactNode {
  return <span className="hold-fill" style={{ transitionDuration: held ? `${holdMs}ms` : "0ms" }} />;
}
