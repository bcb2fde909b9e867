// The window while its engine is starting, crashes, and comes back.
import { act, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { SlipwayError } from '../../electron/contract/errors.ts';
import { say } from '../../electron/contract/sentences.ts';
import { useEngine, useJournal, useLine, useSlot, useStationInfo } from '../data/index.ts';
import { renderStation } from '../test-support/render-station.tsx';

const longEnough = { timeout: 15_000 };

/** What a screen sees of the engine, in words. */
function Probe() {
  const engine = useEngine();
  const info = useStationInfo();
  const line = useLine();
  const slot = useSlot('01');
  const [seqs, setSeqs] = useState<readonly number[]>([]);
  useJournal((event) => setSeqs((before) => [...before, event.seq]));
  return (
    <dl>
      <dd data-testid="engine">{engine.kind}</dd>
      <dd data-testid="units">{info.data?.unitCount ?? 'unknown'}</dd>
      <dd data-testid="started">{info.data?.startedAtMs ?? 'unknown'}</dd>
      <dd data-testid="slots">{line.data?.slots.length ?? 'unknown'}</dd>
      <dd data-testid="phase">{slot?.phase ?? 'unknown'}</dd>
      <dd data-testid="seqs">{seqs.join(' ')}</dd>
    </dl>
  );
}
const shown = (name: string) => screen.getByTestId(name).textContent;
const seqs = () => (shown('seqs') || '').split(' ').filter(Boolean).map(Number);

test('a window that is quicker than its engine waits, and then shows what it asked for', async () => {
  const { desktop } = await renderStation({ ui: <Probe />, isEngineStarted: false });
  await waitFor(() => expect(shown('engine')).toBe('starting'));
  expect(shown('units')).toBe('unknown');
  expect(desktop.requests).toContainEqual({ kind: 'hello' });
  await desktop.startEngine();
  await waitFor(() => expect(shown('units')).toBe('0'), longEnough);
  await waitFor(() => expect(shown('slots')).toBe('2'), longEnough);
});

test('slots and counts follow a run by themselves', async () => {
  const { client, recipeFile } = await renderStation({ ui: <Probe /> });
  await waitFor(() => expect(shown('phase')).toBe('ready'), longEnough);
  const { runId } = await client.runs.start({ target: '01', source: { recipeFile } });
  await client.runs.wait({ runId });
  await waitFor(() => expect(shown('phase')).toBe('finished'), longEnough);
  await waitFor(() => expect(shown('units')).toBe('1'), longEnough);
});

test('after a crash: calls that waited fail, what is shown stays, then everything is asked again and no event is missed or doubled', async () => {
  const { client, desktop, recipeFile } = await renderStation({ ui: <Probe />, isSlow: true });
  await waitFor(() => expect(shown('phase')).toBe('ready'), longEnough);
  const { runId } = await client.runs.start({ target: '01', source: { recipeFile } });
  await waitFor(() => expect([shown('phase'), shown('units')]).toEqual(['running', '1']), longEnough);
  const [startedBefore, unitsBefore] = [shown('started'), shown('units')];

  const waiting = client.runs.wait({ runId }).then(
    () => 'answered',
    (thrown: unknown) => thrown,
  );
  await act(() => desktop.crashEngine());
  expect(await waiting).toMatchObject({ code: 'wire/closed' });
  expect(shown('engine')).toBe('restarting');
  await expect(client.station.info()).rejects.toMatchObject({ code: 'wire/closed' });
  expect(shown('units')).toBe(unitsBefore);

  await act(() => desktop.startEngine());
  await waitFor(() => expect(shown('engine')).toBe('ready'), longEnough);
  // Asked again, not remembered.
  await waitFor(() => expect(shown('started')).not.toBe(startedBefore), longEnough);
  // The run that the crash cut off is told by the journal, which recovery wrote before anybody was connected.
  await waitFor(async () => expect(seqs().at(-1)).toBe((await client.station.info()).lastSeq), longEnough);
  const all = seqs();
  expect(all).toEqual(Array.from({ length: all.length }, (_, index) => (all[0] ?? 0) + index));
  const [slot] = (await client.line.get()).slots;
  expect(slot?.phase).not.toBe('running');
  await waitFor(() => expect(shown('phase')).toBe(slot?.phase), longEnough);
});

test('the whole window says what is going on, what to do, and when it is over', async () => {
  const { desktop } = await renderStation({ path: '/records' });
  await screen.findByRole('heading', { name: 'Records' }, longEnough);
  await act(() => desktop.crashEngine());
  expect(screen.getByText('The engine is starting again')).toBeTruthy();
  expect(screen.getByText('killed by the test')).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Records' })).toBeTruthy();

  const failed = { kind: 'failed', message: 'The data folder is locked.', action: 'Close the other Slipway.' } as const;
  await act(async () => desktop.say({ slipway: 'engine', state: failed }));
  expect(screen.getByText(/The data folder is locked\. Close the other Slipway\./)).toBeTruthy();
  await act(async () => screen.getByRole('button', { name: 'Start the engine' }).click());
  expect(desktop.requests).toContainEqual({ kind: 'restart-engine' });

  await act(() => desktop.startEngine());
  await waitFor(() => expect(screen.queryByText('The engine cannot be started')).toBeNull(), longEnough);
});

test('why there is no engine, and what to do, is said in the language of the window', async () => {
  const { desktop } = await renderStation({
    path: '/records',
    preferences: { language: 'de' },
    isEngineStarted: false,
  });
  const locked = new SlipwayError('journal/locked', say('journal-in-use', { path: '/data/journal.db' })).toReport();
  const context = { path: '/data/journal.db', detail: 'journal-in-use' };
  await act(async () => desktop.say({ slipway: 'engine', state: { ...locked, kind: 'failed', context } }));
  expect(
    await screen.findByText(
      /\/data\/journal\.db wird von einem anderen Prozess verwendet\. Verwenden Sie das bereits laufende Slipway oder beenden Sie es zuerst\./,
    ),
  ).toBeTruthy();
});
