import type { AnyFrame, Frame } from "#shared/link/frame.ts";
import { asBrokerMs, type UtcMs } from "#shared/market/brands.ts";
import type {
  AccountFigures,
  AccountState,
  AccountStateChange,
  OpenPosition,
  PendingOrder,
  Taken,
} from "../ports/account-state.ts";
import type { TerminalLink } from "../ports/terminal-link.ts";
import { Parts } from "./parts.ts";

/** One session's snapshots of its account: each is taken when it is whole, and refused whole when it cannot be true. */
export class AccountSnapshots {
  readonly link: TerminalLink;
  readonly #refuse: (why: string) => void;
  readonly #positionParts = new Parts<OpenPosition>();
  readonly #orderParts = new Parts<PendingOrder>();
  #figures: Taken<AccountFigures> | undefined;
  #positions: Taken<readonly OpenPosition[]> | undefined;
  #orders: Taken<readonly PendingOrder[]> | undefined;

  /** @param refuse told what is wrong with a snapshot that is not taken. */
  constructor(link: TerminalLink, refuse: (why: string) => void) {
    this.link = link;
    this.#refuse = refuse;
  }

  /** The account, once every kind of snapshot has come whole in the session numbered `session`. */
  state(session: bigint): AccountState | undefined {
    const { link } = this;
    const [figures, positions, orders] = [this.#figures, this.#positions, this.#orders];
    if (figures === undefined || positions === undefined || orders === undefined) return undefined;
    const takenAt = Math.min(figures.takenAt, positions.takenAt, orders.takenAt) as UtcMs;
    const { account, kind, terminal } = link;
    return { account, kind, terminal, session, live: link.open, takenAt, figures, positions, orders };
  }

  /** @returns what a frame made new; undefined when it is no snapshot, a part of one, or was refused. */
  frame(frame: AnyFrame, takenAt: UtcMs): Exclude<AccountStateChange, "link"> | undefined {
    switch (frame.name) {
      case "AccountSnapshot":
        return this.#account(frame, takenAt);
      case "PositionsSnapshot": {
        const { snapshot, part, parts, brokerMs } = frame.fields;
        const is = this.#positionParts.add(snapshot, part, parts, frame.items);
        if (is === null || !this.#true("position", is, ({ identifier }) => identifier)) return undefined;
        this.#positions = { takenAt, brokerMs: asBrokerMs(brokerMs), is };
        return "positions";
      }
      case "OrdersSnapshot": {
        const { snapshot, part, parts, brokerMs } = frame.fields;
        const is = this.#orderParts.add(snapshot, part, parts, frame.items);
        if (is === null || !this.#true("order", is, ({ ticket }) => ticket)) return undefined;
        this.#orders = { takenAt, brokerMs: asBrokerMs(brokerMs), is };
        return "orders";
      }
      default:
        return undefined;
    }
  }

  #account({ fields }: Frame<"AccountSnapshot">, takenAt: UtcMs): "figures" | undefined {
    const { login, server, brokerMs, ...is } = fields;
    const told = `${login}@${server}`;
    if (told !== this.link.account.id) {
      this.#refuse(`it shows the account ${told}, but its session is of ${this.link.account.id}`);
      return undefined;
    }
    if (!finite(fields)) {
      this.#refuse("a figure of the account is no number");
      return undefined;
    }
    this.#figures = { takenAt, brokerMs: asBrokerMs(brokerMs), is };
    return "figures";
  }

  /** A set that names something twice, or holds what is no number, would be a wrong sum of risk. */
  #true<T extends object>(what: string, items: readonly T[], keyOf: (item: T) => bigint): boolean {
    const twice = new Set(items.map(keyOf)).size < items.length;
    if (!twice && items.every(finite)) return true;
    this.#refuse(twice ? `it names one ${what} twice` : `a figure of a ${what} is no number`);
    return false;
  }
}

const finite = (record: object): boolean =>
  Object.values(record).every((value) => typeof value !== "number" || Number.isFinite(value));
