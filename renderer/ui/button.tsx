import type { ComponentProps, ReactNode } from "react";
import "./button.css";
import { classes } from "./classes.ts";

type Look = "plain" | "primary" | "danger" | "quiet";

export interface ButtonProps extends ComponentProps<"button"> {
  readonly look?: Look;
}

export function Button({ look = "plain", className, ...rest }: ButtonProps): ReactNode {
  return <button type="button" className={classes("button", `button-${look}`, className)} {...rest} />;
}

interface IconButtonProps extends Omit<ButtonProps, "aria-label" | "title"> {
  /** What it does: the screen reader's name and the tooltip. */
  readonly label: string;
}

/** A button that shows only an icon; the label is never optional. */
export function IconButton({ label, look = "quiet", className, ...rest }: IconButtonProps): ReactNode {
  return (
    <Button look={look} className={classes("button-icon", className)} aria-label={label} title={label} {...rest} />
  );
}
