// Owns: the files beside a recipe: images and lists, added and removed. Imports data, i18n, ui and siblings.
import { Button, Progress, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { DraftDetail } from '../../../../electron/contract/library.ts';
import { keys, useAct, useClient } from '../../../data/index.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { FileDrop, IconButton } from '../../../ui/index.ts';
import { sendFile } from '../arrivals/send-file.ts';
import classes from './Files.module.css';
import { draftTexts } from './texts.ts';

export function Files({ detail }: { readonly detail: DraftDetail }) {
  const t = useTexts(draftTexts);
  const format = useFormat();
  const client = useClient();
  const queries = useQueryClient();
  const { name } = detail.draft;
  const [sending, setSending] = useState<{ readonly file: string; readonly share: number }>();
  const leaving = useRef<AbortController>(undefined);
  // A half-sent file belongs to nothing once the editor is gone.
  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => controller.abort();
  }, []);

  const show = (next: DraftDetail) => queries.setQueryData(keys.draft(name), next);
  const add = useAct(
    async (file: File) => {
      const signal = leaving.current?.signal ?? new AbortController().signal;
      try {
        setSending({ file: file.name, share: 0 });
        const onProgress = (sent: number) => setSending({ file: file.name, share: sent / Math.max(1, file.size) });
        const uploadId = await sendFile(client, file, { signal, onProgress });
        show(await client.drafts.addFile({ name, uploadId }, { signal }));
        return file.name;
      } finally {
        setSending(undefined);
      }
    },
    { success: (file) => t('fileAdded', { file }), of: ({ name: file }) => file },
  );
  const remove = useAct(
    async (file: string) => {
      show(await client.drafts.removeFile({ name, file }));
      return file;
    },
    { success: (file) => t('fileRemoved', { file }), of: (file) => file },
  );
  const addAll = async (files: readonly File[]) => {
    for (const file of files) {
      // The next one has a chance of its own; why this one failed has been said.
      await add.mutateAsync(file).catch(() => undefined);
    }
  };

  return (
    <FileDrop multiple label={t('dropFiles')} onFiles={(files) => void addAll(files)} isFilling>
      {(choose) => (
        <div className={classes.files}>
          <Text c="dimmed">{t('files_lead')}</Text>
          {detail.files.length === 0 ? (
            <Text>{t('noFiles')}</Text>
          ) : (
            <ul className={classes.list}>
              {detail.files.map((file) => (
                <li key={file.name} className={classes.file}>
                  <span className={classes.name}>{file.name}</span>
                  <span className={classes.size}>{format.bytes(file.sizeBytes)}</span>
                  <IconButton
                    label={t('removeFile', { file: file.name })}
                    icon={Trash2}
                    onClick={() => remove.mutate(file.name)}
                  />
                </li>
              ))}
            </ul>
          )}
          {sending && (
            <div role="status">
              <Text size="sm">{t('sending', { file: sending.file })}</Text>
              <Progress value={sending.share * 100} aria-label={t('sending', { file: sending.file })} />
            </div>
          )}
          <Button variant="default" className={classes.add} onClick={choose} disabled={sending !== undefined}>
            {t('addFiles')}
          </Button>
        </div>
      )}
    </FileDrop>
  );
}
