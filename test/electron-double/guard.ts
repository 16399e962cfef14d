/**
 * Asked for by runtimes and test runners on any object they are handed (promise checks, serialisers); Electron's own
 * objects answer `undefined`.
 */
const PROBED_BY_RUNTIMES = new Set(["then", "toJSON", "$$typeof", "asymmetricMatch", "nodeType", "tagName"]);

/** Thrown when code under test uses a part of Electron that the double does not model. */
export class UnmodelledError extends Error {
  override readonly name = "UnmodelledError";

  constructor(what: string) {
    super(`The Electron double does not model ${what}. Model it in test/electron-double, or do without it.`);
  }
}

/**
 * Wraps an object so that reading a property it lacks throws with the property's name: an `undefined` that real
 * Electron would never give must not let a test pass.
 */
export function refuseUnknown<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, property, receiver) {
      if (typeof property === "string" && !(property in object) && !PROBED_BY_RUNTIMES.has(property)) {
        throw new UnmodelledError(`${name}.${property}`);
      }
      return Reflect.get(object, property, receiver);
    },
  });
}
