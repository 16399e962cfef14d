import type { AccountId } from "#shared/market/brands.ts";

/** What a renewed lease promises the EA (link message Lease). */
export interface LeaseTerms {
  readonly ttlMs: number;
  readonly flattenOnLapse: boolean;
}

/** Who watches the accounts: asked each second per connected account. null = not watched now, so no renewal is sent. */
export interface LeaseSource {
  terms(account: AccountId): LeaseTerms | null;
}
