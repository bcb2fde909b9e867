// Owns: docs/images/demo.svg: what a terminal really shows at the end of `npm run demo`. Runs it, keeps its bytes, draws them.
// May import scripts/ only. Start reading at `main`.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Cell, renderScreen } from './ansi-screen.ts';

const columns = 110;
const cellWidth = 8.4;
const lineHeight = 19;
const root = path.resolve(import.meta.dirname, '..');

/** Runs the demo on a terminal of its own; rejects when it fails, because a picture of a failure would be a lie. */
async function capture(): Promise<string> {
  const words = [process.execPath, path.join(root, 'electron/cli/main.ts'), 'demo', ...process.argv.slice(2)];
  const command = `stty cols ${columns} rows 60; exec ${words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')}`;
  // script(1) of util-linux gives it the terminal, and hands its exit code on.
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd: root,
    env: { ...process.env, TERM: 'xterm-256color', NO_COLOR: undefined, FORCE_COLOR: undefined, CI: undefined },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (code !== 0) throw new Error(`The demo ended with exit code ${code}:\n${output.slice(-2000)}`);
  return output;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Neighbouring cells of one style as one piece of text, each at its own column. */
function drawRow(cells: readonly Cell[], index: number): string {
  const y = 52 + index * lineHeight;
  const pieces: string[] = [];
  for (let start = 0; start < cells.length; ) {
    const style = cells[start]?.style;
    let end = start;
    while (end < cells.length && cells[end]?.style === style) end += 1;
    const text = cells
      .slice(start, end)
      .map((cell) => cell.text)
      .join('');
    if (text.trim() !== '') {
      const look = [
        style?.color ? ` fill="${style.color}"` : '',
        style?.isBold ? ' font-weight="bold"' : '',
        style?.isDim ? ' opacity="0.65"' : '',
      ].join('');
      const width = `textLength="${((end - start) * cellWidth).toFixed(1)}" lengthAdjust="spacingAndGlyphs"`;
      pieces.push(
        `<text x="${(20 + start * cellWidth).toFixed(1)}" y="${y}" ${width}${look} xml:space="preserve">${escapeXml(text)}</text>`,
      );
    }
    start = end;
  }
  return pieces.join('');
}

/** The rows as a window with a title, in one SVG without outside fonts or scripts. */
function drawSvg(rows: readonly (readonly Cell[])[]): string {
  const width = Math.ceil(columns * cellWidth + 40);
  const height = rows.length * lineHeight + 64;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="npm run demo in a terminal">`,
    `<rect width="${width}" height="${height}" rx="10" fill="#14181f"/>`,
    '<text x="20" y="24" fill="#7d8590" font-family="ui-monospace, monospace" font-size="13">$ npm run demo</text>',
    `<line x1="0" x2="${width}" y1="34" y2="34" stroke="#2a313c"/>`,
    '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="#d6dae0">',
    ...rows.map(drawRow).filter((row) => row !== ''),
    '</g></svg>',
    '',
  ].join('\n');
}

async function main(): Promise<void> {
  const rows = renderScreen(await capture());
  const target = path.join(root, 'docs/images/demo.svg');
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, drawSvg(rows));
  process.stdout.write(`docs/images/demo.svg written, ${rows.length} lines\n`);
}

await main().catch((error: unknown) => {
  process.stderr.write(
    `slipway: the picture was not made. ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
