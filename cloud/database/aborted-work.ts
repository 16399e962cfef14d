/** A commit that Postgres answered with a rollback: a statement of the transaction had failed, and somebody went on. */
export class AbortedWork extends Error {
  constructor() {
    super("The transaction had failed before its commit: nothing of it remains.");
  }
}
