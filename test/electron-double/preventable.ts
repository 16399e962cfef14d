/** The event object that Electron hands to listeners which may veto something. */
export type PreventableEvent<Fields extends object = object> = {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
} & Fields;

/** Builds an Electron event object carrying `fields`. */
export function preventable<Fields extends object>(fields: Fields): PreventableEvent<Fields> {
  let prevented = false;
  const event = {
    preventDefault() {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  };
  return Object.assign(event, fields);
}
