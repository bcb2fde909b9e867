// Owns: what the official Electron does by itself and the registry's does not: `electron <folder>` runs the
// application in that folder. Runs inside Electron, from default_app.asar.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const folder = process.argv.slice(1).find((word) => !word.startsWith('-'));
if (folder === undefined) {
  process.stderr.write('electron: name the folder of the application.\n');
  app.exit(1);
} else {
  const root = path.resolve(folder);
  const { name, productName, version, main } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  app.setAppPath(root);
  app.setName(productName ?? name);
  app.setVersion(version);
  await import(pathToFileURL(path.join(root, main)).href);
}
