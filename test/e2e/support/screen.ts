// Owns: pictures of what a test saw, in out/screens, to be looked at. Start reading at `screen`.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { projectRoot } from '../../support/processes.ts';

export const screensDir = path.join(projectRoot, 'out', 'screens');

/** Takes a picture of the page as it is, `name` may have folders in it. Returns the file. */
export async function screen(page: Page, name: string): Promise<string> {
  const file = path.join(screensDir, `${name}.png`);
  await mkdir(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file, animations: 'disabled' });
  return file;
}
