import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderKit } from '../../test-support/render-kit.tsx';
import { HoldToConfirm } from './HoldToConfirm.tsx';

const holdMs = 1000;
const label = 'Retire this unit';

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame', 'performance'],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

function renderHold(typed?: string) {
  const confirmed = vi.fn();
  renderKit(
    <HoldToConfirm label={label} holdMs={holdMs} onConfirm={confirmed} {...(typed === undefined ? {} : { typed })} />,
  );
  return { confirmed, button: screen.getByRole('button') };
}
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));
const press = (button: HTMLElement, key: string, forMs = 50) => {
  fireEvent.keyDown(button, { key });
  pass(forMs);
  fireEvent.keyUp(button, { key });
};

test('Held to the end it counts once; let go before, it does not', () => {
  const { confirmed, button } = renderHold();
  fireEvent.pointerDown(button, { button: 0 });
  pass(holdMs - 10);
  fireEvent.pointerUp(button);
  pass(holdMs);
  expect(confirmed).not.toHaveBeenCalled();
  fireEvent.pointerDown(button, { button: 0 });
  pass(holdMs);
  fireEvent.pointerUp(button);
  expect(confirmed).toHaveBeenCalledOnce();
});

test('A finger or pointer that slides off takes it back', () => {
  const { confirmed, button } = renderHold();
  fireEvent.pointerDown(button, { button: 0 });
  pass(holdMs / 2);
  fireEvent.pointerLeave(button);
  pass(holdMs);
  expect(confirmed).not.toHaveBeenCalled();
});

test('Space can be held instead, and its repeats do not count', () => {
  const { confirmed, button } = renderHold();
  fireEvent.keyDown(button, { key: ' ' });
  for (let ms = 0; ms < holdMs; ms += 50) {
    fireEvent.keyDown(button, { key: ' ', repeat: true });
    pass(50);
  }
  fireEvent.keyUp(button, { key: ' ' });
  expect(confirmed).toHaveBeenCalledOnce();
});

test('Two presses with a pause between them count for those who cannot hold, and the first says so', () => {
  const { confirmed, button } = renderHold();
  press(button, ' ');
  expect(screen.getByRole('alert').textContent).toContain('Press again to confirm');
  pass(800);
  press(button, ' ');
  expect(confirmed).toHaveBeenCalledOnce();
});

test('A double press is an accident', () => {
  const { confirmed, button } = renderHold();
  press(button, ' ');
  pass(200);
  press(button, ' ');
  pass(holdMs);
  expect(confirmed).not.toHaveBeenCalled();
});

test('A switch or a screen reader activates it without a pointer: twice, as above', () => {
  const { confirmed, button } = renderHold();
  fireEvent.click(button, { detail: 0 });
  expect(confirmed).not.toHaveBeenCalled();
  pass(800);
  fireEvent.click(button, { detail: 0 });
  expect(confirmed).toHaveBeenCalledOnce();
});

test('A scanner can never say yes: it types fast and ends with Enter', () => {
  const { confirmed, button } = renderHold();
  for (let scan = 0; scan < 5; scan += 1) {
    for (const key of ['A', ' ', ' ', 'C', ' ', 'Enter']) press(button, key, 5);
    pass(1000);
  }
  expect(confirmed).not.toHaveBeenCalled();
});

test('Escape takes the first press back', () => {
  const { confirmed, button } = renderHold();
  press(button, ' ');
  press(button, 'Escape');
  pass(800);
  press(button, ' ');
  expect(confirmed).not.toHaveBeenCalled();
});

test('Where a serial number must be typed, nothing counts before it is right, and it is asked for again after', () => {
  const { confirmed, button } = renderHold('AC-2648-00031');
  const field = screen.getByLabelText('Type AC-2648-00031 to unlock');
  fireEvent.change(field, { target: { value: 'AC-2648-00030' } });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  fireEvent.pointerDown(button, { button: 0 });
  pass(holdMs);
  fireEvent.pointerUp(button);
  expect(confirmed).not.toHaveBeenCalled();
  fireEvent.change(field, { target: { value: 'AC-2648-00031' } });
  fireEvent.pointerDown(button, { button: 0 });
  pass(holdMs);
  expect(confirmed).toHaveBeenCalledOnce();
  expect(button.getAttribute('aria-disabled')).toBe('true');
});
