// Owns: asking before a text with problems becomes what the line makes. Imports data, i18n and ui.
import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useClient, useLinePart } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { OpenModal } from '../../../ui/index.ts';
import { draftTexts } from './texts.ts';

export interface CarefulSave {
  /** Resolves to whether it was saved. */
  save(): Promise<boolean>;
  /** To be rendered: the question, while it is asked. */
  readonly question: ReactNode;
}

export function useCarefulSave(name: string, text: string, save: () => Promise<boolean>): CarefulSave {
  const t = useTexts(draftTexts);
  const client = useClient();
  const source = useLinePart(({ setup }) => setup)?.source;
  const isOnLine = source !== undefined && 'draft' in source && source.draft === name;
  const [asked, setAsked] = useState<{ readonly answer: (mayBe: boolean) => void }>();
  const answer = (mayBe: boolean) => {
    asked?.answer(mayBe);
    setAsked(undefined);
  };
  /** Of the text as it is: what is shown beside it may be of an older one. Where the station does not say, a person does. */
  const hasProblems = async () =>
    (await client.recipes.validate({ text, draft: name }).catch(() => undefined))?.problems.length !== 0;
  return {
    async save() {
      if (isOnLine && (await hasProblems())) {
        const { promise, resolve } = Promise.withResolvers<boolean>();
        setAsked({ answer: resolve });
        if (!(await promise)) return false;
      }
      return await save();
    },
    question: asked !== undefined && (
      <OpenModal onClose={() => answer(false)} title={t('lineTitle')}>
        <Stack>
          <Text>{t('lineText')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => answer(true)}>
              {t('lineSave')}
            </Button>
            <Button data-autofocus onClick={() => answer(false)}>
              {t('lineKeep')}
            </Button>
          </Group>
        </Stack>
      </OpenModal>
    ),
  };
}
