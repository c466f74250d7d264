import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { buildExtension } from '../../scripts/build.ts';
import { catalogOperations } from '../../scripts/lib/catalogOperations.ts';
import { schemaGraph } from './support/schemaGraph.ts';

describe('the built extension', () => {
  let folder: string;
  let built: Awaited<ReturnType<typeof buildExtension>>;
  before(async function () {
    this.timeout(60_000);
    folder = await mkdtemp(path.join(tmpdir(), 'td-bundle-'));
    built = await buildExtension({ production: true, outdir: folder });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('loads no code of the SDK at activation', () => {
    const loaded = [...built.atActivation.sources];
    assert.ok(loaded.includes('src/extension.ts'), loaded.join('\n'));
    assert.deepEqual(
      loaded.filter((file) => /node_modules\/(@aws-sdk|@smithy|@aws-crypto)\//.test(file)),
      [],
    );
  });

  it('loads one file of at most 3 kB at activation, and the rest later', () => {
    const { files, imports } = built.atActivation;
    assert.equal(files.size, 1, [...files.keys()].join(', '));
    const [bytes = Infinity] = files.values();
    assert.ok(bytes <= 3_000, `${bytes} bytes`);
    assert.deepEqual(
      imports.filter((name) => name !== 'vscode' && !name.startsWith('./chunks/')),
      [],
    );
    assert.ok([...built.later.sources].includes('src/app/createApp.ts'));
  });

  it('has every file that the main file loads later', async () => {
    const code = await readFile(path.join(folder, 'extension.cjs'), 'utf8');
    const named = [...code.matchAll(/import\("\.\/chunks\/([^"]+)"\)/g)].map(([, name]) => name);
    assert.ok(named.length > 0);
    const chunks = await readdir(path.join(folder, 'chunks'));
    assert.deepEqual(
      named.filter((name) => name === undefined || !chunks.includes(name)),
      [],
    );
  });

  it('contains the SDK in files that are loaded later', async () => {
    assert.ok((await readdir(path.join(folder, 'chunks'))).length > 3);
    assert.ok([...built.later.sources].some((file) => file.includes('node_modules/@aws-sdk/client-ec2/')));
  });

  /** Returns the exports of a client in the bundle. */
  const bundled = async (client: string): Promise<Readonly<Record<string, unknown>>> => {
    const chunk = (await readdir(path.join(folder, 'chunks'))).find((file) => file.startsWith(`${client}-`));
    return (await import(path.join(folder, 'chunks', chunk ?? ''))) as Readonly<Record<string, unknown>>;
  };

  for (const { service, client, least, further, unused } of [
    { service: 'ec2', client: 'client-ec2', least: 300, further: ['DescribeRegions'], unused: 'RunInstances' },
    {
      service: 'lightsail',
      client: 'client-lightsail',
      least: 50,
      further: ['GetRegions', 'GetOperation'],
      unused: 'CreateInstances',
    },
    { service: 'directconnect', client: 'client-direct-connect', least: 20, further: [], unused: 'CreateConnection' },
  ] as const) {
    it(`contains every operation of ${service} that is sent, and no unused one`, async () => {
      const exports = await bundled(client);
      const called = catalogOperations(service);
      assert.ok(called.length > least, String(called.length));
      assert.deepEqual(
        [...further, ...called].filter((name) => !(`${name}Command` in exports && `${name}$` in exports)),
        [],
      );
      assert.ok(!(`${unused}Command` in exports));
    });
  }

  for (const client of ['ec2', 'lightsail', 'direct-connect', 'iam', 'pricing', 'cloudtrail']) {
    it(`has the same schemas of ${client} as the SDK`, async () => {
      const ours = await bundled(`client-${client}`);
      const theirs = (await import(`@aws-sdk/client-${client}`)) as typeof ours;
      const names = Object.keys(ours)
        .filter((name) => name.endsWith('Command'))
        .map((name) => name.replace(/Command$/, ''));
      assert.ok(names.length > 0);
      for (const name of names) {
        const Command = ours[`${name}Command`] as new (input: object) => { readonly schema: unknown };
        assert.deepEqual(schemaGraph([new Command({}).schema]), schemaGraph([theirs[`${name}$`]]), name);
      }
    });
  }

  it('contains only the used exports of IAM, the Price List and CloudTrail', async () => {
    const used = [
      'GetRoleCommand',
      'IAMClient',
      'ListAccountAliasesCommand',
      'SimulatePrincipalPolicy$',
      'SimulatePrincipalPolicyCommand',
      'paginateListRoles',
    ];
    assert.deepEqual(Object.keys(await bundled('client-iam')).sort(), used);
    assert.deepEqual(Object.keys(await bundled('client-pricing')).sort(), [
      'GetProducts$',
      'GetProductsCommand',
      'PricingClient',
    ]);
    assert.deepEqual(Object.keys(await bundled('client-cloudtrail')).sort(), [
      'CloudTrailClient',
      'LookupEventsCommand',
    ]);
  });
});
