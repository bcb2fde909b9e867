// Owns: files that leave the window: to the place that the person chooses where the browser can ask, else a download.
// Imports nothing of ours. Start reading at `openFileSink`, `saveFile`.

export interface FileSink {
  write(text: string): Promise<void>;
  /** The file is complete. */
  close(): Promise<void>;
  /** Leaves no half file behind. */
  discard(): Promise<void>;
}

export interface FileName {
  /** What it will be called, unless the person says otherwise: `units.csv`. */
  readonly name: string;
  readonly type: string;
}

interface SavePickerOptions {
  readonly suggestedName: string;
  readonly types: readonly { readonly accept: Readonly<Record<string, readonly string[]>> }[];
}

declare global {
  interface Window {
    /** File System Access (WICG): Chromium in a secure context only, and not where the shell forbids it. */
    showSaveFilePicker?: (options: SavePickerOptions) => Promise<FileSystemFileHandle>;
  }
}

/** Text beyond this is handed to the browser, which may keep it on disk. */
const blobChars = 4 * 1024 * 1024;
/** Some browsers read the object only after the click has returned. */
const revokeAfterMs = 60_000;

/** Call it from a click: browsers ask for a place only then. Undefined when the person changed their mind. */
export async function openFileSink(file: FileName): Promise<FileSink | undefined> {
  const chosen = await tryChoose(file);
  if (chosen === 'declined') return undefined;
  if (chosen === undefined) return createDownload(file);
  const writable = await chosen.createWritable();
  return {
    write: (text) => writable.write(text),
    close: () => writable.close(),
    // What was chosen stays as it was: a writable stream replaces the file only when it closes.
    discard: () => writable.abort(),
  };
}

/** Saves a whole text. Resolves to whether it was saved. */
export async function saveFile(file: FileName & { readonly text: string }): Promise<boolean> {
  const sink = await openFileSink(file);
  if (sink === undefined) return false;
  await sink.write(file.text);
  await sink.close();
  return true;
}

async function tryChoose({ name, type }: FileName): Promise<FileSystemFileHandle | 'declined' | undefined> {
  if (window.showSaveFilePicker === undefined) return undefined;
  const extension = /\.[a-z0-9]+$/i.exec(name)?.[0];
  try {
    return await window.showSaveFilePicker({
      suggestedName: name,
      types: extension === undefined ? [] : [{ accept: { [type]: [extension] } }],
    });
  } catch (thrown) {
    // Anything but the person's own no is a browser that may not: a download still works.
    return thrown instanceof DOMException && thrown.name === 'AbortError' ? 'declined' : undefined;
  }
}

function createDownload({ name, type }: FileName): FileSink {
  let parts: (string | Blob)[] = [];
  let pendingChars = 0;
  return {
    async write(text) {
      parts.push(text);
      pendingChars += text.length;
      if (pendingChars < blobChars) return;
      parts = [new Blob(parts)];
      pendingChars = 0;
    },
    async close() {
      const url = URL.createObjectURL(new Blob(parts, { type }));
      parts = [];
      const link = document.createElement('a');
      link.href = url;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), revokeAfterMs);
    },
    async discard() {
      parts = [];
    },
  };
}
