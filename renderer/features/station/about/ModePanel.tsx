// Owns: real hardware or a virtual bench, as a person decides it. Imports data, i18n, ui and siblings.
import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { StationInfo } from '../../../../electron/contract/api.ts';
import { useAct, useClient } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Panel } from '../../../ui/index.ts';
import { aboutTexts } from './texts.ts';

export function ModePanel({ station }: { readonly station: StationInfo }) {
  const t = useTexts(aboutTexts);
  const client = useClient();
  const [units, setUnits] = useState<number | string>(4);
  const setMode = useAct(
    async (mode: 'virtual' | 'real') => {
      await client.station.setMode({ mode, ...(typeof units === 'number' ? { units } : {}) });
      return mode;
    },
    { success: (mode) => t('modeChanged', { mode: t(`mode_${mode}`) }) },
  );
  const { mode, isModeFixed, isVirtualBench } = station;
  const now = mode === 'undecided' ? (isVirtualBench ? 'virtual' : 'undecided') : mode;
  return (
    <Panel title={t('mode')} actions={<Text fw={600}>{t('modeNow', { mode: t(`mode_${now}`) })}</Text>}>
      <Stack>
        <Text>{t('modeText')}</Text>
        {isModeFixed ? (
          <Text c="dimmed">{t('modeFixed')}</Text>
        ) : (
          <>
            <Text c="dimmed">{t('modeReopens')}</Text>
            <Group align="flex-end">
              {now !== 'real' && (
                <Button variant="default" onClick={() => setMode.mutate('real')} loading={setMode.isPending}>
                  {t('toReal')}
                </Button>
              )}
              {now !== 'virtual' && (
                <>
                  <Button variant="default" onClick={() => setMode.mutate('virtual')} loading={setMode.isPending}>
                    {t('toVirtual')}
                  </Button>
                  <NumberInput
                    label={t('unitCount')}
                    value={units}
                    onChange={setUnits}
                    min={1}
                    max={32}
                    allowDecimal={false}
                    clampBehavior="strict"
                    w="8rem"
                  />
                </>
              )}
            </Group>
          </>
        )}
      </Stack>
    </Panel>
  );
}
