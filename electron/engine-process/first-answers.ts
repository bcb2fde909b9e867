// Owns: what a page will ask first, answered while it is not there yet. Start reading at `answerFirst`.
import { createInProcessClient } from '../api/in-process.ts';
import { firstQuestions } from '../contract/first-questions.ts';
import type { FirstAnswer } from '../contract/shell.ts';
import type { Engine } from '../engine/engine.ts';

/** None where one cannot be answered: the page asks itself, and shows why. */
export async function answerFirst(engine: Engine, nowMs = Date.now()): Promise<FirstAnswer[]> {
  await using connection = createInProcessClient(engine);
  const answers = firstQuestions(nowMs).map(async ({ path, input }) => {
    const output = await connection.link.call([...path], input, { context: {} });
    return { path: [...path], input, output };
  });
  return await Promise.all(answers).catch(() => []);
}
