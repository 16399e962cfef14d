/** Says each tenth of a work that is done, once. @returns what takes how much is done, 0 to 1. */
export function toldProgress(say: (line: string) => void): (share: number) => void {
  let told = 0;
  return (share) => {
    const tenth = Math.floor(share * 10);
    if (tenth > told) say(`${tenth * 10} %`);
    told = Math.max(told, tenth);
  };
}
