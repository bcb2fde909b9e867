// Owns: where the window was, kept so that neither a crash nor a screen that is gone can harm the next start.
// Imports zod and the engine's durable files. Start reading at `createWindowState`; `fitToScreens` is pure.
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { writeFileDurably } from '../engine/util/durable-file.ts';

const rectangleSchema = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().check(z.positive()),
  height: z.int().check(z.positive()),
});
export type Rectangle = z.infer<typeof rectangleSchema>;

const stateSchema = z.strictObject({ bounds: rectangleSchema, isMaximized: z.boolean() });
export type WindowPlace = z.infer<typeof stateSchema>;

const minimum = { width: 960, height: 640 } as const;
const preferred = { width: 1366, height: 768 } as const;

export interface WindowState {
  /** Where the window may open now. */
  place(workAreas: readonly Rectangle[]): WindowPlace;
  /** Kept at once; of several in a row the last one wins. */
  keep(place: WindowPlace): void;
  /** Resolves when what was kept is on disk. */
  settled(): Promise<void>;
}

export function createWindowState(file: string, onFailure: (thrown: unknown) => void): WindowState {
  let next: WindowPlace | undefined;
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    while (next !== undefined) {
      const place = next;
      next = undefined;
      // The window's place is worth no error to a person; the log has it.
      await writeFileDurably(file, `${JSON.stringify(place)}\n`).catch(onFailure);
    }
    writing = undefined;
  }
  return {
    place: (workAreas) => fitToScreens(read(file), workAreas),
    keep(place) {
      next = place;
      writing ??= write();
    },
    settled: async () => await writing,
  };
}

/** Whatever cannot be read is as if the window had never been open. */
function read(file: string): WindowPlace | undefined {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** A place that a person can reach: on a screen that is there, and not larger than it. The first screen is the main one. */
export function fitToScreens(wanted: WindowPlace | undefined, workAreas: readonly Rectangle[]): WindowPlace {
  const main = workAreas[0] ?? { x: 0, y: 0, ...preferred };
  if (wanted === undefined) return { bounds: centred(preferred, main), isMaximized: false };
  const overlap = (area: Rectangle) => commonArea(wanted.bounds, area);
  const home = workAreas.toSorted((a, b) => overlap(b) - overlap(a))[0] ?? main;
  if (overlap(home) === 0) return { bounds: centred(wanted.bounds, main), isMaximized: wanted.isMaximized };
  const width = clamp(wanted.bounds.width, Math.min(minimum.width, home.width), home.width);
  const height = clamp(wanted.bounds.height, Math.min(minimum.height, home.height), home.height);
  return {
    bounds: {
      x: clamp(wanted.bounds.x, home.x, home.x + home.width - width),
      y: clamp(wanted.bounds.y, home.y, home.y + home.height - height),
      width,
      height,
    },
    isMaximized: wanted.isMaximized,
  };
}

function centred(size: { width: number; height: number }, area: Rectangle): Rectangle {
  const width = Math.min(size.width, area.width);
  const height = Math.min(size.height, area.height);
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  };
}

function commonArea(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export const minimumWindow = minimum;
