// Owns: the ways a virtual unit may behave in a dry run, in the order in which they are worth trying. Imports nothing.

/** Bytes until a unit fails on its own: in the middle of the smallest example's images. */
const half = 60_000;

export const rehearsalTempers = [
  { name: 'good', temper: 'good' },
  { name: 'wont-boot', temper: 'wont-boot' },
  { name: 'bad-flash', temper: 'bad-flash' },
  { name: 'wrong-identity', temper: 'wrong-identity' },
  { name: 'wrong-chip', temper: 'wrong-chip' },
  { name: 'unplug', temper: `unplug@${half}` },
  { name: 'stall', temper: `stall@${half}` },
  { name: 'brown-out', temper: `brown-out@${half}` },
  { name: 'slow', temper: 'slow' },
  { name: 'drop', temper: 'drop' },
  { name: 'corrupt', temper: 'corrupt' },
  { name: 'garbage', temper: 'garbage' },
  { name: 'silent', temper: 'silent' },
  { name: 'app-mode', temper: 'app-mode' },
] as const;
