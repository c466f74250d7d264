import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { collectEvidence } from '../../../src/deletion/planning/evidence.ts';
import { listKind } from '../../../src/inventory/listing/listKind.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { DEV, kindOf, TestEnvironment } from '../support/testEnvironment.ts';

const PEER = 'ec2.routeServerPeer';
const TOKEN = 'ec2.ipamExternalResourceVerificationToken';
const KEY = 'lightsail.bucketAccessKey';
const PAIR = 'lightsail.keyPair';
const MACSEC = 'directconnect.macSecKey';
const HOUR = 3_600_000;

/** Returns the evidence as lines: level, check, operation, sentence. */
const lines = (resource: Resource): string[] =>
  collectEvidence(resource, Date.now()).map(
    ({ level, check, operation, text }) => `${level} ${check} ${operation}: ${text}`,
  );

describe('evidence', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  const evidence = async (kind: string, wanted: string): Promise<string[]> => lines(await world.find(kind, wanted));

  describe('of a route server peer', () => {
    it('is a warning if the BGP session is up', async () => {
      assert.deepEqual(await evidence(PEER, 'edge-fw-1'), [
        'warning bgpSession DescribeRouteServerPeers: BGP is up. The session carries routes, and those learned from this peer are withdrawn at once.',
      ]);
    });

    it('is ok if the BGP session is down', async () => {
      assert.deepEqual(await evidence(PEER, 'edge-fw-lab'), [
        'ok bgpSession DescribeRouteServerPeers: BGP is down. No routes are learned from this peer now.',
      ]);
    });

    it('is unknown without the status of the BGP session', async () => {
      const { id } = await world.find(PEER, 'edge-fw-lab');
      await world.control.patch({ ...DEV, kind: PEER }, id, { BgpStatus: null });
      assert.deepEqual(await evidence(PEER, 'edge-fw-lab'), [
        'unknown bgpSession DescribeRouteServerPeers: AWS did not return whether the BGP session is up.',
      ]);
    });

    it('warns of the CloudFormation stack that manages it', async () => {
      const [first] = await evidence(PEER, 'transit-fw');
      assert.equal(
        first,
        'warning owner DescribeRouteServerPeers: Managed by CloudFormation stack "inspection-vpc". A deletion here causes drift.',
      );
    });

    it('is a blocker if a deletion is in progress', async () => {
      const { id } = await world.find(PEER, 'edge-fw-1');
      await world.control.patch({ ...DEV, kind: PEER }, id, { State: 'deleting' });
      const [first] = await evidence(PEER, 'edge-fw-1');
      assert.equal(
        first,
        'blocker state DescribeRouteServerPeers: A deletion is already in progress: the state is deleting.',
      );
    });
  });

  describe('of a verification token', () => {
    it('warns of the DNS record of a valid token, with the time of its expiration', async () => {
      assert.deepEqual(await evidence(TOKEN, 'office-range'), [
        'warning dnsRecord DescribeIpamExternalResourceVerificationTokens: The token is still valid, it expires in 3 hours: a DNS TXT record created for it becomes useless.',
      ]);
    });

    it('is ok for an expired token', async () => {
      assert.deepEqual(await evidence(TOKEN, 'partner-range-2024'), [
        'ok dnsRecord DescribeIpamExternalResourceVerificationTokens: The token has expired. It can no longer verify anything.',
      ]);
    });

    it('uses the status instead of the date, and is unknown without a status', async () => {
      const { id } = await world.find(TOKEN, 'office-range');
      await world.control.patch({ ...DEV, kind: TOKEN }, id, { NotAfter: null });
      assert.match((await evidence(TOKEN, 'office-range'))[0] ?? '', /: The token is still valid: a DNS TXT record/);
      await world.control.patch({ ...DEV, kind: TOKEN }, id, { Status: null });
      assert.match((await evidence(TOKEN, 'office-range'))[0] ?? '', /^unknown dnsRecord /);
    });
  });

  describe('of a bucket access key', () => {
    it('warns of the last active key, and of its last use with time, Region and service', async () => {
      assert.deepEqual(await evidence(KEY, 'backups-2023'), [
        'warning lastActiveKey GetBucketAccessKeys: It is the last active key of bucket backups-2023.',
        'warning lastUsed GetBucketAccessKeys: Last used 3 months ago by s3 in us-east-1. Applications that sign requests with it lose access.',
      ]);
    });

    it('is ok for an unused key if the bucket keeps another active key', async () => {
      const unused = (await world.list(KEY)).find(
        ({ entry }) => entry.parent?.id === 'media-prod' && !('lastUsedDate' in (entry.item['lastUsed'] as object)),
      );
      assert.ok(unused);
      assert.deepEqual(lines(unused), [
        'ok lastActiveKey GetBucketAccessKeys: Bucket media-prod keeps another active key.',
        'ok lastUsed GetBucketAccessKeys: AWS has no record of its use.',
      ]);
    });

    it('does not count inactive keys as remaining keys', async () => {
      const keys = (await world.list(KEY)).filter(({ entry }) => entry.parent?.id === 'site-assets');
      const [active] = keys.filter(({ state }) => state === 'Active').map(lines);
      const [inactive] = keys.filter(({ state }) => state === 'Inactive').map(lines);
      assert.match(active?.[0] ?? '', /^warning lastActiveKey .* last active key of bucket site-assets\.$/);
      assert.ok(
        inactive?.includes(
          'ok lastActiveKey GetBucketAccessKeys: The key is inactive. Nothing signs requests with it now.',
        ),
      );
    });

    it('omits an unknown Region and an unknown service of the last use', async () => {
      const [key] = (await world.list(KEY)).filter(({ entry }) => entry.parent?.id === 'backups-2023');
      assert.ok(key);
      const lastUsed = { lastUsedDate: new Date(Date.now() - HOUR), region: 'N/A', serviceName: 'N/A' };
      await world.control.patch({ ...DEV, kind: KEY }, key.id, { lastUsed });
      assert.ok(
        (await evidence(KEY, 'backups-2023')).includes(
          'warning lastUsed GetBucketAccessKeys: Last used 1 hour ago. Applications that sign requests with it lose access.',
        ),
      );
    });
  });

  describe('of a key pair', () => {
    it('warns of the instances that were created with it', async () => {
      assert.deepEqual(await evidence(PAIR, 'deploy'), [
        'warning instances GetInstances: Instances were created with this pair: web-1, web-2. They keep the public key, but Lightsail no longer has the pair.',
      ]);
      assert.deepEqual(await evidence(PAIR, 'ci-runner'), [
        'ok instances GetInstances: No instance was created with this pair.',
      ]);
    });

    it('warns of the Windows passwords that only the default key pair decrypts', async () => {
      assert.deepEqual(await evidence(PAIR, 'LightsailDefaultKeyPair'), [
        'warning instances GetInstances: Instances were created with this pair: bastion, win-jump. They keep the public key, but Lightsail no longer has the pair.',
        "warning defaultPair GetKeyPairs: It is the Region's default pair. Save the administrator passwords of Windows instances (win-jump) first. They cannot be decrypted without it.",
      ]);
    });

    it('is unknown if GetInstances is denied', async () => {
      await world.control.addFault({ operation: 'GetInstances' }, { type: 'accessDenied' });
      const { resources } = await listKind(world.client, kindOf(PAIR), await world.target());
      const deploy = resources.find(({ name }) => name === 'deploy');
      assert.ok(deploy);
      assert.deepEqual(lines(deploy), [
        'unknown instances GetInstances: Instances could not be listed. Whether one was created with this pair is unknown.',
      ]);
      assert.deepEqual(deploy.kind.description(deploy.entry, 0).slice(0, 1), ['use unknown']);
    });

    it('marks no default key pair if one of the two lists failed', async () => {
      await world.control.addFault({ operation: 'GetKeyPairs' }, { type: 'accessDenied' }, { to: 1 });
      const { resources, failures } = await listKind(world.client, kindOf(PAIR), await world.target());
      assert.equal(failures.length, 1);
      const all = resources.map((resource) => resource.kind.badge?.(resource.entry));
      assert.ok(all.every((badge) => badge === undefined));
    });

    it('names at most five instances', async () => {
      for (const n of [1, 2, 3, 4, 5]) {
        await world.control.put({ ...DEV, kind: 'lightsail.instance' }, { name: `web-1${n}`, sshKeyName: 'deploy' });
      }
      assert.match(
        (await evidence(PAIR, 'deploy'))[0] ?? '',
        /: web-1, web-2, web-11, web-12, web-13 and 2 more\. They/,
      );
    });
  });

  describe('of a MACsec key', () => {
    const SECRET = 'The secret remains in Secrets Manager.';

    it('warns of the last associated key with must_encrypt', async () => {
      assert.deepEqual(await evidence(MACSEC, 'fra-primary'), [
        'warning lastKey DescribeConnections: It is the last associated key and the mode is must_encrypt. Without encryption the connection goes down, or AWS falls back to should_encrypt.',
        `ok secret DescribeConnections: ${SECRET}`,
      ]);
    });

    it('counts only associated keys as remaining keys', async () => {
      const keys = (await world.list(MACSEC)).filter(({ entry }) => entry.parent?.name === 'dub-rollover');
      const last = (state: string): string => keys.filter((key) => key.state === state).flatMap(lines)[0] ?? '';
      assert.match(last('associated'), /^warning lastKey .*must_encrypt/);
      assert.match(last('associating'), /^ok lastKey .*: The key is associating\. It does not encrypt now\.$/);
      const pair = (await world.list(MACSEC)).filter(({ entry }) => entry.parent?.name === 'fra-secondary');
      assert.equal(pair.length, 2);
      for (const key of pair) {
        assert.match(
          lines(key)[0] ?? '',
          /^ok lastKey .*: Other keys stay associated with the connection fra-secondary \(dxcon-\w+\)\.$/,
        );
      }
    });

    it('is that of the LAG and of DescribeLags for a key of a LAG', async () => {
      const { entry } = await world.find(MACSEC, 'lon-bundle');
      const all = await world.list(MACSEC);
      assert.equal(all.filter(({ id }) => id === entry.item['secretARN']).length, 1);
      assert.equal(entry.parent?.noun, 'LAG');
      assert.ok(!all.some((key) => key.entry.parent?.name?.startsWith('lon-bundle-')));
      assert.match(
        (await evidence(MACSEC, 'lon-bundle'))[0] ?? '',
        /^warning lastKey DescribeLags: .* the LAG goes down/,
      );
    });

    it('warns that the traffic is no longer encrypted without the last key with should_encrypt', async () => {
      const [, second] = (await world.list(MACSEC)).filter(({ entry }) => entry.parent?.name === 'fra-secondary');
      await world.control.deleteSilently({
        account: DEV.account,
        kind: MACSEC,
        id: `${second?.entry.parent?.id}/${second?.id}`,
      });
      assert.match(
        (await evidence(MACSEC, 'fra-secondary'))[0] ?? '',
        /^warning lastKey DescribeConnections: It is the last associated key of the connection fra-secondary \(dxcon-\w+\)\. Its traffic is no longer encrypted\.$/,
      );
    });

    it('is that of an interconnect, although its id looks like that of a connection', async () => {
      const { entry } = await world.find(MACSEC, 'carrier-ams');
      assert.equal(entry.parent?.noun, 'interconnect');
      assert.match(entry.parent.id, /^dxcon-/);
      assert.deepEqual(await evidence(MACSEC, 'carrier-ams'), [
        `ok lastKey DescribeInterconnects: The mode of the interconnect carrier-ams (${entry.parent.id}) is no_encrypt. Nothing is encrypted now.`,
        `ok secret DescribeInterconnects: ${SECRET}`,
      ]);
    });
  });
});
