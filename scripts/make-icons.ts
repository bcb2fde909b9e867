// Owns: resources/icons: the PNG sizes, icon.ico and icon.icns, all drawn from icon.svg by Chromium. Run it after a
// change of the drawing: `node scripts/make-icons.ts`. Start reading at `main`.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright';

const dir = path.join(import.meta.dirname, '..', 'resources', 'icons');
const pngSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;
const icoSizes = [16, 24, 32, 48, 64, 128, 256] as const;
/** Apple's names of the sizes that hold PNG. */
const icnsTypes = [
  ['icp4', 16],
  ['icp5', 32],
  ['icp6', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
] as const;

async function main(): Promise<void> {
  const svg = await readFile(path.join(dir, 'icon.svg'), 'utf8');
  const pictures = await draw(svg, pngSizes);
  const picture = (size: number): Buffer => {
    const png = pictures.get(size);
    if (png === undefined) throw new Error(`There is no picture of ${size} pixels.`);
    return png;
  };
  for (const size of pngSizes) await writeFile(path.join(dir, `${size}x${size}.png`), picture(size));
  await writeFile(path.join(dir, 'icon.ico'), ico(icoSizes.map((size) => ({ size, png: picture(size) }))));
  await writeFile(path.join(dir, 'icon.icns'), icns(icnsTypes.map(([type, size]) => ({ type, png: picture(size) }))));
}

async function draw(svg: string, sizes: readonly number[]): Promise<Map<number, Buffer>> {
  const browser = await chromium.launch({
    executablePath: process.env.SLIPWAY_CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage();
    const pictures = new Map<number, Buffer>();
    for (const size of sizes) {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
      pictures.set(size, await page.screenshot({ omitBackground: true }));
    }
    return pictures;
  } finally {
    await browser.close();
  }
}

/** Windows icon: a directory of 16 bytes per picture behind a header of 6; 256 is written as 0. */
function ico(pictures: readonly { size: number; png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/** Apple icon: `icns`, the length of all, then type and length before each picture; big-endian. */
function icns(pictures: readonly { type: string; png: Buffer }[]): Buffer {
  const chunk = (type: string, content: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(8 + content.length, 4);
    return Buffer.concat([head, content]);
  };
  return chunk('icns', Buffer.concat(pictures.map(({ type, png }) => chunk(type, png))));
}

await main();
