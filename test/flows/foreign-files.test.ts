// Whoever has the token of a station may name any file of its machine, and is told nothing of what stands in it.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SlipwayClient } from '../../electron/api/connection.ts';
import { SlipwayError } from '../../electron/contract/errors.ts';
import { caught } from '../support/provoke.ts';
import { serveStation } from '../support/serve-station.ts';
import { smallRecipe } from '../support/signed-bundle.ts';
import { useTempDir } from '../support/temp-dir.ts';

/** A word that stands nowhere else. */
const word = () => `w${randomBytes(6).toString('hex')}`;
const [a, b, c, d] = [word(), word(), word(), word()];

const secrets: Readonly<Record<string, string>> = {
  'accounts of a system': `root:$6$${a}$${b}:19000:0:99999:7:::\ndaemon:*:${c}:0:99999:7:::\n`,
  'settings in YAML': `password: ${a}\n${b}: ${c}\nnested: { ${d}: 1 }\n`,
  'broken YAML': `key: [${a}, "${b}\n\t- *${c} !${d} x\n`,
  'an alias without an anchor': `token: *${a}\n`,
  'a later recipe by its first word': `recipe: "${a}"\n${b}: 1\n`,
  'a list': `- ${a}\n- ${b}\n`,
  JSON: JSON.stringify({ token: a, [b]: c }),
  'the environment of a program': `API_TOKEN=${a}\nexport ${b}=${c}\n`,
  'a private key': `-----BEGIN PRIVATE KEY-----\n${a}${b}${c}\n-----END PRIVATE KEY-----\n`,
  'bytes that are no text': `\u0000\u0001${a}\uFFFD`,
};

/** Everything that reads a file which a client names. */
const procedures: Readonly<Record<string, (client: SlipwayClient, file: string) => Promise<unknown>>> = {
  'recipes.check': (client, recipeFile) => client.recipes.check({ recipeFile }),
  'recipes.check of a bundle': (client, bundle) => client.recipes.check({ bundle }),
  'recipes.source': (client, recipeFile) => client.recipes.source({ recipeFile }),
  'recipes.import': (client, file) => client.recipes.import({ path: file }),
  'recipes.rehearse': async (client, recipeFile) => {
    for await (const event of await client.recipes.rehearse({ source: { recipeFile } })) if (event === null) return;
  },
  'drafts.create': (client, recipeFile) => client.drafts.create({ name: 'taken', from: { recipeFile } }),
  'runs.start': async (client, recipeFile) => {
    const { runId } = await client.runs.start({ target: '01', source: { recipeFile } });
    return client.runs.wait({ runId });
  },
  'line.setup': (client, recipeFile) =>
    client.line.setup({ source: { recipeFile }, operator: 'x', order: null, autoStart: false }),
  'keys.importAuthority': (client, file) =>
    client.keys.importAuthority({ name: 'taken', certificateFile: file, keyFile: file }),
};

/** All that comes back of a refusal. */
async function answerOf(call: Promise<unknown>): Promise<SlipwayError> {
  const error = await caught(() => call);
  expect(error).toBeInstanceOf(SlipwayError);
  return error instanceof SlipwayError ? error : new SlipwayError('station/internal', String(error));
}

describe('a file of the machine, named by a client', () => {
  test.each(Object.keys(procedures))('%s says nothing of it', async (name) => {
    const client = await serveStation();
    const dir = useTempDir();
    for (const [title, text] of Object.entries(secrets)) {
      const file = path.join(dir, 'file');
      writeFileSync(file, text, { mode: 0o600 });
      const error = await answerOf(procedures[name]?.(client, file) ?? Promise.resolve());
      const said = JSON.stringify(error.toReport());
      for (const secret of [a, b, c, d]) expect(said, `${title}: ${said}`).not.toContain(secret.slice(0, 5));
    }
  });

  test('does not even tell whether it is there', async () => {
    const client = await serveStation();
    const dir = useTempDir();
    const [present, folder, absent] = ['present', 'folder', 'absent'].map((name) => path.join(dir, name));
    writeFileSync(present ?? '', 'x: y\n');
    mkdirSync(folder ?? '');
    const answers: string[] = [];
    for (const recipeFile of [present, folder, absent])
      answers.push((await answerOf(client.recipes.check({ recipeFile: recipeFile ?? '' }))).message);
    expect(new Set(answers.map((text) => text.replace(/present|folder|absent/g, 'X'))).size).toBe(1);
  });
});

test('a recipe with a slip is told by its place, so that whoever wrote it finds it', async () => {
  const client = await serveStation();
  const file = path.join(useTempDir(), 'recipe.yaml');
  writeFileSync(file, smallRecipe().replace('title:', `${a}: ${b}\ntitle:`));
  const error = await answerOf(client.recipes.check({ recipeFile: file }));
  expect(error).toMatchObject({ code: 'recipe/unknown-key', context: { line: 4, column: 1 } });
  expect(JSON.stringify(error.toReport())).not.toContain(a);
});

test('a draft is told in full: it came from the client itself', async () => {
  const client = await serveStation();
  await client.drafts.create({ name: 'mine', from: { example: 'acme-sensor' } });
  const { problems } = await client.drafts.write({ name: 'mine', text: `recipe: 1\n${a}: 1\n` });
  expect(JSON.stringify(problems)).toContain(a);
});
