// The line controller of docs/examples, as a process of its own against a station that serves.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startServer } from '../../electron/api/http.ts';
import { writeServeFile } from '../../electron/cli/serve-file.ts';
import { contract } from '../../electron/contract/api.ts';
import { SlipwayError } from '../../electron/contract/errors.ts';
import type { Outcome } from '../../electron/contract/job.ts';
import type { Engine } from '../../electron/engine/engine.ts';
import { createEngineDouble } from './contract-double.ts';

const docs = path.join(import.meta.dirname, '../../docs');
const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function serve(outcome: Outcome) {
  const double = createEngineDouble();
  const ended = Promise.withResolvers<void>();
  const engine: Engine = {
    ...double.engine,
    runs: {
      ...double.engine.runs,
      start: async ({ target, source }) => {
        if (target !== '01') throw new SlipwayError('port/not-found', `There is no slot "${target}" here.`);
        expect(source).toEqual({ bundle: 'demo@1.0.0' });
        // The run goes on while the controller is still connecting to the events.
        setTimeout(() => {
          double.append({ kind: 'step.started', runId: 'run-1', step: 'write', attempt: 1 });
          double.append({ kind: 'step.started', runId: 'other', step: 'boot', attempt: 1 });
          double.append({ kind: 'step.finished', runId: 'run-1', step: 'write', attempt: 1, evidence: {} });
          setTimeout(ended.resolve, 300);
        }, 50);
        return { runId: 'run-1' };
      },
      wait: async ({ runId }) => {
        await ended.promise;
        const error =
          outcome === 'FAIL' ? new SlipwayError('boot/silent', 'The unit printed nothing.').toReport() : null;
        return { runId, status: 'finished', outcome, error };
      },
    },
  };
  const server = await startServer(engine, { version: '0.0.0' });
  cleanUps.push(server.close);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'slipway-example-'));
  cleanUps.push(() => rmSync(dataDir, { recursive: true }));
  await writeServeFile(dataDir, { url: server.url, token: server.token, pid: process.pid });
  return { server, serveFile: path.join(dataDir, 'serve.json') };
}

function controller(args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(docs, 'examples/line-controller.mjs'), ...args]);
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.on('close', (code) => resolve({ code, out, err }));
    cleanUps.push(() => void child.kill());
  });
}

test('starts a run, follows it and reads PASS', async () => {
  const { server, serveFile } = await serve('PASS');
  const { code, out, err } = await controller([server.url, '01', 'demo@1.0.0', serveFile]);
  expect([code, err]).toEqual([0, '']);
  expect(out).toBe('step.started write\nstep.finished write\nPASS\n');
});

test('reads FAIL with its reason and advice', async () => {
  const { server, serveFile } = await serve('FAIL');
  const { code, out } = await controller([server.url, '01', 'demo@1.0.0', serveFile]);
  expect(code).toBe(1);
  expect(out).toContain('FAIL: The unit printed nothing. [boot/silent] Check power');
});

test('says why a run cannot start', async () => {
  const { server, serveFile } = await serve('PASS');
  const { code, err } = await controller([server.url, '99', 'demo@1.0.0', serveFile]);
  expect(code).toBe(3);
  expect(err).toContain('There is no slot "99" here. [port/not-found] Plug the unit in');
});

test('docs/serve.md names every route of the contract', () => {
  const text = readFileSync(path.join(docs, 'serve.md'), 'utf8');
  const routes = Object.values(contract).flatMap((group) =>
    Object.values(group).map((procedure) => {
      const { method, path: where } = procedure['~orpc'].route;
      return `\`${method} /api/v1${where}\``;
    }),
  );
  expect(routes.filter((route) => !text.includes(route))).toEqual([]);
});
