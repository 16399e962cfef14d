import { type KeyboardEvent, type ReactNode, useRef } from "react";
import "./segmented.css";

interface Option<T extends string> {
  readonly value: T;
  readonly text: string;
  /** Said by a screen reader instead of `text`, and shown as a tooltip. */
  readonly label?: string;
}

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T | undefined;
  readonly options: readonly Option<T>[];
  readonly onChoose: (value: T) => void;
}

const STEP: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** One of a few, all in sight: a radio group with one tab stop, moved through with the arrow keys. */
export function Segmented<T extends string>({ label, value, options, onChoose }: SegmentedProps<T>): ReactNode {
  const group = useRef<HTMLDivElement>(null);
  const chosen = Math.max(
    0,
    options.findIndex((option) => option.value === value),
  );
  const move = (event: KeyboardEvent): void => {
    const step = STEP[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (chosen + step + options.length) % options.length;
    const option = options[next];
    if (option === undefined) return;
    onChoose(option.value);
    group.current?.querySelectorAll("button")[next]?.focus();
  };
  return (
    <div ref={group} className="segmented" role="radiogroup" aria-label={label}>
      {options.map((option, index) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          className="segmented-option"
          aria-checked={option.value === value}
          aria-label={option.label}
          title={option.label}
          tabIndex={index === chosen ? 0 : -1}
          onClick={() => onChoose(option.value)}
          onKeyDown={move}
        >
          {option.text}
        </button>
      ))}
    </div>
  );
}
