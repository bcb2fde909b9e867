// Owns: whose work Slipway stands on. The list is made from the lock file by `npm run docs`. Imports i18n and ui.
import { Stack, Table, Text } from '@mantine/core';
import { useTexts } from '../../../i18n/index.ts';
import { Panel } from '../../../ui/index.ts';
import classes from './Licences.module.css';
import licences from './licences.json';
import { aboutTexts } from './texts.ts';

export function Licences() {
  const t = useTexts(aboutTexts);
  return (
    <Panel title={t('licences')}>
      <Stack>
        <Text>{t('licencesText')}</Text>
        <details>
          <summary className={classes.summary}>{t('licencesShow', { count: licences.length })}</summary>
          <Table className={classes.table}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('package')}</Table.Th>
                <Table.Th>{t('packageVersion')}</Table.Th>
                <Table.Th>{t('licence')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {licences.map(({ name, version, licence }) => (
                <Table.Tr key={`${name}@${version}`}>
                  <Table.Td>{name}</Table.Td>
                  <Table.Td>{version}</Table.Td>
                  <Table.Td>{licence}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </details>
      </Stack>
    </Panel>
  );
}
