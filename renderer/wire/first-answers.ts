// Owns: calls that need not go to the engine, for it answered them before this page was there. Imports types only.
import { type Connection, createConnection } from '../../electron/api/connection.ts';
import type { FirstAnswer } from '../../electron/contract/shell.ts';

/** The page asks at once; what it did not ask for by then is too old. */
const freshForMs = 200;

/** A connection that gives each answer once, to the first call that asks for it; every other call goes on. */
export function withFirstAnswers(
  connection: Connection,
  answers: readonly FirstAnswer[],
  nowMs: () => number = () => performance.now(),
): Connection {
  const nameOf = (path: readonly string[], input: unknown) => JSON.stringify([path, input]);
  const known = new Map(answers.map((answer) => [nameOf(answer.path, answer.input), answer]));
  const oldAtMs = nowMs() + freshForMs;
  const link: Connection['link'] = {
    async call(path, input, options) {
      if (known.size > 0 && nowMs() < oldAtMs) {
        const name = nameOf(path, input);
        const answer = known.get(name);
        if (known.delete(name) && answer !== undefined) return answer.output;
      }
      return await connection.link.call(path, input, options);
    },
  };
  return createConnection(link, connection.close);
}
