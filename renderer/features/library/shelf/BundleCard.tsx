// Owns: one bundle of the library: what it is, who signed it, what it will do. Imports i18n, ui and siblings.
import { Badge, Button, Group, Table, Text, Title } from '@mantine/core';
import { BookOpen, CopyPlus, Play } from 'lucide-react';
import { useId, useState } from 'react';
import type { RecipeSummary } from '../../../../electron/contract/api.ts';
import { chipName } from '../../../../electron/contract/chip-name.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { FactList, Hash, HoldToConfirm } from '../../../ui/index.ts';
import { libraryTexts } from '../texts.ts';
import classes from './BundleCard.module.css';

export interface BundleCardProps {
  readonly summary: RecipeSummary;
  /** The line makes units with it now. */
  readonly isOnLine: boolean;
  readonly nameOfKey: (keyId: string) => string;
  readonly onUse: () => void;
  readonly onRead: () => void;
  readonly onCopy: () => void;
  readonly onRemove: () => void;
}

export function BundleCard({ summary, isOnLine, nameOfKey, onUse, onRead, onCopy, onRemove }: BundleCardProps) {
  const t = useTexts(libraryTexts);
  const format = useFormat();
  const heading = useId();
  const [isRemoving, setIsRemoving] = useState(false);
  const { product, version, title, chip, images, facts, signers } = summary;
  const totalBytes = images.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const signedBy = signers.map(nameOfKey).join(t('listComma'));
  return (
    <article className={classes.card} aria-labelledby={heading}>
      <header className={classes.header}>
        <div className={classes.titles}>
          <Title order={3} id={heading} className={classes.title}>
            {title}
          </Title>
          <p className={classes.reference}>
            {product} <span className={classes.version}>{version}</span>
          </p>
        </div>
        <Group gap="sm" wrap="nowrap">
          {isOnLine && <Badge variant="light">{t('onTheLine')}</Badge>}
          <span className={classes.chip}>{chipName(chip)}</span>
        </Group>
      </header>
      <p className={classes.signers}>{t('signedBy', { signers: signedBy })}</p>
      <FactList facts={facts} />
      <details className={classes.images}>
        <summary>{t('images', { count: images.length, size: format.bytes(totalBytes) })}</summary>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('image')}</Table.Th>
              <Table.Th>{t('size')}</Table.Th>
              <Table.Th>{t('sha256')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {images.map((image) => (
              <Table.Tr key={image.name}>
                <Table.Td>{image.name}</Table.Td>
                <Table.Td>{format.bytes(image.sizeBytes)}</Table.Td>
                <Table.Td>
                  <Hash value={image.sha256} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
      <footer className={classes.footer}>
        <Button leftSection={<Play size="1rem" aria-hidden />} onClick={onUse} disabled={isOnLine}>
          {t('useOnLine')}
        </Button>
        <Button variant="default" leftSection={<BookOpen size="1rem" aria-hidden />} onClick={onRead}>
          {t('read')}
        </Button>
        <Button variant="default" leftSection={<CopyPlus size="1rem" aria-hidden />} onClick={onCopy}>
          {t('copyToDraft')}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          className={classes.removeToggle}
          aria-expanded={isRemoving}
          onClick={() => setIsRemoving(!isRemoving)}
        >
          {t('remove')}
        </Button>
      </footer>
      {isRemoving && (
        <div className={classes.remove}>
          <Text size="sm">{t('removeExplained')}</Text>
          <HoldToConfirm label={t('removeHold')} onConfirm={onRemove} />
        </div>
      )}
    </article>
  );
}
