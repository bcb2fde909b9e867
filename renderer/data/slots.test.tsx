// 32 slots, one busy: what renders.

import { useQueryClient } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { Profiler } from 'react';
import { expect, test, vi } from 'vitest';
import { renderStation } from '../test-support/render-station.tsx';
import { keys, useLinePart, useProgress, useSlot } from './index.ts';

const longEnough = { timeout: 20_000 };
const slots = Array.from({ length: 32 }, (_, index) => String(index + 1).padStart(2, '0'));

/** What a tile reads. */
function Tile({ name }: { readonly name: string }) {
  const slot = useSlot(name);
  const progress = useProgress(slot?.run?.outcome === null ? slot.run.runId : undefined);
  return (
    <output aria-label={name}>
      {slot?.phase} {progress?.doneBytes}
    </output>
  );
}

interface LineProps {
  readonly onRender: (slot: string) => void;
  readonly onAsked: () => void;
}

function Line({ onRender, onAsked }: LineProps) {
  const count = useLinePart((line) => line.slots.length);
  const queryClient = useQueryClient();
  return (
    <>
      <p>{count} slots</p>
      <button type="button" onClick={() => queryClient.refetchQueries({ queryKey: keys.line() }).then(onAsked)}>
        Ask for the line
      </button>
      {slots.map((name) => (
        <Profiler key={name} id={name} onRender={onRender}>
          <Tile name={name} />
        </Profiler>
      ))}
    </>
  );
}

test('a run in one of 32 slots renders its own tile, and none of the others', async () => {
  const renders = new Map<string, number>();
  const count = (slot: string) => renders.set(slot, (renders.get(slot) ?? 0) + 1);
  const onAsked = vi.fn();
  const ui = <Line onRender={count} onAsked={onAsked} />;
  const { client, user, recipeFile } = await renderStation({ ui, units: 32 });
  await waitFor(() => expect(screen.getByText('32 slots')).toBeTruthy(), longEnough);
  await waitFor(() => expect(screen.getByLabelText('32').textContent).toContain('ready'), longEnough);
  // The live mark has everything asked again once; what comes back the same renders nothing.
  await client.station.info();
  renders.clear();

  const { runId } = await client.runs.start({ target: '07', source: { recipeFile } });
  await client.runs.wait({ runId });
  await waitFor(() => expect(screen.getByLabelText('07').textContent).toContain('finished'), longEnough);
  // The end of a run makes the line old: that it is asked again must not render the world either.
  await user.click(screen.getByRole('button', { name: 'Ask for the line' }));
  await waitFor(() => expect(onAsked).toHaveBeenCalled(), longEnough);

  expect(renders.get('07')).toBeGreaterThan(3);
  expect([...renders.keys()]).toEqual(['07']);
});
