// Which calls an answer that came with the engine spares, and which go to the engine all the same.
import { expect, test } from 'vitest';
import { createConnection } from '../../electron/api/connection.ts';
import { withFirstAnswers } from './first-answers.ts';

const known = [
  { path: ['stats', 'summary'], input: { sinceMs: 5 }, output: 'of day five' },
  { path: ['line', 'get'], output: 'the line' },
];

/** A connection whose engine says which call it was asked. */
function connected() {
  let nowMs = 0;
  const asked: string[] = [];
  let isClosed = false;
  const link = {
    call: async (path: readonly string[], input: unknown) => {
      asked.push(path.join('.'));
      return `engine: ${path.join('.')} ${JSON.stringify(input)}`;
    },
  };
  const connection = createConnection(link, async () => {
    isClosed = true;
  });
  const { link: tried, close } = withFirstAnswers(connection, known, () => nowMs);
  const call = (path: string[], input?: unknown) => tried.call(path, input, { context: {} });
  return { asked, call, close, isClosed: () => isClosed, pass: (ms: number) => (nowMs += ms) };
}

test('an answer is given once; the next call of the same asks the engine', async () => {
  const { asked, call } = connected();
  expect(await call(['line', 'get'])).toBe('the line');
  expect(await call(['stats', 'summary'], { sinceMs: 5 })).toBe('of day five');
  expect(asked).toEqual([]);
  expect(await call(['line', 'get'])).toContain('engine');
  expect(asked).toEqual(['line.get']);
});

test('another question of the same procedure, and other procedures, go to the engine', async () => {
  const { asked, call } = connected();
  await call(['stats', 'summary'], { sinceMs: 6 });
  await call(['stats', 'summary']);
  await call(['runs', 'start'], { sinceMs: 5 });
  expect(asked).toEqual(['stats.summary', 'stats.summary', 'runs.start']);
});

test('an answer that nobody asked for at once is too old', async () => {
  const { asked, call, pass } = connected();
  pass(200);
  await call(['line', 'get']);
  expect(asked).toEqual(['line.get']);
});

test('closing closes the connection behind it', async () => {
  const { close, isClosed } = connected();
  await close();
  expect(isClosed()).toBe(true);
});
