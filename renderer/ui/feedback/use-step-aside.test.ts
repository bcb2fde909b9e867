import { expect, test } from 'vitest';
import { cornerBeside } from './use-step-aside.ts';

const window = { width: 1366, height: 768 };
const inset = { x: 16, y: 80 };
const stack = { width: 416, height: 116 };
const boxAt = (left: number, top: number, width: number, height: number) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

test('Toasts stay where they are beside a focus that they do not cover', () => {
  expect(cornerBeside(boxAt(20, 300, 120, 40), 'top-right', stack, window, inset)).toBe('top-right');
  expect(cornerBeside(boxAt(20, 300, 120, 40), 'bottom-left', stack, window, inset)).toBe('bottom-left');
});

test('A control below them sends them to another corner', () => {
  expect(cornerBeside(boxAt(1180, 160, 120, 36), 'top-right', stack, window, inset)).toBe('bottom-right');
  expect(cornerBeside(boxAt(1180, 600, 120, 36), 'bottom-right', stack, window, inset)).toBe('top-right');
});

test('A tall stack goes to the other side', () => {
  const tall = { width: 416, height: 600 };
  expect(cornerBeside(boxAt(1180, 400, 120, 36), 'top-right', tall, window, inset)).toBe('bottom-left');
});

test('What is larger than they are shows enough of its focus', () => {
  expect(cornerBeside(boxAt(100, 100, 1266, 600), 'top-right', stack, window, inset)).toBe('top-right');
});
