import { type ComponentProps, type ReactNode, useId } from "react";

interface LabelledProps extends Omit<ComponentProps<"input">, "id" | "onChange" | "value"> {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
}

/** A line of a form: what is asked for, and where it goes. */
export function Labelled({ label, value, onText, ...rest }: LabelledProps): ReactNode {
  const id = useId();
  return (
    <div className="cloud-line">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="field" value={value} onChange={(event) => onText(event.target.value)} {...rest} />
    </div>
  );
}
