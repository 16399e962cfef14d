import { expect, test } from "vitest";
import { chosenInstrument } from "#renderer/services/shown.ts";
import type { Instrument } from "#shared/contract/market.ts";

const ACCOUNT = "7001@Harbour-Demo";
const instrument = (symbol: string, account = ACCOUNT): Instrument =>
  ({ id: `${account}/${symbol}`, accountId: account, symbol }) as Instrument;
const [aud, eur] = [instrument("AUDUSD"), instrument("EURUSD")];

test("a ticket does not jump to another symbol while its own has not come yet", () => {
  expect(chosenInstrument([aud], eur.id, ACCOUNT)).toBeUndefined();
  expect(chosenInstrument([aud, eur], eur.id, ACCOUNT)).toBe(eur);
});

test("the first symbol is shown while none of this account was chosen", () => {
  expect(chosenInstrument([aud, eur], undefined, ACCOUNT)).toBe(aud);
  expect(chosenInstrument([aud, eur], `${ACCOUNT}2/EURUSD`, ACCOUNT)).toBe(aud);
  expect(chosenInstrument([], undefined, undefined)).toBeUndefined();
});
