// Owns: the page on paper: by the system's dialog, or as a PDF where there is no printer. Start reading at `printPage`.
import { writeFile } from 'node:fs/promises';
import { type BrowserWindow, dialog } from 'electron';

/** What Electron calls it when a person closes the dialog. */
const cancelled = 'Print job canceled';

/** Resolves when it is printed, saved or given up. Without a printer Electron shows no dialog at all and only says so. */
export async function printPage(window: BrowserWindow): Promise<void> {
  const failure = await new Promise<string | undefined>((resolve) =>
    window.webContents.print({}, (isPrinted, reason) => resolve(isPrinted ? undefined : reason)),
  );
  if (failure !== undefined && failure !== cancelled) await savePdf(window);
}

async function savePdf(window: BrowserWindow): Promise<void> {
  // The page comes first in the title, before the station and the app; of its name, what any file may have.
  const [page = ''] = window.getTitle().split(' · ');
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: `${page.replace(/[^\p{L}\p{N}._-]+/gu, ' ').trim()}.pdf`,
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (canceled) return;
  await writeFile(filePath, await window.webContents.printToPDF({ pageSize: 'A4' }));
}
