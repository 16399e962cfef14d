import type { FastifyInstance } from "fastify";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { Value } from "typebox/value";

/** What is wrong with one field. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** Input that does not fit its schema. */
export class InvalidInput extends Error {
  readonly faults: readonly FieldFault[];

  constructor(faults: readonly FieldFault[]) {
    super("The input does not fit.");
    this.faults = faults;
  }
}

/**
 * Checks input by TypeBox itself. Bodies are taken as they are: no coercion, no dropping of unknown fields (schemas are
 * closed, so mass assignment is an error one can see). Text of addresses becomes the numbers its schema asks for.
 */
export function useTypeBox(app: FastifyInstance): void {
  app.setValidatorCompiler<TSchema>(({ schema, httpPart }) => {
    const compiled = Compile(schema);
    return (input: unknown) => {
      const value = httpPart === "body" ? input : Value.Convert(schema, Value.Default(schema, structuredClone(input)));
      if (compiled.Check(value)) return { value };
      const faults = compiled
        .Errors(value)
        .map(({ instancePath, message }) => ({
          field: fieldOf(instancePath) ?? httpPart ?? "",
          message: plain(message),
        }))
        // The object itself is at fault only when none of its fields is.
        .filter(({ field }, _index, all) => field !== httpPart || all.every((other) => other.field === httpPart))
        .slice(0, 10);
      return { error: new InvalidInput(faults) };
    };
  });
}

function fieldOf(instancePath: string): string | undefined {
  return instancePath === "" ? undefined : instancePath.slice(1).replaceAll("/", ".");
}

/** What JSON Schema says of a field that a closed object does not have. */
function plain(message: string): string {
  return message === "schema is false" ? "is not a field of this request" : message;
}
