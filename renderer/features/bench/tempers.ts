// Owns: how a virtual unit can be made to misbehave, in the order in which a person looks for it. Pure.
// The words on the wire are those of docs; texts.ts says them in the language of the window.

/** A unit that received so many bytes is in the middle of its image. */
const middleOfImage = 20_000;

export const temperGroups = [
  { name: 'group_good', tempers: ['good', 'slow'] },
  { name: 'group_bad', tempers: ['bad-flash', 'wont-boot', 'wrong-identity'] },
  {
    name: 'group_line',
    tempers: ['silent', 'garbage', 'drop', 'corrupt', 'unplug', 'brown-out', 'stall'],
  },
  { name: 'group_station', tempers: ['wrong-chip', 'app-mode'] },
] as const;

export type TemperName = (typeof temperGroups)[number]['tempers'][number];

const counted: ReadonlySet<string> = new Set<TemperName>(['unplug', 'brown-out', 'stall']);
const all: readonly TemperName[] = temperGroups.flatMap(({ tempers }) => tempers);

/** The word that the engine takes: some act at a byte. */
export const temperOnWire = (name: TemperName): string => (counted.has(name) ? `${name}@${middleOfImage}` : name);

/** Undefined for a temper of a newer engine, or of another hand. */
export const tryTemperName = (wire: string): TemperName | undefined => {
  const [name] = wire.split('@');
  return all.find((each) => each === name);
};

export const temperKey = {
  good: 'good',
  slow: 'slow',
  'bad-flash': 'bad_flash',
  'wont-boot': 'wont_boot',
  'wrong-identity': 'wrong_identity',
  silent: 'silent',
  garbage: 'garbage',
  drop: 'drop',
  corrupt: 'corrupt',
  'wrong-chip': 'wrong_chip',
  'app-mode': 'app_mode',
  'brown-out': 'brown_out',
  unplug: 'unplug_at',
  stall: 'stall',
} as const satisfies Record<TemperName, string>;
