// Owns: asking a page of a running app by Chromium's own protocol, without a driver whose work would be measured too.
// Imports node, ws and zod only. Start reading at `attach`.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import * as z from 'zod';

export interface Devtools extends Disposable {
  /** Runs an expression in the page; waits for it where it is a promise. Undefined when its page went away meanwhile. */
  evaluate(expression: string): Promise<unknown>;
  send(method: string, params?: Record<string, unknown>): Promise<unknown>;
}

const targetsSchema = z.array(z.object({ type: z.string(), webSocketDebuggerUrl: z.string().optional() }));
const messageSchema = z.object({
  id: z.number().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
const evaluatedSchema = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z.object({ text: z.string(), exception: z.unknown().optional() }).optional(),
});
const pollMs = 10;

/** The first page of the app with this profile, as soon as there is one; it was started with `--remote-debugging-port=0`. */
export async function attach(userDataDir: string, timeoutMs = 60_000): Promise<Devtools> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const url = await findPage(userDataDir);
    if (url !== undefined) return connect(url);
    if (performance.now() > until) throw new Error(`No page of the app was there after ${timeoutMs} ms.`);
    await sleep(pollMs);
  }
}

async function findPage(userDataDir: string): Promise<string | undefined> {
  try {
    const [port = ''] = readFileSync(path.join(userDataDir, 'DevToolsActivePort'), 'utf8').split('\n');
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
    return targetsSchema.parse(await answer.json()).find(({ type }) => type === 'page')?.webSocketDebuggerUrl;
  } catch {
    // Not written, or not listening, yet.
    return undefined;
  }
}

async function connect(url: string): Promise<Devtools> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const endAll = () => {
    for (const { reject } of waiting.values()) reject(new Error('the page is gone'));
    waiting.clear();
  };
  socket.on('close', endAll).on('error', endAll);
  socket.on('message', (data) => {
    const { id = -1, result, error } = messageSchema.parse(JSON.parse(String(data)));
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(result);
    else asked?.reject(new Error(error.message));
  });
  const send = (method: string, params: Record<string, unknown> = {}): Promise<unknown> => {
    const answer = Promise.withResolvers<unknown>();
    lastId += 1;
    waiting.set(lastId, answer);
    socket.send(JSON.stringify({ id: lastId, method, params }), (error) => error && answer.reject(error));
    return answer.promise;
  };
  return {
    send,
    async evaluate(expression) {
      const answer = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }).catch(
        (thrown: unknown) => {
          // Of the empty document before the first address: it is replaced while the expression waits in it.
          if (/context was destroyed|default execution context|navigated|Promise was collected/.test(String(thrown)))
            return undefined;
          throw thrown;
        },
      );
      if (answer === undefined) return undefined;
      const { result, exceptionDetails } = evaluatedSchema.parse(answer);
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return result.value;
    },
    [Symbol.dispose]: () => socket.close(),
  };
}
