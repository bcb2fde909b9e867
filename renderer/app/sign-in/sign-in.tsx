// Owns: the page of a browser that has no token, or the wrong one. Imports data, i18n, wire's check of a token.
import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { useEngine, useSignIn } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { BrandMark } from '../frame/brand-mark.tsx';
import { appTexts } from '../texts.ts';
import classes from './sign-in.module.css';

export function SignIn(): ReactNode {
  const t = useTexts(appTexts);
  const engine = useEngine();
  const { signIn } = useSignIn();
  const [text, setText] = useState('');
  const [isMalformed, setMalformed] = useState(false);
  const id = useId();
  const wasRefused = engine.kind === 'signed-out' && engine.wasRefused;
  const isTrying = engine.kind === 'signed-out' && engine.isTrying;
  const problem = isMalformed ? t('tokenMalformed') : wasRefused ? t('tokenRefused') : undefined;

  useEffect(() => {
    document.title = `${t('signIn')} · Slipway`;
  }, [t]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMalformed(!signIn(text));
  };
  return (
    <main className={classes.page}>
      <form className={classes.card} onSubmit={submit} aria-labelledby={`${id}-title`}>
        <BrandMark size="2.5rem" />
        <h1 id={`${id}-title`}>{t('signIn')}</h1>
        <p className={classes.lead}>{t('signInLead')}</p>
        <PasswordInput
          label={t('token')}
          size="md"
          name="token"
          autoComplete="off"
          spellCheck={false}
          required
          withAsterisk={false}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          description={wasRefused && !isMalformed ? t('tokenRefusedLead') : undefined}
          autoFocus
          value={text}
          error={problem}
          onChange={(event) => {
            setText(event.target.value);
            setMalformed(false);
          }}
        />
        <Button type="submit" size="md" loading={isTrying}>
          {t('signInAct')}
        </Button>
      </form>
    </main>
  );
}
