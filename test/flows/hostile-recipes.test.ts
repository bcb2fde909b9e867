// One client sends what keeps a parser busy; the others must not wait for it.
import { describe, expect, test } from 'vitest';
import { serveStation } from '../support/serve-station.ts';

/** As much as the contract lets through. */
const characters = 512 * 1024;
const filled = (piece: string) => piece.repeat(Math.floor(characters / piece.length));

// Before there were limits, each kept every other call waiting for one to five seconds.
const hostile = { brackets: filled('['), 'a flat list': `a: [${filled('1,').slice(8)}]`, tabs: filled('\t: ]\n') };
/** Generous: it takes some milliseconds. */
const patienceMs = 500;

describe('a recipe that is made to keep the engine busy', () => {
  test.each(Object.entries(hostile))('%s: another call is answered meanwhile', async (_name, text) => {
    const client = await serveStation();
    await client.station.info();
    // Also just below the limit of characters, where the text is looked at.
    for (const part of [text, text.slice(0, characters / 2)]) {
      const refused = client.recipes.validate({ text: part });
      const startMs = performance.now();
      await client.station.info();
      expect(performance.now() - startMs).toBeLessThan(patienceMs);
      expect((await refused).problems).toMatchObject([{ code: 'recipe/syntax' }]);
    }
  });

  test('is kept as a draft as it is, and told with the draft', async () => {
    const client = await serveStation();
    await client.drafts.create({ name: 'busy', from: { example: 'acme-sensor' } });
    const startMs = performance.now();
    const { problems } = await client.drafts.write({ name: 'busy', text: hostile.brackets });
    const drafts = await client.drafts.list();
    expect(performance.now() - startMs).toBeLessThan(2 * patienceMs);
    expect(problems).toMatchObject([{ code: 'recipe/syntax' }]);
    expect(drafts.find(({ name }) => name === 'busy')).toMatchObject({ problemCount: 1 });
  });
});
