// Owns: which key does what on the line. The key bar, the card, the help and the tiles all read it from here.
import type { Command } from './model/scan-code.ts';

/** `TYPE` has no code to scan: it is for the day on which the scanner is broken. */
export type LineCommand = Command | 'TYPE';

export const keyOf: Readonly<Record<LineCommand, string>> = {
  CARD: 'F1',
  RETRY: 'F2',
  START: 'F3',
  EVIDENCE: 'F4',
  SETUP: 'F5',
  SOUND: 'F6',
  TYPE: 'F7',
  SUMMARY: 'F8',
  STOP: 'F9',
  CLOSE: 'Escape',
};

/** In the order of the keyboard. */
export const barCommands = ['CARD', 'RETRY', 'START', 'EVIDENCE', 'SETUP', 'SOUND', 'TYPE', 'SUMMARY', 'STOP'] as const;

/** A stop by key must be meant: held so long. */
export const holdStopMs = 1000;
