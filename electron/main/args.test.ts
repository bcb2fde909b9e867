import { describe, expect, test } from 'vitest';
import { parseArgs, routeOfLink } from './args.ts';

describe('the words of the command line', () => {
  test('ours are taken, files from where it was started, and all others left alone', () => {
    const words = [
      '--no-sandbox',
      '--virtual',
      '3',
      '--kiosk',
      'bundles/a.slipway',
      '/b.SLIPWAY',
      'slipway://line',
      'x.txt',
    ];
    expect(parseArgs(words, '/home/ada')).toEqual({
      virtualUnits: 3,
      dataDir: undefined,
      isKiosk: true,
      opens: ['/home/ada/bundles/a.slipway', '/b.SLIPWAY', 'slipway://line'],
    });
  });

  test.each([
    ['--virtual=8', 8],
    ['--virtual=0', 1],
    ['--virtual=99', 32],
    ['--virtual', 4],
    ['--virtual=many', 4],
  ])('%s is a bench of %d', (word, units) => {
    expect(parseArgs([word], '/').virtualUnits).toBe(units);
  });

  test('a file may be named by a URL, as desktops do', () => {
    const words = ['file:///media/my%20stick/a.slipway', 'FILE:///b.slipway', 'file://elsewhere/c.slipway'];
    expect(parseArgs(words, '/home/ada').opens).toEqual([
      '/media/my stick/a.slipway',
      '/b.slipway',
      '/home/ada/file:/elsewhere/c.slipway',
    ]);
  });

  test('an option that looks like a bundle is not opened', () => {
    expect(parseArgs(['--load=evil.slipway'], '/').opens).toEqual([]);
  });
});

describe('links', () => {
  test.each([
    ['slipway://line', '/line'],
    ['slipway://units/u-01J8.x_Y', '/units/u-01J8.x_Y'],
    ['slipway://station/doctor/', '/station/doctor'],
    ['SLIPWAY://records/charts', '/records/charts'],
  ])('%s leads to %s', (link, route) => {
    expect(routeOfLink(link)).toBe(route);
  });

  test.each([
    'slipway://line/start?slot=01',
    'slipway://units/../../etc/passwd',
    'slipway://units/a/b',
    'slipway://units/%2e%2e',
    'slipway://units/<script>',
    'slipway://',
    'https://line',
    'not a link',
    `slipway://units/${'u'.repeat(129)}`,
  ])('%s leads nowhere', (link) => {
    expect(routeOfLink(link)).toBeUndefined();
  });
});
