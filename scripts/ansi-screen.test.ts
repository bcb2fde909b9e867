import { describe, expect, test } from 'vitest';
import { renderScreen } from './ansi-screen.ts';

const esc = String.fromCharCode(27);
const text = (output: string): string[] => renderScreen(output).map((row) => row.map((cell) => cell.text).join(''));

describe('the screen of a terminal', () => {
  test('a line drawn again replaces what was there', () => {
    expect(text(`10 %\r${esc}[2K100 %\r\ndone\r\n`)).toEqual(['100 %', 'done']);
  });

  test('a block drawn again, by cursor up and erase down', () => {
    expect(text(`a 1\r\nb 1\r\n${esc}[2A${esc}[Ja 2\r\nb 2\r\n`)).toEqual(['a 2', 'b 2']);
  });

  test('colours and weight follow SGR', () => {
    const [row] = renderScreen(`${esc}[1;32mok${esc}[0m no`);
    expect(row?.[0]?.style).toMatchObject({ isBold: true, color: '#8fce6a' });
    expect(row?.[3]?.style).toMatchObject({ isBold: false, color: undefined });
  });
});
