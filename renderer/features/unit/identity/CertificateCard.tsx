// Owns: the certificate of a unit as people compare it: names, validity, fingerprint; and the file itself.
import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { CertificateFacts, UnitDetail } from '../../../../electron/contract/records.ts';
import { saveFile, useAct } from '../../../data/index.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { Hash, KeyValue, Mono, Panel } from '../../../ui/index.ts';
import { CopyAction } from '../CopyAction.tsx';
import { unitTexts } from '../texts.ts';
import classes from './CertificateCard.module.css';
import { validityOf } from './validity.ts';

export function CertificateCard({ detail }: { readonly detail: UnitDetail }): ReactNode {
  const t = useTexts(unitTexts);
  const { certificate, certificatePem, unit } = detail;
  const save = useAct(() =>
    saveFile({
      name: `${unit.serial ?? unit.unitId}.pem`,
      type: 'application/x-pem-file',
      text: certificatePem ?? '',
    }),
  );
  return (
    <Panel title={t('certificate')}>
      {certificatePem === null && <p className={classes.none}>{t('noCertificate')}</p>}
      {certificatePem !== null && certificate === null && <p className={classes.none}>{t('oddCertificate')}</p>}
      {certificate !== null && <CertificateRows certificate={certificate} />}
      {certificatePem !== null && (
        <div className={classes.actions}>
          <CopyAction value={certificatePem} label={t('copyPem')} />
          <Button
            variant="default"
            leftSection={<Download size="1rem" aria-hidden />}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('savePem')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

/** A date does not break within. */
const whole = (text: string): string => text.replaceAll(' ', '\u00a0');

function CertificateRows({ certificate }: { readonly certificate: CertificateFacts }): ReactNode {
  const t = useTexts(unitTexts);
  const { date } = useFormat();
  const [nowMs] = useState(() => Date.now());
  const validity = validityOf(certificate, nowMs);
  return (
    <KeyValue
      rows={[
        { label: t('subject'), value: <Mono>{certificate.subject}</Mono> },
        { label: t('issuer'), value: <Mono>{certificate.issuer}</Mono> },
        {
          label: t('validity'),
          value: (
            <>
              <span className={classes.period}>
                {t('fromTo', { from: whole(date(certificate.notBeforeMs)), to: whole(date(certificate.notAfterMs)) })}
              </span>
              <span className={classes.validity} data-validity={validity}>
                {t(`validity_${validity}`)}
              </span>
            </>
          ),
        },
        {
          label: t('names'),
          value:
            certificate.alternativeNames.length === 0
              ? t('nothing')
              : certificate.alternativeNames.map((name) => (
                  <div key={name}>
                    <Mono>{name}</Mono>
                  </div>
                )),
        },
        { label: t('keyAlgorithm'), value: certificate.keyAlgorithm },
        { label: 'SHA-256', value: <Hash value={certificate.sha256} /> },
        {
          label: t('certificateSerial'),
          value: <Hash value={certificate.serialNumber} />,
        },
      ]}
    />
  );
}
