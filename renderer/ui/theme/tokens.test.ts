// The contrasts that tokens.css promises, computed from the file itself.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { contrast, parseOklch, toLinearRgb } from './oklch.ts';

const schemes = ['light', 'dark'] as const;
type Scheme = (typeof schemes)[number];

/** `--sw-x: light-dark(a, b);` and `--sw-x: oklch(…);` by name. Colours with alpha are shadows, and are left out. */
function readColours(css: string): ReadonlyMap<string, Readonly<Record<Scheme, string>>> {
  const colours = new Map<string, Record<Scheme, string>>();
  const declaration = /(--sw-[\w-]+):\s*([^;]+);/g;
  for (const [, name = '', value = ''] of css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(declaration)) {
    const pair = /^light-dark\(\s*(oklch\([^)/]+\)),\s*(oklch\([^)/]+\))\s*\)$/.exec(value.trim());
    if (pair) colours.set(name, { light: pair[1] ?? '', dark: pair[2] ?? '' });
    else if (/^oklch\([^)/]+\)$/.test(value.trim())) colours.set(name, { light: value, dark: value });
  }
  return colours;
}

const colours = readColours(readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8'));

function colour(name: string, scheme: Scheme) {
  const value = colours.get(`--sw-${name}`);
  if (!value) throw new Error(`tokens.css has no colour --sw-${name}`);
  return parseOklch(value[scheme]);
}

const states = ['running', 'pass', 'fail', 'error', 'attention', 'idle', 'waiting'];
const surfaces = ['surface-0', 'surface-1', 'surface-2', 'surface-3'];
/** Words of a chosen segment lie on it. */
const raised = 'surface-raised';

/** [what is seen, on what, at least] */
const promises: readonly (readonly [string, string, number])[] = [
  ...states.flatMap((state): [string, string, number][] => [
    // The state word, on its tint and on its full field.
    [`state-${state}-fg`, `state-${state}-bg`, 7],
    [`state-${state}-on`, `state-${state}-fill`, 7],
    // The mark in a badge and on a tinted notice takes the words' or the state's colour.
    [`state-${state}`, 'surface-0', 4.5],
    [`state-${state}`, 'surface-1', 4.5],
    [`state-${state}-border`, 'surface-0', 3],
    [`state-${state}-border`, 'surface-1', 3],
  ]),
  // Notices put ordinary words and links on tints.
  ...states
    .filter((state) => state !== 'waiting')
    .flatMap((state): [string, string, number][] => [
      ['text', `state-${state}-bg`, 7],
      ['text-dim', `state-${state}-bg`, 4.5],
      ['accent', `state-${state}-bg`, 4.5],
      [`state-${state}`, `state-${state}-bg`, 3],
    ]),
  ...surfaces.flatMap((surface): [string, string, number][] => [
    ['text', surface, 7],
    ['text-dim', surface, 4.5],
    ['accent', surface, 4.5],
    ['danger', surface, 4.5],
    ['focus', surface, 3],
    ['line-strong', surface, 3],
  ]),
  ['text', raised, 7],
  ['text', 'accent-tint', 7],
  ['text-dim', 'accent-tint', 4.5],
  ['accent', 'accent-tint', 4.5],
  ['line-strong', 'accent-tint', 3],
  ['accent-on', 'accent-fill', 4.5],
  ['accent-on', 'accent-fill-hover', 4.5],
  ['danger-on', 'danger-fill', 4.5],
  ['danger-on', 'danger-fill-hover', 4.5],
  // A button is seen as one, and a full field stands out from the page it lies on.
  ['accent-fill', 'surface-1', 3],
  ['danger-fill', 'surface-1', 3],
];

describe.each(schemes)('the %s colours', (scheme) => {
  it.each(promises)(`%s on %s reach %d : 1`, (seen, on, least) => {
    expect(contrast(colour(seen, scheme), colour(on, scheme))).toBeGreaterThanOrEqual(least);
  });

  it('lie inside sRGB, so that every screen shows what was computed', () => {
    const outside = [...colours.keys()].filter((name) =>
      toLinearRgb(colour(name.replace('--sw-', ''), scheme)).some((channel) => channel < -0.001 || channel > 1.001),
    );
    expect(outside).toEqual([]);
  });
});

describe('the contrast formula', () => {
  it('agrees with WCAG on black, white and the mid grey #767676', () => {
    const white = parseOklch('oklch(1 0 0)');
    expect(contrast(white, parseOklch('oklch(0 0 0)'))).toBeCloseTo(21, 1);
    // #767676 is the darkest grey that reaches 4.5 : 1 on white: 4.54. Its OKLCH lightness is 0.5656.
    expect(contrast(white, parseOklch('oklch(0.5656 0 0)'))).toBeCloseTo(4.54, 1);
  });

  it('finds all the colours of the file', () => {
    expect(colours.size).toBeGreaterThan(60);
  });
});

it('names eleven neutral steps that only get darker', () => {
  const steps = Array.from({ length: 11 }, (_, index) => colour(`neutral-${index}`, 'light').lightness);
  expect(steps).toEqual([...steps].sort((a, b) => b - a));
});
