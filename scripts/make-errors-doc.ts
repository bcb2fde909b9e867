// Owns: docs/errors.md as text, made from the error catalogue. Imports the contract only; scripts/make-docs.ts writes it.
import { type ErrorEntry, type ErrorLayer, errorCatalogue } from '../electron/contract/errors.ts';

const layers: Readonly<Record<ErrorLayer, string>> = {
  recipe: 'Recipe',
  bundle: 'Bundle',
  image: 'Image',
  port: 'Port and line',
  device: 'Unit in its boot loader',
  boot: 'Boot proof',
  measure: 'Measurements',
  identity: 'Identity',
  secret: 'Keys and secrets',
  journal: 'Journal',
  fleet: 'Fleet and outbox',
  wire: 'Wire (HTTP, WebSocket, MessagePort)',
  job: 'Run',
  station: 'Station',
};

const retries: Readonly<Record<ErrorEntry['retry'], string>> = {
  never: 'change the input first',
  step: 'the runner repeats the step',
  run: 'start the run again',
  later: 'the outbox tries again',
};

const again = ({ advice, retry }: ErrorEntry): string => (advice === 'final' ? 'never for this unit' : retries[retry]);

/** Anchor of a code: `port/busy` is at `#port-busy`. */
export const anchorOf = (code: string): string => code.replace('/', '-');

/** docs/errors.md, whole. */
export function errorsDoc(): string {
  const lines = [
    '# Errors',
    '',
    '<!-- Made by scripts/make-docs.ts from electron/contract/errors.ts: change that, then `npm run docs`. -->',
    '',
    'Whatever goes wrong has one of these codes, on the screen, on every wire and in the journal. **Counts as** is how a run that ends with it is counted: `FAIL` means that the unit is bad, `ERROR` that the station or its input is. **Again?** says whether trying again can help; *never for this unit* means that a unit whose last judged run ended so is held wherever it is put in, until a person decides in its record. Each row is provoked for real by at least one test (`test/flows/error-catalogue.test.ts` names any that is not).',
    '',
    ...Object.entries(layers).map(([layer, title]) => `- [${title}](#${layer})`),
  ];
  for (const [layer, title] of Object.entries(layers)) {
    lines.push(
      '',
      `<a id="${layer}"></a>`,
      '',
      `## ${title}`,
      '',
      '| code | what it means | what to do | counts as | again? |',
      '|---|---|---|---|---|',
    );
    for (const [code, row] of Object.entries(errorCatalogue)) {
      if (!code.startsWith(`${layer}/`)) continue;
      lines.push(
        `| <a id="${anchorOf(code)}"></a>\`${code}\` | **${cell(row.title)}.** ${cell(row.meaning)} | ${cell(row.action)} | ${row.outcome} | ${again(row)} |`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
