import { amountText } from "../format/money.ts";
import { isTextKey, type Text, type TextKey } from "./i18n.ts";

/** A field that could not be read, as the bridge (or the window, for whole numbers) names it. */
export interface NamedProblem {
  readonly field: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Problems whose number is worth telling, and where the bridge puts it. */
const NUMBERED = {
  offStep: { key: "problem.number.offStepOf", param: "volumeStep", as: "step" },
  belowMinimum: { key: "problem.number.belowMinimumOf", param: "volumeMin", as: "min" },
  aboveMaximum: { key: "problem.number.aboveMaximumOf", param: "volumeMax", as: "max" },
} as const satisfies Readonly<Record<string, { key: TextKey; param: string; as: string }>>;

const isNumbered = (code: string): code is keyof typeof NUMBERED => Object.hasOwn(NUMBERED, code);

/** What is wrong with a field, without the field's name. */
export function problemText(text: Text, { field, code, params = {} }: NamedProblem): string {
  if (code.startsWith("problem.size.")) {
    const { minor, digits, currency } = params;
    const known = typeof minor === "number" && typeof digits === "number" && typeof currency === "string";
    const loss = known ? `${amountText({ minor, digits, currency })} ${currency}` : "";
    return text(isTextKey(code) ? code : "problem.number.notANumber", { loss });
  }
  if (field === "lots" && isNumbered(code)) {
    const { key, param, as } = NUMBERED[code];
    const value = params[param];
    if (value !== undefined) return text(key, { [as]: value });
  }
  const key = `problem.number.${code}`;
  return text(isTextKey(key) ? key : "problem.number.notANumber");
}

/** The same with the field's name before it. */
export function fieldProblemText(text: Text, problem: NamedProblem): string {
  const key = `number.${problem.field}`;
  const field = isTextKey(key) ? text(key) : problem.field;
  return text("number.field", { field, problem: problemText(text, problem) });
}
