import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect } from 'vitest';
import { provokes } from '../../../test/support/provoke.ts';
import { rawZip } from '../../../test/support/raw-zip.ts';
import { toSlipwayError } from '../../contract/errors.ts';
import { drivers } from '../drivers/index.ts';
import { inspectBundle } from './bundle.ts';
import { compileJob } from './compile.ts';
import { loadRecipe, parseRecipe } from './load.ts';

const good = `recipe: 1
product: widget
version: 1.0.0
title: Widget
device: { family: esp, chip: esp32c3 }
images:
  - { name: app, file: app.bin, at: 0x10000, kind: data }
boot: { expect: up }
`;
const parse = (text: string) => () => parseRecipe(text, 'recipe.yaml');
const folder = mkdtempSync(path.join(tmpdir(), 'slipway-recipe-'));

async function compile(text: string, config: Record<string, string | number | boolean> = {}): Promise<void> {
  const file = path.join(folder, 'recipe.yaml');
  writeFileSync(file, text);
  const driver = drivers.byId('esp');
  if (driver === undefined) throw new Error('the driver is missing');
  await using _job = await compileJob({
    loaded: await loadRecipe(file),
    driver,
    config,
    needsAllConfig: true,
    bundleHash: null,
  });
}

describe('a recipe that cannot be used says where', () => {
  provokes('recipe/unreadable', 'that is not there', () => loadRecipe(path.join(folder, 'none.yaml')));
  provokes('recipe/syntax', 'that is no YAML', parse(`${good}a: [1\n`));
  provokes(
    'recipe/unsupported-version',
    'of another format',
    parse(good.replace('recipe: 1', 'recipe: 2')),
    ({ context }) => {
      expect(context).toMatchObject({ line: 1, column: 1 });
    },
  );
  provokes(
    'recipe/unknown-key',
    'with a misspelt key',
    parse(good.replace('title:', 'titel:')),
    ({ context, message }) => {
      expect(context).toMatchObject({ line: 4, column: 1, key: 'titel' });
      expect(message).toContain('did you mean "title"?');
    },
  );
  provokes('recipe/wrong-type', 'with text for a list', parse(good.replace('1.0.0', 'one')), ({ context }) => {
    expect(context).toMatchObject({ line: 3, column: 1, key: 'version' });
  });
  provokes('recipe/missing-key', 'without a title', parse(good.replace('title: Widget\n', '')));
  provokes(
    'recipe/missing-file',
    'that names a file which is not there',
    () => compile(good.replace('app.bin', 'none.bin')),
    ({ context }) => {
      expect(context).toMatchObject({ line: 7 });
    },
  );
  provokes('recipe/missing-file', 'that names a file outside of its folder', () =>
    compile(good.replace('app.bin', '../app.bin')),
  );
  writeFileSync(path.join(folder, 'app.bin'), 'firmware');
  const configured = `${good}store: { partition: nvs }\nconfig:\n  port: { type: u16, min: 1024 }\n`;
  provokes('recipe/config-invalid', 'with a value out of range', () => compile(configured, { port: 80 }));
  provokes('image/hash-mismatch', 'whose image is another one', () =>
    compile(good.replace('kind: data', `kind: data, sha256: '${'a'.repeat(64)}'`)),
  );
});

provokes('bundle/unsafe-path', 'a path that climbs out', async () => {
  const file = path.join(folder, 'climb.slipway');
  writeFileSync(file, rawZip([{ name: '../evil', data: Buffer.from('x') }]));
  await inspectBundle(file);
});

provokes('station/internal', 'what nobody foresaw is reported as a defect', () => {
  throw toSlipwayError(new TypeError('undefined is not a function'));
});
