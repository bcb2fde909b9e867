// Owns: a console transcript as lines that are safe and plain to read, and the search in them. Imports nothing of ours.

export interface ConsoleMatch {
  /** Index of the line, from 0. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** ECMA-48 control sequences (colours, cursor) and operating system commands, as boot logs contain them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it removes.
const controlSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: made visible, for a unit may print anything.
const controlCharacter = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
const controlPictures = 0x2400;
const deletePicture = '\u2421';
/** More would not be looked at one by one, and marking them would take the window's time. */
const mostMatches = 2_000;

/** Without colours; other control characters as their pictures. An empty transcript has no lines. */
export function linesOf(transcript: string): string[] {
  if (transcript === '') return [];
  const lines = transcript
    .replaceAll(/\r+\n|\r/g, '\n')
    .replaceAll(controlSequence, '')
    .split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.replaceAll(controlCharacter, picture));
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  return code === 0x7f ? deletePicture : String.fromCharCode(controlPictures + code);
}

/** Every place of `needle`, whatever its case, in order. */
export function findInLines(lines: readonly string[], needle: string): ConsoleMatch[] {
  const wanted = needle.toLowerCase();
  if (wanted === '') return [];
  const matches: ConsoleMatch[] = [];
  for (const [line, text] of lines.entries()) {
    const lower = text.toLowerCase();
    for (let start = lower.indexOf(wanted); start !== -1; start = lower.indexOf(wanted, start + wanted.length)) {
      matches.push({ line, start, end: start + wanted.length });
      if (matches.length === mostMatches) return matches;
    }
  }
  return matches;
}

/** What the log itself says of a line: ESP-IDF and Zephyr begin them so. */
export function levelOf(line: string): 'error' | 'warning' | 'plain' {
  if (/^\s*(?:E \(\d+\)|\[[^\]]*\] <err>)/.test(line) || /\b(?:panic|Guru Meditation|abort\(\))/i.test(line)) {
    return 'error';
  }
  return /^\s*(?:W \(\d+\)|\[[^\]]*\] <wrn>)/.test(line) ? 'warning' : 'plain';
}
