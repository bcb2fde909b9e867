import { beforeEach, describe, expect, test } from 'vitest';
import { createScanCatcher, type ScanCatcher } from './scan-catcher.ts';

let nowMs = 0;
let pending: { act: () => void; atMs: number } | undefined;
let scans: string[] = [];
let keys: string[] = [];
let catcher: ScanCatcher;

beforeEach(() => {
  nowMs = 1000;
  pending = undefined;
  scans = [];
  keys = [];
  catcher = createScanCatcher({
    onScan: (text) => scans.push(text),
    onKey: (key) => keys.push(key),
    setTimer(act, ms) {
      const mine = { act, atMs: nowMs + ms };
      pending = mine;
      return () => {
        if (pending === mine) pending = undefined;
      };
    },
  });
});

function pass(ms: number): void {
  nowMs += ms;
  if (pending === undefined || pending.atMs > nowMs) return;
  const { act } = pending;
  pending = undefined;
  act();
}

function send(text: string, everyMs: number): ('scan' | 'later' | 'ignored')[] {
  const sent = text === 'Enter' || text === 'Tab' ? [text] : [...text];
  return sent.map((key) => {
    pass(everyMs);
    return catcher.key(key, nowMs);
  });
}

describe('a scanner', () => {
  test.each([1, 8, 20, 40])('is heard at a character every %i ms', (everyMs) => {
    send('AC-2648-00031', everyMs);
    expect(send('Enter', everyMs)).toEqual(['scan']);
    expect(scans).toEqual(['AC-2648-00031']);
    expect(keys).toEqual([]);
  });

  test('may end with Tab', () => {
    send('SLOT:03', 5);
    send('Tab', 5);
    expect(scans).toEqual(['SLOT:03']);
  });

  test('keeps all but its first character from everybody else', () => {
    expect(send('CMD', 5)).toEqual(['later', 'scan', 'scan']);
  });

  test('sends Shift between characters', () => {
    send('A', 5);
    pass(5);
    expect(catcher.key('Shift', nowMs)).toBe('ignored');
    send('BC', 5);
    send('Enter', 5);
    expect(scans).toEqual(['ABC']);
  });

  test('twice in a row is two scans', () => {
    for (const code of ['SLOT:01', 'SLOT:02']) {
      send(code, 5);
      send('Enter', 5);
      pass(300);
    }
    expect(scans).toEqual(['SLOT:01', 'SLOT:02']);
  });

  test('without a suffix does nothing, and spoils nothing that follows', () => {
    send('12345', 5);
    pass(1000);
    send('SLOT:02', 5);
    send('Enter', 5);
    expect(scans).toEqual(['SLOT:02']);
    expect(keys).toEqual([]);
  });
});

describe('a person', () => {
  test.each([60, 120, 400])('is told key by key at %i ms a key', (everyMs) => {
    send('12e', everyMs);
    pass(100);
    expect(keys).toEqual(['1', '2', 'e']);
    expect(scans).toEqual([]);
  });

  test('is told of the last key although no other follows', () => {
    send('e', 100);
    expect(keys).toEqual([]);
    pass(50);
    expect(keys).toEqual(['e']);
  });

  test('keeps Enter', () => {
    send('3', 200);
    pass(100);
    expect(send('Enter', 200)).toEqual(['ignored']);
    expect(keys).toEqual(['3']);
  });

  test('who rolls over a key and Enter means both', () => {
    send('3', 200);
    expect(send('Enter', 20)).toEqual(['ignored']);
    expect(keys).toEqual(['3']);
    expect(scans).toEqual([]);
  });

  test('who leaves the window in between starts anew', () => {
    send('AC-1', 5);
    catcher.reset();
    send('Enter', 5);
    expect(scans).toEqual([]);
  });
});
