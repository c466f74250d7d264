import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import type { SandboxClient } from '../../sandbox/client.ts';
import type { FaultEffect, FaultMatch } from '../../sandbox/types.ts';
import { until } from '../harness/until.ts';
import type { Workbench } from '../harness/workbench.ts';
import { test } from './support/fixtures.ts';
import {
  DEV,
  found,
  chooseAllTypes,
  chooseOneType,
  LABELS,
  lines,
  openKinds,
  RESOURCES,
  rowOf,
  rowsUnder,
} from './support/steps.ts';
import { remembered } from './support/target.ts';

const PEERS = { ...DEV, kind: 'ec2.routeServerPeer' } as const;

test.describe('A listing that fails', () => {
  async function faults(aws: SandboxClient, ...list: readonly [FaultMatch, FaultEffect][]): Promise<void> {
    for (const [match, effect] of list) await aws.addFault(match, effect);
  }
  /** Waits until the rows under a kind begin with these texts: label, and for what failed the description. */
  async function rowsAre(workbench: Workbench, kind: string, ...expected: readonly string[]): Promise<void> {
    let rows: readonly string[] = [];
    await until(
      async () => {
        rows = (await rowsUnder(workbench, kind)).map(({ label, description }) => `${label} ${description}`);
        return rows.length === expected.length && rows.every((row, index) => row.startsWith(expected[index] ?? ''));
      },
      `the rows under ${kind} to be ${expected.join(' | ')}`,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}\nThey are:\n${rows.join('\n')}`);
    });
  }
  async function kindSays(workbench: Workbench, kind: string, description: string): Promise<void> {
    await rowOf(workbench, kind, description).waitFor();
  }

  test('shows the cause instead of an empty list, and lists on Retry', async ({ aws, workbench }) => {
    await faults(
      aws,
      [{ operation: 'DescribeRouteServerPeers' }, { type: 'accessDenied' }],
      [{ operation: 'DescribeIpamExternalResourceVerificationTokens' }, { type: 'truncated' }],
      [{ operation: 'GetBuckets' }, { type: 'serverError' }],
      [{ operation: 'GetKeyPairs' }, { type: 'expiredToken' }],
      [{ operation: 'DescribeConnections' }, { type: 'throttled' }],
      [{ operation: 'DescribeLags' }, { type: 'throttled' }],
      [{ operation: 'DescribeInterconnects' }, { type: 'throttled' }],
    );
    await openKinds(workbench, ...Object.values(LABELS));
    await rowsAre(workbench, LABELS.peers, 'Access denied ec2:DescribeRouteServerPeers');
    await rowsAre(workbench, LABELS.tokens, 'Not reached DescribeIpamExternalResourceVerificationTokens');
    await rowsAre(workbench, LABELS.bucketKeys, 'Server error GetBuckets');
    await rowsAre(workbench, LABELS.keyPairs, 'Credentials expired GetKeyPairs');
    await rowsAre(
      workbench,
      LABELS.macSecKeys,
      'Throttled DescribeConnections',
      'Throttled DescribeLags',
      'Throttled DescribeInterconnects',
    );
    for (const kind of Object.values(LABELS)) await kindSays(workbench, kind, 'incomplete');
    // A collapsed category carries that sign, too.
    const category = rowOf(workbench, 'Route servers', 'incomplete');
    await category.locator('.monaco-tl-twistie').click();
    await rowOf(workbench, LABELS.peers).waitFor({ state: 'detached' });
    await category.locator('.codicon-warning').waitFor();
    await workbench.expand(category);
    await rowOf(workbench, 'Access denied').waitFor();
    await workbench.screenshot('tree-errors');

    const denied = rowOf(workbench, 'Access denied');
    const hover = lines(await workbench.hover(denied)).join(' ');
    assert.match(hover, /Ask an administrator to allow ec2:DescribeRouteServerPeers for this profile\./);
    assert.match(hover, /UnauthorizedOperation · HTTP 403 · request /);
    await workbench.screenshot('tree-error-tooltip');

    // A click shows the whole error, with Retry.
    await workbench.clickRow(rowOf(workbench, 'Throttled', 'DescribeLags'));
    const toast = workbench.toast('AWS throttles directconnect:DescribeLags');
    await toast.waitFor();
    await workbench.screenshot('tree-error-clicked');
    await aws.removeFaults();
    await faults(aws, [{ operation: 'DescribeRouteServerPeers' }, { type: 'accessDenied' }]);
    await toast.getByRole('button', { name: 'Retry' }).click();
    await kindSays(workbench, LABELS.macSecKeys, '7');

    // Still denied, so the error is shown again.
    const asked = async () => (await aws.requests({ operation: 'DescribeRouteServerPeers' })).length;
    const before = await asked();
    await workbench.rowAction(denied, 'Retry');
    await until(async () => (await asked()) > before, 'the list to be asked for again');
    await rowsAre(workbench, LABELS.peers, 'Access denied ec2:DescribeRouteServerPeers');
    await aws.removeFaults();
    await workbench.rowAction(denied, 'Retry');
    await rowOf(workbench, 'edge-fw-1').waitFor();
    await denied.waitFor({ state: 'detached' });
    await kindSays(workbench, LABELS.peers, '6');
  });

  test('shows the resources of the requests that succeeded', async ({ aws, workbench }) => {
    await aws.configure({ pageSizes: { ec2: 4 } });
    await faults(
      aws,
      [{ operation: 'DescribeRouteServerPeers' }, { type: 'repeatedPageToken' }],
      [{ operation: 'GetInstances' }, { type: 'accessDenied' }],
      [{ operation: 'GetBucketAccessKeys', resource: 'media-prod' }, { type: 'accessDenied' }],
      [{ operation: 'DescribeLags' }, { type: 'resetBefore' }],
    );
    await openKinds(workbench, LABELS.peers, LABELS.bucketKeys, LABELS.keyPairs, LABELS.macSecKeys);
    await rowsAre(
      workbench,
      LABELS.peers,
      ...['edge-fw-1', 'edge-fw-2', 'edge-fw-lab', 'edge-fw-new'],
      'Unreadable response DescribeRouteServerPeers',
    );
    await kindSays(workbench, LABELS.peers, '4, incomplete');
    await rowsAre(
      workbench,
      LABELS.bucketKeys,
      ...Array<string>(4).fill('AKIA'),
      'Access denied lightsail:GetBucketAccessKeys',
    );
    // Whether an instance uses the pair is not known, and that is not "none".
    await rowOf(workbench, 'deploy', 'use unknown').waitFor();
    await rowsAre(
      workbench,
      LABELS.keyPairs,
      ...['deploy', 'ci-runner', 'alice-laptop', 'stack-bastion', 'LightsailDefaultKeyPair'],
      'Access denied lightsail:GetInstances',
    );
    await kindSays(workbench, LABELS.macSecKeys, '6, incomplete');
    await rowsAre(workbench, LABELS.macSecKeys, ...Array<string>(6).fill('CKN '), 'Not reached DescribeLags');
    await workbench.screenshot('tree-partly-failed');
  });
});

test.describe('The tree', () => {
  async function rename(aws: SandboxClient, name: string, to: string): Promise<void> {
    const rows = await aws.rows(PEERS);
    const { id } = found(rows, name, ({ item }) => item.Tags?.some(({ Value }) => Value === name) ?? false);
    await aws.patch(PEERS, id, { Tags: [{ Key: 'Name', Value: to }] });
  }
  const listings = async (aws: SandboxClient) => (await aws.requests({ operation: 'Describe*' })).length;

  test('refreshes a resource, a resource type, a service or everything, and requests no list that was never shown', async ({
    aws,
    workbench,
  }) => {
    await openKinds(workbench, LABELS.peers);
    await rowOf(workbench, 'edge-fw-1').waitFor();
    // Other types of the category were never listed. The age of a new listing is in the tooltip alone.
    // Sooner than the ages of all rows are drawn again.
    await rowOf(workbench, 'Route servers', '6 so far').waitFor({ timeout: 20_000 });
    assert.match(await workbench.hover(rowOf(workbench, LABELS.peers, /^6$/)), /Listed (now|\d+ seconds? ago)/);

    await rename(aws, 'edge-fw-1', 'renamed-1');
    await workbench.contextMenu(rowOf(workbench, 'edge-fw-2'), 'Refresh');
    await rowOf(workbench, 'renamed-1').waitFor();
    await rename(aws, 'renamed-1', 'renamed-2');
    await workbench.rowAction(rowOf(workbench, LABELS.peers), 'Refresh');
    await rowOf(workbench, 'renamed-2').waitFor();
    await rename(aws, 'renamed-2', 'renamed-3');
    await workbench.contextMenu(rowOf(workbench, 'EC2'), 'Refresh');
    await rowOf(workbench, 'renamed-3').waitFor();
    await rename(aws, 'renamed-3', 'renamed-4');
    const before = await listings(aws);
    await workbench.viewMenu(RESOURCES, 'Refresh');
    await rowOf(workbench, 'renamed-4').waitFor();
    assert.equal((await listings(aws)) - before, 1, 'what was never expanded was listed');
    assert.deepEqual(await aws.requests({ service: 'lightsail' }), []);
  });

  test('shows the account', async ({ workbench }) => {
    await openKinds(workbench, LABELS.macSecKeys);
    await workbench.statusBarItem(new RegExp(`dev · .*${DEV.account}.* · ${DEV.region}`)).waitFor();
    // The LAG's key is there once, though both of its connections repeat it.
    const keys = (await rowsUnder(workbench, LABELS.macSecKeys)).map(({ description }) => description);
    assert.equal(keys.length, 7);
    assert.deepEqual(
      keys.filter((description) => description.includes('lon-')),
      ['LAG lon-bundle · must_encrypt · associated'],
    );
    await openKinds(workbench, ...Object.values(LABELS));
    await workbench.screenshot('tree');
  });
});

test.describe('The tree of an empty account', () => {
  test.use({ profile: 'empty' });

  test('shows each resource type as empty, without an error', async ({ workbench }) => {
    await openKinds(workbench, ...Object.values(LABELS));
    const nothing = {
      [LABELS.tokens]: 'No IPAM external resource verification tokens in eu-west-1',
      [LABELS.peers]: 'No route server peers in eu-west-1',
      [LABELS.bucketKeys]: 'No bucket access keys in eu-west-1',
      [LABELS.keyPairs]: 'No key pairs in eu-west-1',
      [LABELS.macSecKeys]: 'No MACsec keys in eu-west-1',
    };
    for (const [kind, note] of Object.entries(nothing)) {
      await until(async () => (await rowsUnder(workbench, kind))[0]?.description === note, note);
      assert.equal((await rowsUnder(workbench, kind)).length, 1);
    }
    await workbench.screenshot('tree-empty');
    const texts = JSON.stringify(await workbench.rowTexts(RESOURCES));
    assert.doesNotMatch(texts, /incomplete|denied|error/i);
  });
});

test.describe('Empty resource types', () => {
  test.use({ profile: 'empty' });

  test('are hidden when they are collapsed, and can be shown', async ({ workbench }) => {
    await openKinds(workbench, LABELS.peers, LABELS.keyPairs);
    const peers = rowOf(workbench, LABELS.peers);
    await rowOf(workbench, 'EC2').waitFor();
    await peers.locator('.monaco-tl-twistie').click();
    await peers.waitFor({ state: 'detached' });
    await rowOf(workbench, 'EC2', '1 empty resource type hidden').waitFor();
    await rowOf(workbench, LABELS.keyPairs, '0').waitFor();
    await workbench.screenshot('tree-empty-hidden');

    await workbench.viewMenu(RESOURCES, 'Show Empty Types');
    await rowOf(workbench, LABELS.peers, '0').waitFor();
    await remembered(workbench, /teardown\.showsEmptyKinds[^}]*true/);
    await workbench.reload();
    await openKinds(workbench, LABELS.peers);
    await rowOf(workbench, LABELS.peers).locator('.monaco-tl-twistie').click();
    await rowOf(workbench, LABELS.peers, '0').waitFor();
    await workbench.viewMenu(RESOURCES, 'Hide Empty Types');
    await rowOf(workbench, LABELS.peers).waitFor({ state: 'detached' });

    // After a scan, all types are known to be empty.
    await workbench.viewAction(RESOURCES, 'Scan This Account');
    await workbench
      .toast(/Found 0 resources of 0 resource types in account \d+, [\w, -]+\./)
      .waitFor({ timeout: 60_000 });
    await workbench.welcome().getByText('The chosen Regions have no resources of the chosen types.').waitFor();
    assert.equal(await workbench.rows(RESOURCES).count(), 0);
    await workbench.screenshot('tree-empty-scanned');
  });

  test('leave a welcome view with a button to show them', async ({ workbench }) => {
    await chooseOneType(workbench, LABELS.peers);
    await workbench.expand(rowOf(workbench, LABELS.peers));
    await rowOf(workbench, LABELS.peers).locator('.monaco-tl-twistie').click();
    await workbench.welcome().getByText('The chosen Regions have no resources of the chosen types.').waitFor();
    assert.equal(await workbench.rows(RESOURCES).count(), 0);
    await workbench.screenshot('tree-nothing');
    await workbench.welcomeButton('Show Empty Types').click();
    await rowOf(workbench, LABELS.peers, '0').waitFor();
    await workbench.viewMenu(RESOURCES, 'Hide Empty Types');
    await chooseAllTypes(workbench);
  });
});

test.describe('The tree without a connection to AWS', () => {
  test.use({ profile: 'unreachable' });

  test('shows the cause and what to do', async ({ workbench }) => {
    await workbench.openContainer('Teardown');
    await workbench.welcome().getByText('AWS could not be reached').waitFor();
    assert.equal(await workbench.rows(RESOURCES).count(), 0);
    for (const label of ['Retry', 'Switch Profile…', 'Show Log']) await workbench.welcomeButton(label).waitFor();
    await workbench.screenshot('tree-unreachable');
    await workbench.welcomeButton('Open Help').click();
    await until(
      async () => (await workbench.editorTitle()).includes('TROUBLESHOOTING'),
      'the page that comes with the extension',
    );
    await workbench.rendered().getByRole('heading', { name: 'AWS cannot be reached' }).waitFor();
    await workbench.screenshot('help');
    await workbench.welcomeButton('Show Log').click();
    await until(async () => (await workbench.panelText()).includes('unreachable: '), 'the log');
  });
});

test.describe('The tree of a Region without Lightsail', () => {
  test.use({ settings: { 'teardown.profile': 'south' }, window: 'new' });

  test('shows that the service does not exist there, and sends it no request', async ({ aws, sandbox, workbench }) => {
    const dev = found(
      await aws.identities(),
      'dev',
      ({ arn }) => arn.endsWith('user/alice') && arn.includes(DEV.account),
    );
    await aws.optIn(DEV.account, ['eu-south-1']);
    await appendFile(
      sandbox.configFile,
      `\n[profile south]\nregion = eu-south-1\nendpoint_url = ${sandbox.endpoint}\n`,
    );
    await appendFile(
      sandbox.credentialsFile,
      `\n[south]\naws_access_key_id = ${dev.accessKeyId}\naws_secret_access_key = ${dev.secretAccessKey}\n`,
    );
    await openKinds(workbench, LABELS.peers);
    const note = async () => (await rowsUnder(workbench, 'Lightsail'))[0]?.description;
    await until(async () => (await note()) === 'Lightsail does not exist in eu-south-1', 'the note about the Region');
    await until(
      async () => (await rowsUnder(workbench, LABELS.peers))[0]?.description === 'No route server peers in eu-south-1',
      'the peers of the Region',
    );
    await workbench.screenshot('tree-no-such-region');
    assert.deepEqual(await aws.requests({ service: 'lightsail' }), []);
  });
});
