// Owns: what fpm does with electron-builder's words when it makes a deb, done with dpkg-deb: fpm itself comes from where
// tests do not reach. Run as a program by deb.test.ts. Start reading at `main`.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const text = { type: 'string', default: '' } as const;
const several = { type: 'string', multiple: true, default: [] as string[] } as const;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      force: { type: 'boolean' },
      input: { ...text, short: 's' },
      output: { ...text, short: 't' },
      depends: { ...several, short: 'd' },
      'deb-recommends': several,
      'deb-compression': text,
      'deb-priority': text,
      architecture: text,
      'after-install': text,
      'after-remove': text,
      description: text,
      version: text,
      package: text,
      name: text,
      maintainer: text,
      vendor: text,
      url: text,
      license: text,
    },
  });
  const root = mkdtempSync(path.join(tmpdir(), 'slipway-deb-'));
  try {
    for (const pair of positionals) {
      const [from = '', to = ''] = pair.split('=');
      cpSync(from, path.join(root, to), { recursive: true, verbatimSymlinks: true });
    }
    const control = path.join(root, 'DEBIAN');
    mkdirSync(control);
    for (const [script, name] of [
      [values['after-install'], 'postinst'],
      [values['after-remove'], 'postrm'],
    ] as const) {
      cpSync(script, path.join(control, name));
      chmodSync(path.join(control, name), 0o755);
    }
    const fields = {
      Package: values.name,
      Version: values.version,
      Architecture: values.architecture,
      Maintainer: values.maintainer,
      Depends: values.depends.join(', '),
      Recommends: values['deb-recommends'].join(', '),
      Homepage: values.url,
      Priority: values['deb-priority'],
      Section: 'default',
      Description: values.description
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
        .join('\n '),
    };
    writeFileSync(
      path.join(control, 'control'),
      Object.entries(fields)
        .map(([name, value]) => `${name}: ${value}\n`)
        .join(''),
    );
    // Not made smaller: nobody keeps it.
    execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', root, values.package]);
  } finally {
    rmSync(root, { recursive: true });
  }
}

main();
