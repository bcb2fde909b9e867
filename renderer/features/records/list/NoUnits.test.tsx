import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderKit } from '../../../test-support/render-kit.tsx';
import { everyUnit } from '../filter.ts';
import { NoUnits } from './NoUnits.tsx';

const filtered = { ...everyUnit, status: 'retired' } as const;

test.each([
  {
    by: 'a search',
    query: { ...everyUnit, text: 'nobody' },
    why: 'No number on record begins or ends with “nobody”.',
    act: 'Clear the search',
  },
  { by: 'filters', query: filtered, why: 'No unit on record meets these filters.', act: 'Clear the filters' },
  {
    by: 'both',
    query: { ...filtered, text: ' nobody ' },
    why: 'No unit that meets the filters has a number that begins or ends with “nobody”.',
    act: 'Clear search and filters',
  },
])('Where $by left nothing, that is what is said and cleared', ({ query, why, act }) => {
  const onClear = vi.fn();
  renderKit(<NoUnits query={query} onClear={onClear} />);
  expect(screen.getByText(why)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: act }));
  expect(onClear).toHaveBeenCalledOnce();
});
