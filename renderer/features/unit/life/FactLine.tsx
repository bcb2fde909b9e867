// Owns: one fact of the journal as a sentence: what happened, to what, by whom and why.
import type { ReactNode } from 'react';
import { chipName } from '../../../../electron/contract/chip-name.ts';
import { useErrorTexts, useFormat, useSaid, useTexts } from '../../../i18n/index.ts';
import { Hash, Mono } from '../../../ui/index.ts';
import { unitTexts } from '../texts.ts';
import classes from './FactLine.module.css';
import type { ActFact, Fact, OutboxFact, PlainFact, Reason } from './moments.ts';

export function FactLine({ fact }: { readonly fact: Fact }): ReactNode {
  switch (fact.kind) {
    case 'plain':
      return <PlainLine body={fact.body} />;
    case 'act':
      return <ActLine fact={fact} />;
    case 'outbox':
      return <OutboxLine fact={fact} />;
  }
}

/** `reason` and `operator` are people's own words. */
function Said({ children, by }: { readonly children: string; readonly by?: string }): ReactNode {
  return (
    <span className={classes.said}>
      {by === undefined ? '' : `${by}: `}“{children}”
    </span>
  );
}

/** What the engine says of itself. */
function Why({ reason, coded }: Reason): ReactNode {
  const { text, lang } = useSaid()(reason, coded);
  return (
    <span className={classes.said} lang={lang}>
      “{text}”
    </span>
  );
}

function PlainLine({ body }: { readonly body: PlainFact['body'] }): ReactNode {
  const t = useTexts(unitTexts);
  switch (body.kind) {
    case 'unit.seen':
      return t('factSeen', { chip: chipName(body.hardware.chip) });
    case 'unit.decided':
      return (
        <>
          <strong>{t(body.decision === 'retry' ? 'factDecidedRetry' : 'factDecidedRetire')}</strong>{' '}
          <Said by={body.operator}>{body.reason}</Said>
        </>
      );
    case 'serial.reserved':
      return (
        <>
          {t('factSerialReserved')} <Mono>{body.serial}</Mono>
        </>
      );
    case 'serial.released':
      return (
        <>
          {t('factSerialReleased')} <Mono>{body.serial}</Mono> <Said>{body.reason}</Said>
        </>
      );
    case 'identity.issued':
      return (
        <>
          {t(body.certificatePem === null ? 'factKeyIssued' : 'factIdentityIssued', { keyType: body.keyType })}{' '}
          <Hash value={body.keyFingerprint} />
        </>
      );
    case 'identity.confirmed':
      return (
        <>
          {t('factIdentityConfirmed')} <Hash value={body.keyFingerprint} />
        </>
      );
    case 'identity.voided':
      return (
        <>
          {t('factIdentityVoided')} <Hash value={body.keyFingerprint} /> <Why {...body} />
        </>
      );
  }
}

function ActLine({ fact: { act, isIrreversible, end } }: { readonly fact: ActFact }): ReactNode {
  const t = useTexts(unitTexts);
  return (
    <>
      {t(isIrreversible ? 'factActForGood' : 'factAct')} <Mono>{act}</Mono>{' '}
      {end === null && <strong className={classes.open}>{t('factActOpen')}</strong>}
      {end?.kind === 'confirmed' && t('factActConfirmed')}
      {end?.kind === 'voided' && (
        <>
          {t('factActVoided')} <Why {...end.why} />
        </>
      )}
    </>
  );
}

function OutboxLine({ fact }: { readonly fact: OutboxFact }): ReactNode {
  const t = useTexts(unitTexts);
  const { dateTime } = useFormat();
  const errorTextOf = useErrorTexts();
  const { fleet, attempts, lastError, isHeld, deliveredAtMs } = fact;
  if (deliveredAtMs !== null) return t('factDelivered', { fleet, when: dateTime(deliveredAtMs) });
  const why = lastError === null ? '' : errorTextOf(lastError).title;
  if (isHeld) return <span className={classes.open}>{t('factHeld', { fleet, why })}</span>;
  return attempts === 0 ? t('factWaiting', { fleet }) : t('factWaitingAfter', { fleet, count: attempts, why });
}
