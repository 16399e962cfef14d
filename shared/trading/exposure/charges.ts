/** What trading an instrument costs beyond its spread: the trader's settings, or measured from past deals. */
export interface Charges {
  /** Account currency per lot, at the opening and at the close. */
  readonly commissionIn: number;
  readonly commissionOut: number;
  /** Points that a market or stop fill is assumed to slip, at the entry and at the stop alike. */
  readonly slippagePoints: number;
}

export const NO_CHARGES: Charges = { commissionIn: 0, commissionOut: 0, slippagePoints: 0 };
