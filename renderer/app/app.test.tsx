import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderStation } from '../test-support/render-station.tsx';

test('The window opens on the line with its four places', async () => {
  await renderStation();
  for (const name of ['Line', 'Records', 'Library', 'Station']) {
    expect(await screen.findByRole('link', { name })).toBeTruthy();
  }
});
