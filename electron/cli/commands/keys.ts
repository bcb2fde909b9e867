import * as z from 'zod';
import { keyTypeSchema } from '../../contract/recipe-words.ts';
import type { AddCommand } from '../act.ts';
import { table, when } from '../style.ts';
import { addSealing } from './sealing.ts';

export const addKeys: AddCommand = (program, act) => {
  const keys = program
    .command('keys')
    .description('whom this station trusts, and the keys that it holds')
    .addHelpText(
      'after',
      '\nExamples:\n  slipway keys trust list\n  slipway keys trust add release.key.pub --name "Release team"\n  slipway keys signing create release.key\n  slipway keys ca create factory --subject "CN=ACME Factory CA,O=ACME" --passphrase-file pass.txt\n  slipway keys station\n  slipway keys unlock --connect http://127.0.0.1:8750     after a restart of a station that nobody sits at',
    );

  addSealing(keys, act);

  const trust = keys.command('trust').description('keys whose bundles this station accepts');
  trust
    .command('list', { isDefault: true })
    .description('list the trusted keys')
    .action(
      act(z.object({}), async (context) => {
        const trusted = await (await context.keys()).trustedKeys();
        context.print(trusted, () =>
          trusted.length === 0
            ? 'No key is trusted, so every bundle is refused.\n'
            : table(
                ['KEY', 'NAME', 'UNTIL (UTC)'],
                trusted.map(({ keyId, name, notAfterMs }) => [keyId, name, when(notAfterMs)]),
                context.paint,
              ),
        );
        return undefined;
      }),
    );
  trust
    .command('add')
    .description('trust a key; only after you know whose it is')
    .argument('<publicKey>', 'file with the public key')
    .requiredOption('--name <name>', 'whose key it is')
    .option('--expires <date>', 'last day on which it is trusted')
    .action(
      act(addSchema, async (context, { publicKey, name, expires }) => {
        const tools = await context.keys();
        const key = await tools.trustKey({ publicKeyFile: context.resolve(publicKey), name, expires });
        context.print(key, () => `Trusted: ${key.keyId} (${key.name}).\n`);
        return undefined;
      }),
    );
  trust
    .command('remove')
    .description('stop trusting a key')
    .argument('<keyId>', 'as `slipway keys trust list` shows it')
    .action(
      act(z.object({ keyId: z.string() }), async (context, { keyId }) => {
        await (await context.keys()).distrustKey(keyId);
        context.print({ ok: true }, () => `No longer trusted: ${keyId}.\n`);
        return undefined;
      }),
    );

  trust
    .command('threshold')
    .description('how many trusted keys must have signed a bundle')
    .argument('<n>', 'at least so many')
    .action(
      act(z.object({ n: z.coerce.number().int().min(1).max(16) }), async (context, { n }) => {
        await using connection = await context.connect();
        const answer = await connection.client.trust.setThreshold({ threshold: n }, { signal: context.signal });
        context.print(answer, () => `A bundle needs ${n} of the trusted signatures from now on.\n`);
        return undefined;
      }),
    );

  const signing = keys
    .command('signing')
    .description('keys that sign bundles; they belong to a person, not to a station');
  signing
    .command('create')
    .description('make a key pair for signing bundles')
    .argument('<file>', 'where the private key goes; the public one is written beside it as <file>.pub')
    .action(
      act(z.object({ file: z.string() }), async (context, { file }) => {
        const made = await (await context.keys()).createSigningKey(context.resolve(file));
        context.print(
          made,
          () => `Key ${made.keyId}. Keep ${file} secret; give ${made.publicKeyFile} to the stations.\n`,
        );
        return undefined;
      }),
    );

  const authority = keys.command('ca').description('issuing CAs, which sign the certificates of units');
  authority
    .command('list', { isDefault: true })
    .description('list the issuing CAs')
    .action(
      act(z.object({}), async (context) => {
        const authorities = await (await context.keys()).authorities();
        context.print(authorities, () =>
          authorities.length === 0
            ? 'No issuing CA. Recipes with certificates need one.\n'
            : table(
                ['NAME', 'SUBJECT', 'UNTIL (UTC)'],
                authorities.map(({ name, subject, notAfterMs }) => [name, subject, when(notAfterMs)]),
                context.paint,
              ),
        );
        return undefined;
      }),
    );
  authority
    .command('create')
    .description('make an issuing CA; its key is sealed with the passphrase of the station')
    .argument('[name]', 'what recipes call it', 'default')
    .requiredOption('--subject <name>', 'distinguished name, such as CN=ACME Factory CA,O=ACME')
    .option('--type <type>', `key type: ${keyTypeSchema.options.join(' or ')}`, 'ecdsa-p256')
    .option('--validity <duration>', 'such as 3650d or 10y', '10y')
    .action(
      act(createCaSchema, async (context, { name, subject, type, validity }) => {
        const made = await (await context.keys()).createAuthority({ name, subject, keyType: type, validity });
        context.print(
          made,
          () => `CA "${made.name}" (${made.subject}), until ${when(made.notAfterMs)}:\n${made.certificatePem}`,
        );
        return undefined;
      }),
    );

  authority
    .command('import')
    .description('take in an issuing CA that was made elsewhere; its key is sealed')
    .argument('<certificate>', 'file with its certificate (PEM), on the station')
    .argument('<key>', 'file with its private key (PKCS#8 PEM, readable by its owner only), on the station')
    .option('--name <name>', 'what recipes call it', 'default')
    .action(
      act(importCaSchema, async (context, { certificate, key, name }) => {
        await using connection = await context.connect();
        const files = { certificateFile: context.resolve(certificate), keyFile: context.resolve(key) };
        const made = await connection.client.keys.importAuthority({ name, ...files }, { signal: context.signal });
        context.print(
          made,
          () => `CA "${made.name}" (${made.subject}), until ${when(made.notAfterMs)}. Remove ${key} from this disk.\n`,
        );
        return undefined;
      }),
    );

  keys
    .command('station')
    .description("show the station's own public key, which signs what it hands to other machines")
    .action(
      act(z.object({}), async (context) => {
        const key = await (await context.keys()).stationKey();
        context.print(key, () => `${key.keyId}\n${key.publicKeyPem}`);
        return undefined;
      }),
    );
};

const addSchema = z.object({
  publicKey: z.string(),
  name: z.string().min(1).max(120),
  expires: z.iso.date().optional(),
});
const importCaSchema = z.object({ certificate: z.string(), key: z.string(), name: z.string() });
const createCaSchema = z.object({ name: z.string(), subject: z.string(), type: keyTypeSchema, validity: z.string() });
