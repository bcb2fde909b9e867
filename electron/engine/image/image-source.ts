// Owns: what an image is to whoever writes it. Imports nothing; source.ts opens one from a file.

/** Bytes to write, read on demand so that memory does not grow with the image. Reads past the end are errors. */
export interface ImageSource {
  readonly name: string;
  readonly sizeBytes: number;
  /** SHA-256, lower-case hex. */
  readonly sha256: string;
  read(offset: number, length: number): Promise<Uint8Array>;
}
