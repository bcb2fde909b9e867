// Owns: what every page asks before it draws anything, known to both ends: an engine whose page is not there yet answers
// it in advance. Start reading at `firstQuestions`.
import { startOfDay } from './day.ts';

/** A call of the contract: `['line', 'get']`. */
export interface Question {
  readonly path: readonly string[];
  readonly input?: unknown;
}

export const firstQuestions = (nowMs: number): readonly Question[] => [
  { path: ['line', 'get'] },
  { path: ['station', 'info'] },
  { path: ['stats', 'summary'], input: { sinceMs: startOfDay(nowMs) } },
];
