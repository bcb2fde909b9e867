// A line controller in one file: starts a run on a station, prints its progress, and answers with the outcome.
// Needs Node 22 or newer and nothing else. The station is `slipway serve`; docs/serve.md has the whole API.
//
//   SLIPWAY_TOKEN=… node line-controller.mjs http://127.0.0.1:8750 01 product@1.4.0
//   node line-controller.mjs http://127.0.0.1:8750 01 ./recipe.yaml ~/.local/share/slipway/serve.json
//
// Exit code: 0 PASS, 1 FAIL, 3 anything else.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const [url, slot, recipe, serveFile] = process.argv.slice(2);
if (!url || !slot || !recipe) {
  console.error('usage: node line-controller.mjs <url> <slot> <recipe> [serve.json]');
  process.exit(2);
}
const token = serveFile ? JSON.parse(readFileSync(serveFile, 'utf8')).token : process.env.SLIPWAY_TOKEN;

/** One call. A refusal carries a report: code, message, and what to do. */
async function call(method, where, body, signal) {
  const response = await fetch(`${url}/api/v1${where}`, {
    method,
    signal,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.ok) return response;
  const { data } = await response.json();
  throw new Error(`${data.message} [${data.code}] ${data.action}`);
}

/** Server-sent events, as they come; the parser that browsers have in EventSource, which cannot send a token. */
async function* events(response) {
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop();
    for (const block of blocks) {
      const lines = block.split('\n');
      const event = lines.find((line) => line.startsWith('event: '))?.slice(7) ?? 'message';
      const data = lines
        .filter((line) => line.startsWith('data: '))
        .map((line) => line.slice(6))
        .join('\n');
      if (event === 'message' && data !== '') yield JSON.parse(data);
    }
  }
}

/** Prints what happens in one run, from an event number on; connects again from the last one seen when cut off. */
async function follow(runId, after, signal) {
  while (!signal.aborted) {
    try {
      const response = await call('GET', `/events?after=${after}&progress=true`, undefined, signal);
      for await (const item of events(response)) {
        if (item.kind === 'journal') {
          after = item.event.seq;
          const { kind, runId: of, step } = item.event.body;
          if (of === runId) console.log(step ? `${kind} ${step}` : kind);
        } else if (item.kind === 'progress' && item.progress.runId === runId) {
          const { label, doneBytes, totalBytes } = item.progress;
          console.log(`${label}: ${Math.floor((100 * doneBytes) / Math.max(1, totalBytes))} %`);
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      console.error(`events: ${error.message}; connecting again`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Waits for the end. The station answers when there is one, so a connection that times out is simply asked again. */
async function outcomeOf(runId) {
  for (;;) {
    try {
      return await (await call('GET', `/runs/${encodeURIComponent(runId)}/outcome`)).json();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

try {
  const { lastSeq } = await (await call('GET', '/station')).json();
  const source = /\.ya?ml$/.test(recipe) ? { recipeFile: path.resolve(recipe) } : { bundle: recipe };
  const started = await call('POST', '/runs', { target: slot, source, operator: 'line controller' });
  const { runId } = await started.json();
  const following = new AbortController();
  const shown = follow(runId, lastSeq, following.signal);
  const { status, outcome, error } = await outcomeOf(runId);
  following.abort();
  await shown;
  console.log(`${outcome ?? status}${error ? `: ${error.message} [${error.code}] ${error.action}` : ''}`);
  process.exitCode = outcome === 'PASS' ? 0 : outcome === 'FAIL' ? 1 : 3;
} catch (error) {
  console.error(error.message);
  process.exitCode = 3;
}
