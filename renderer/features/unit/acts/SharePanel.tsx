// Owns: handing a unit's record on: as a file, as a link, on paper.
import { Button } from '@mantine/core';
import { Download, Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import type { UnitRecord } from '../../../../electron/contract/records.ts';
import { saveFile, useAct, useClient, useShell } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Panel } from '../../../ui/index.ts';
import { CopyAction } from '../CopyAction.tsx';
import { unitTexts } from '../texts.ts';
import classes from './acts.module.css';
import { readUnitFile } from './unit-file.ts';

export function SharePanel({ unit }: { readonly unit: UnitRecord }): ReactNode {
  const t = useTexts(unitTexts);
  const client = useClient();
  const shell = useShell();
  const save = useAct(async () => {
    const file = await readUnitFile(client, unit.unitId);
    return saveFile({
      name: `${unit.serial ?? unit.unitId}.json`,
      type: 'application/json',
      text: `${JSON.stringify(file, null, 2)}\n`,
    });
  });
  const print = useAct(async () => (shell === undefined ? window.print() : shell.request({ kind: 'print' })));
  return (
    <Panel title={t('share')}>
      <div className={classes.buttons}>
        <Button
          variant="default"
          size="md"
          className={classes.big}
          justify="start"
          leftSection={<Download size="1rem" aria-hidden />}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('exportUnit')}
        </Button>
        <CopyAction isWide value={linkTo(unit.unitId, shell !== undefined)} label={t('copyLink')} />
        <Button
          variant="default"
          size="md"
          className={classes.big}
          justify="start"
          leftSection={<Printer size="1rem" aria-hidden />}
          onClick={() => print.mutate()}
        >
          {t('print')}
        </Button>
      </div>
    </Panel>
  );
}

/** The desktop's own scheme, or the page's address without what may be secret in it. */
const linkTo = (unitId: string, isDesktop: boolean): string =>
  isDesktop
    ? `slipway://units/${encodeURIComponent(unitId)}`
    : `${window.location.origin}${window.location.pathname}#/units/${encodeURIComponent(unitId)}`;
