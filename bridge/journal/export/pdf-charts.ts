import { INK, PAGE, type Pdf, printable, room } from "./pdf-page.ts";

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Range {
  readonly low: number;
  readonly high: number;
}

const rangeOf = (values: Float64Array): Range => {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return low < high ? { low, high } : { low: low - 1, high: low + 1 };
};

const LABELS = 62;

function frameOf(pdf: Pdf, title: string, height: number): Frame {
  room(pdf, height + 34);
  pdf.font("Helvetica-Bold").fontSize(9).fillColor(INK.text).text(printable(title), PAGE.left);
  const frame = { x: PAGE.left + LABELS, y: pdf.y + 4, width: PAGE.right - PAGE.left - LABELS, height };
  pdf.rect(frame.x, frame.y, frame.width, frame.height).lineWidth(0.5).strokeColor(INK.line).stroke();
  return frame;
}

function done(pdf: Pdf, { y, height }: Frame): void {
  pdf.x = PAGE.left;
  pdf.y = y + height + 16;
}

function label(pdf: Pdf, text: string, y: number): void {
  pdf.font("Helvetica").fontSize(7).fillColor(INK.muted);
  pdf.text(printable(text), PAGE.left, y - 3, { width: LABELS - 6, align: "right", lineBreak: false });
}

/** A line over time, from its lowest to its highest; filled down to 0 for a drawdown. */
export function lineChart(
  pdf: Pdf,
  title: string,
  column: { readonly timeMs: Float64Array; readonly values: Float64Array },
  look: { readonly text: (value: number) => string; readonly filled: boolean },
): void {
  const { timeMs, values } = column;
  if (values.length < 2) return;
  const frame = frameOf(pdf, title, look.filled ? 70 : 130);
  const { low, high } = look.filled ? { low: Math.min(rangeOf(values).low, -1), high: 0 } : rangeOf(values);
  const [from, to] = [timeMs[0] ?? 0, timeMs[timeMs.length - 1] ?? 1];
  const x = (ms: number): number => frame.x + (frame.width * (ms - from)) / Math.max(1, to - from);
  const y = (value: number): number => frame.y + frame.height * (1 - (value - low) / (high - low));
  pdf.moveTo(x(from), look.filled ? y(0) : y(values[0] ?? 0));
  for (const [at, value] of values.entries()) pdf.lineTo(x(timeMs[at] ?? from), y(value));
  if (look.filled) pdf.lineTo(x(to), y(0)).closePath().fillColor(INK.loss, 0.35).fill().fillOpacity(1);
  else pdf.lineWidth(1).strokeColor(INK.mark).stroke();
  label(pdf, look.text(high), frame.y + 3);
  label(pdf, look.text(low), frame.y + frame.height - 3);
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  pdf.font("Helvetica").fontSize(7).fillColor(INK.muted);
  pdf.text(day(from), frame.x, frame.y + frame.height + 3, { lineBreak: false });
  pdf.text(day(to), frame.x, frame.y + frame.height + 3, { width: frame.width, align: "right", lineBreak: false });
  done(pdf, frame);
}

/** Bars of counts; those below zero in the colour of losses. */
export function barChart(
  pdf: Pdf,
  title: string,
  { edges, counts }: { readonly edges: Float64Array; readonly counts: Float64Array },
  text: (value: number) => string,
): void {
  if (counts.length === 0) return;
  const frame = frameOf(pdf, title, 90);
  const most = Math.max(1, rangeOf(counts).high);
  const width = frame.width / counts.length;
  for (const [at, count] of counts.entries()) {
    const height = (frame.height * count) / most;
    const loss = (edges[at + 1] ?? 0) <= 0;
    pdf.rect(frame.x + at * width + 0.5, frame.y + frame.height - height, Math.max(0.5, width - 1), height);
    pdf.fillColor(loss ? INK.loss : INK.gain).fill();
  }
  label(pdf, String(most), frame.y + 3);
  pdf.font("Helvetica").fontSize(7).fillColor(INK.muted);
  pdf.text(text(edges[0] ?? 0), frame.x, frame.y + frame.height + 3, { lineBreak: false });
  pdf.text(text(edges[edges.length - 1] ?? 0), frame.x, frame.y + frame.height + 3, {
    width: frame.width,
    align: "right",
    lineBreak: false,
  });
  done(pdf, frame);
}

/** 7 rows of 24 cells; the stronger the colour the more was won or lost. */
export function heatChart(pdf: Pdf, title: string, days: readonly string[], net: Float64Array): void {
  const cell = { width: (PAGE.right - PAGE.left - LABELS) / 24, height: 13 };
  const frame = frameOf(pdf, title, cell.height * 7);
  const most = net.reduce((a, b) => Math.max(a, Math.abs(b)), 1);
  for (const [at, value] of net.entries()) {
    if (value === 0) continue;
    const [row, hour] = [Math.floor(at / 24), at % 24];
    pdf.rect(frame.x + hour * cell.width, frame.y + row * cell.height, cell.width, cell.height);
    pdf.fillColor(value < 0 ? INK.loss : INK.gain, 0.15 + (0.85 * Math.abs(value)) / most).fill();
  }
  pdf.fillOpacity(1);
  for (const [row, day] of days.entries()) label(pdf, day, frame.y + (row + 0.5) * cell.height);
  pdf.font("Helvetica").fontSize(7).fillColor(INK.muted);
  for (let hour = 0; hour < 24; hour += 3) {
    pdf.text(String(hour), frame.x + hour * cell.width, frame.y + frame.height + 3, { lineBreak: false });
  }
  done(pdf, frame);
}
