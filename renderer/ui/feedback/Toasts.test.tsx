import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderKit } from '../../test-support/render-kit.tsx';
import { Page } from '../page/Page.tsx';
import { announce } from './announce.ts';
import { dismissToasts, retellToast, type ToastOptions, toast } from './toast.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const show = (options: ToastOptions) => act(() => toast(options));
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

test('Good news leaves by itself, a failure stays until it is dismissed', () => {
  renderKit(null);
  show({ tone: 'good', title: 'Bundle kept' });
  show({ tone: 'bad', title: 'Bundle refused', message: 'Its key is not trusted.' });
  pass(60_000);
  expect(screen.queryByText('Bundle kept')).toBeNull();
  expect(screen.getByText('Its key is not trusted.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(screen.queryByText('Bundle refused')).toBeNull();
});

test('It is added to a live region that was there before it', () => {
  renderKit(null);
  const region = screen.getByRole('list');
  expect(region.getAttribute('aria-live')).toBe('polite');
  show({ tone: 'good', title: 'Copied' });
  expect(region.textContent).toContain('Copied');
});

test('One that somebody reads does not leave', () => {
  renderKit(null);
  show({ tone: 'good', title: 'Copied' });
  const item = screen.getByRole('listitem');
  fireEvent.pointerEnter(item);
  pass(60_000);
  expect(screen.getByText('Copied')).toBeTruthy();
  fireEvent.pointerLeave(item);
  pass(60_000);
  expect(screen.queryByText('Copied')).toBeNull();
});

test('The same matter again replaces what was said before', () => {
  renderKit(null);
  show({ tone: 'warning', title: 'One waits', id: 'outbox' });
  show({ tone: 'warning', title: 'Two wait', id: 'outbox' });
  expect(screen.getAllByRole('listitem').map((each) => each.textContent)).toEqual(['Two wait']);
});

test('Escape closes them all, unless something above them took the key', () => {
  renderKit(<input aria-label="Above" onKeyDown={(event) => event.preventDefault()} />);
  show({ tone: 'bad', title: 'First' });
  show({ tone: 'warning', title: 'Second' });
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape' });
  expect(screen.getAllByRole('listitem')).toHaveLength(2);
  fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(screen.queryAllByRole('listitem')).toHaveLength(0);
});

test('Code closes one by its id, or all, and is told whether there was any', () => {
  renderKit(null);
  const dismiss = (id?: string) => {
    let wasThere = false;
    act(() => {
      wasThere = dismissToasts(id);
    });
    return wasThere;
  };
  show({ tone: 'bad', title: 'Of the outbox', id: 'outbox' });
  show({ tone: 'bad', title: 'Of no act' });
  expect(dismiss('line')).toBe(false);
  expect(dismiss('outbox')).toBe(true);
  expect(screen.getAllByRole('listitem').map((each) => each.textContent)).toEqual(['Of no act']);
  expect(dismiss()).toBe(true);
  expect(dismiss()).toBe(false);
  expect(screen.queryAllByRole('listitem')).toHaveLength(0);
});

test('Other words go to the toast that is there, and bring none back that was closed', () => {
  renderKit(null);
  show({ tone: 'bad', title: 'Refused', id: 'bundle' });
  act(() => retellToast({ tone: 'bad', title: 'Abgelehnt', id: 'bundle' }));
  expect(screen.getAllByRole('listitem').map((each) => each.textContent)).toEqual(['Abgelehnt']);
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  act(() => retellToast({ tone: 'bad', title: 'Refused', id: 'bundle' }));
  expect(screen.queryAllByRole('listitem')).toHaveLength(0);
});

test('Never more than five stand in the way', () => {
  renderKit(null);
  for (let number = 1; number <= 7; number += 1) show({ tone: 'bad', title: `Failure ${number}` });
  expect(screen.getAllByRole('listitem')).toHaveLength(5);
  expect(screen.queryByText('Failure 2')).toBeNull();
});

test('Its action acts and closes it; its evidence unfolds', () => {
  renderKit(null);
  const onAct = vi.fn();
  show({ tone: 'bad', title: 'Refused', evidence: 'bundle/untrusted', action: { label: 'Show keys', onAct } });
  expect(screen.queryByText('bundle/untrusted')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Evidence' }));
  expect(screen.getByText('bundle/untrusted')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Show keys' }));
  expect(onAct).toHaveBeenCalledOnce();
  expect(screen.queryByText('Refused')).toBeNull();
});

test('The same announcement twice is a change twice, so that it is read twice', () => {
  renderKit(null);
  act(() => announce('Copied'));
  const first = screen.getByRole('status').textContent;
  act(() => announce('Copied'));
  const second = screen.getByRole('status').textContent;
  expect(first?.trim()).toBe('Copied');
  expect(second?.trim()).toBe('Copied');
  expect(second).not.toBe(first);
});

test('What cannot wait is announced in the region that interrupts', () => {
  renderKit(null);
  act(() => announce('Unplug slot 07', 'assertive'));
  expect(screen.getByRole('alert').textContent?.trim()).toBe('Unplug slot 07');
  expect(screen.getByRole('status').textContent).toBe('');
});

test('They come up at the foot of a page, whose tools are at the top, and at the top of a screen without one', () => {
  const { container, rerender } = renderKit(null);
  const corner = () => screen.getByRole('region', { name: 'Notifications' }).dataset.corner;
  show({ tone: 'bad', title: 'On the line' });
  expect(corner()).toBe('top-right');
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  rerender(<Page title="Records">The table</Page>);
  expect(container.textContent).toContain('The table');
  show({ tone: 'bad', title: 'In the records' });
  expect(corner()).toBe('bottom-right');
});
