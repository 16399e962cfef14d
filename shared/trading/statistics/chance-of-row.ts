/**
 * Chance that at least one row of `row` losses happens within `trades` trades, each lost with chance `loss` whatever came
 * before it. Followed trade by trade over how many losses have just come in a row, so exact.
 */
export function chanceOfRow(loss: number, row: number, trades: number): number {
  // state[n]: chance that n losses have just come in a row and no whole row yet.
  let state = [1, ...Array.from({ length: row - 1 }, () => 0)];
  let happened = 0;
  for (let trade = 0; trade < trades; trade += 1) {
    const still = 1 - happened;
    happened += (state[row - 1] ?? 0) * loss;
    state = [still * (1 - loss), ...state.slice(0, row - 1).map((chance) => chance * loss)];
  }
  return happened;
}
