// Owns: an AppImage with its feed, put together by electron-builder as for a release. Two programs that electron-builder
// fetches elsewhere are scripts here: mksquashfs, and the runtime in front of the files, which notes that it was started and
// then starts a program that is named to it, in place of mounting what is behind it. Start reading at `buildAppImage`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../support/processes.ts';

export interface BuiltAppImage {
  readonly file: string;
  /** latest-linux.yml, not signed yet. */
  readonly feed: string;
  /** app-update.yml, as a release has it that looks there. */
  readonly address: string;
  /** The entry for menus. */
  readonly desktopEntry: string;
}

/** Of 256 KiB, so that it comes in more than one piece. */
const padding = 256 * 1024;
const mksquashfs = `#!/bin/sh
# mksquashfs <folder> <file> -offset <bytes> …
head -c "$4" /dev/zero > "$2"
head -c ${padding} /dev/zero >> "$2"
cp "$1"/*.desktop "$(dirname "$0")/.."
tar -cf - -C "$1" . >> "$2"
`;
const runtime = (version: string) => `#!/bin/sh
echo "$$ ${version} \${APPIMAGE_EXIT_AFTER_INSTALL:+exits}" >> "$SLIPWAY_TEST_TRACE"
[ -n "$APPIMAGE_EXIT_AFTER_INSTALL" ] || exec $SLIPWAY_TEST_PROGRAM
exit 0
`;

export function buildAppImage(folder: string, version: string, url: string): BuiltAppImage {
  const tools = path.join(folder, 'tools');
  const programs = path.join(tools, 'linux-x64');
  const app = path.join(folder, 'app');
  const out = path.join(folder, 'out');
  for (const one of [programs, path.join(tools, 'lib', 'x64'), path.join(app, 'resources')]) {
    mkdirSync(one, { recursive: true });
  }
  writeFileSync(path.join(programs, 'mksquashfs'), mksquashfs, { mode: 0o755 });
  writeFileSync(path.join(programs, 'desktop-file-validate'), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(path.join(tools, 'runtime-x64'), runtime(version));
  writeFileSync(path.join(app, 'slipway'), '#!/bin/sh\n', { mode: 0o755 });
  execFileSync(
    process.execPath,
    [
      path.join(projectRoot, 'node_modules', 'electron-builder', 'cli.js'),
      ...['--linux', 'AppImage', '--x64', '--prepackaged', app, '--publish', 'never'],
      `-c.directories.output=${out}`,
      `-c.extraMetadata.version=${version}`,
      '-c.publish.provider=generic',
      `-c.publish.url=${url}`,
    ],
    { cwd: projectRoot, env: { ...process.env, APPIMAGE_TOOLS_PATH: tools }, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [name = ''] = readdirSync(out).filter((one) => one.endsWith('.AppImage'));
  return {
    file: path.join(out, name),
    feed: readFileSync(path.join(out, 'latest-linux.yml'), 'utf8'),
    address: readFileSync(path.join(app, 'resources', 'app-update.yml'), 'utf8'),
    desktopEntry: readFileSync(path.join(tools, 'slipway.desktop'), 'utf8'),
  };
}
