// Owns: a fingerprint to compare out loud. Imports siblings.
import classes from './Fingerprint.module.css';
import { fingerprintGroups } from './fingerprint.ts';

export function Fingerprint({ keyId, label }: { readonly keyId: string; readonly label: string }) {
  return (
    <ol className={classes.groups} aria-label={label} translate="no">
      {fingerprintGroups(keyId).map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells two equal groups apart.
        <li key={index} className={classes.group}>
          {group}
        </li>
      ))}
    </ol>
  );
}
