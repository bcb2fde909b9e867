// Owns: the page of a browser that has no token, or the wrong one. Imports data, i18n, wire's check of a token.
import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { useEngine, useSignIn } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { appTexts } from '../texts.ts';
import { BrandMark } from '../frame/brand-mark.tsx';
import classes from './sign-in.module.css';

export function SignIn(): ReactNode {
  const t = useTexts(appTexts);
  const engine = useEngine();
  const { signIn } = useSignIn();
  const [text, setText] = useState('');
  const [isMalformed, setMalformed] = useState(false);
  const id = useId();
  const wasRefused = engine.kind === 'signed-out' && engine.wasRefused;
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
        <BrandMark size={40} />
        <h1 id={`${id}-title`}>{t('signIn')}</h1>
        <p id={`${id}-lead`}>{t('signInLead')}</p>
        <label htmlFor={id}>{t('token')}</label>
        <input
          id={id}
          className={classes.token}
          type="password"
          name="token"
          autoComplete="off"
          spellCheck={false}
          required
          // biome-ignore lint/a11y/noAutofocus: the only field of a page that asks for nothing else
          autoFocus
          value={text}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? `${id}-lead` : `${id}-problem`}
          onChange={(event) => {
            setText(event.target.value);
            setMalformed(false);
          }}
        />
        {problem !== undefined && (
          <div id={`${id}-problem`} role="alert" className={classes.problem}>
            <strong>{problem}</strong>
            {!isMalformed && <p>{t('tokenRefusedLead')}</p>}
          </div>
        )}
        <button type="submit" className={classes.act}>
          {t('signInAct')}
        </button>
      </form>
    </main>
  );
}
