import { readChartTheme } from "../../../chart/chart-theme.ts";
import type { LiveChart } from "../../../chart/live-chart.ts";

/** Height of the caption over the chart, CSS pixels. */
const CAPTION_PX = 30;
/** What the journal takes at most (shared/contract/journal.ts), and how often a larger picture is made smaller. */
const MOST_BYTES = 512_000;
const SMALLER = 0.8;

/** The chart as it is on screen under a caption, as a PNG of at most `most` bytes. @throws Error when it cannot be drawn */
export async function chartPicture(live: LiveChart, caption: string, most = MOST_BYTES): Promise<Blob> {
  const shot = live.chart.picture();
  const scale = shot.width / Math.max(1, live.host.clientWidth);
  for (let share = 1; ; share *= SMALLER) {
    const png = await drawn(shot, caption, scale, share);
    if (png.size <= most || share < 0.1) return png;
  }
}

async function drawn(shot: HTMLCanvasElement, caption: string, scale: number, share: number): Promise<Blob> {
  const theme = readChartTheme();
  const canvas = document.createElement("canvas");
  const top = CAPTION_PX * scale;
  canvas.width = Math.max(1, Math.round(shot.width * share));
  canvas.height = Math.max(1, Math.round((shot.height + top) * share));
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this window cannot draw a picture");
  context.scale(share, share);
  context.fillStyle = theme.background;
  context.fillRect(0, 0, shot.width, shot.height + top);
  context.fillStyle = theme.strong;
  context.textBaseline = "middle";
  context.font = `600 ${13 * scale}px ${getComputedStyle(document.body).fontFamily}`;
  context.fillText(caption, 12 * scale, top / 2);
  context.drawImage(shot, 0, top);
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (png === null) throw new Error("this window cannot draw a picture");
  return png;
}

/** As the page's policy allows pictures: in the address itself. */
export async function dataAddress(png: Blob): Promise<string> {
  let bytes = "";
  for (const byte of new Uint8Array(await png.arrayBuffer())) bytes += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(bytes)}`;
}
