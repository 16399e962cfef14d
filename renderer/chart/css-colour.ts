/**
 * Resolves any CSS colour to `rgba()`: the tokens are written in oklch, which lightweight-charts does not parse. One
 * pixel is painted and read back, so whatever the browser can paint can be resolved.
 */
const context = (() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  return canvas.getContext("2d", { willReadFrequently: true });
})();

/** Any colour of CSS as `rgba(…)`, which the chart library reads; unchanged where there is no canvas. */
export function rgba(colour: string): string {
  if (context === null) return colour;
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
  return `rgba(${red}, ${green}, ${blue}, ${Math.round((alpha / 255) * 1_000) / 1_000})`;
}
