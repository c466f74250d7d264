import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { confirmationDialog } from '../../../src/deletion/presentation/confirmationText.ts';
import { locationLines } from '../../../src/deletion/presentation/placeLines.ts';
import { MissingInputError, deleteInput } from '../../../src/deletion/planning/deleteInput.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { DEV, TestEnvironment } from '../support/testEnvironment.ts';
import { CASES, planOf } from './support/deletionHarness.ts';

const [PEER, TOKEN, KEY, PAIR, MACSEC] = CASES;
const WHERE = 'Profile dev · account 111122223333 · eu-west-1';

/** Returns the text of the dialog. `WHEN` replaces times, which differ from run to run. */
function question(resource: Resource): { title: string; detail: string[]; button?: string } {
  const now = Date.now();
  const { detail, ...rest } = confirmationDialog(planOf([resource], now).items, now);
  const stable = detail.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, 'WHEN');
  return { ...rest, detail: stable.split('\n') };
}

describe('the dialog before a deletion', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  const ask = async (kind: string, wanted: string): Promise<ReturnType<typeof question>> =>
    question(await world.find(kind, wanted));

  it('shows a route server peer and its BGP session', async () => {
    const { id, entry } = await world.find(PEER.kind, 'edge-fw-1');
    assert.deepEqual(await ask(PEER.kind, 'edge-fw-1'), {
      title: 'Delete route server peer "edge-fw-1"?',
      detail: [
        `${id} · peer 10.0.1.21 · AS65001 · route server ${String(entry.item['RouteServerId'])}`,
        WHERE,
        '',
        'Warning: BGP is up. The session carries routes, and those learned from this peer are withdrawn at once.',
        'Can be restored: A peer with the same settings can be created again. It gets a new ID.',
      ],
      button: 'Delete Route Server Peer',
    });
    assert.deepEqual((await ask(PEER.kind, 'edge-fw-lab')).detail.slice(3), [
      'Can be restored: A peer with the same settings can be created again. It gets a new ID.',
      'BGP is down. No routes are learned from this peer now.',
    ]);
  });

  it('shows the CloudFormation stack of a peer first', async () => {
    assert.equal(
      (await ask(PEER.kind, 'transit-fw')).detail[3],
      'Warning: Managed by CloudFormation stack "inspection-vpc". A deletion here causes drift.',
    );
  });

  it('shows how many resources the filter of the view hides', async () => {
    const first = await world.find(PEER.kind, 'edge-fw-1');
    const second = await world.find(PEER.kind, 'edge-fw-2');
    const lines = (resources: Resource[], hidden: number) =>
      confirmationDialog(planOf(resources).items, 0, { hidden }).detail.split('\n');
    assert.equal(lines([first], 1)[2], 'It is hidden by the filter.');
    assert.equal(lines([first, second], 1)[1], '1 of these is hidden by the filter.');
    assert.equal(lines([first, second], 2)[1], '2 of these are hidden by the filter.');
    assert.doesNotMatch(lines([first, second], 0).join(), /hidden/);
  });

  it('shows an unknown BGP status as "Not certain"', async () => {
    const { id } = await world.find(PEER.kind, 'edge-fw-lab');
    await world.control.patch({ ...DEV, kind: PEER.kind }, id, { BgpStatus: null });
    assert.equal(
      (await ask(PEER.kind, 'edge-fw-lab')).detail.at(-1),
      'Not certain: AWS did not return whether the BGP session is up.',
    );
  });

  it('shows a verification token and its DNS record', async () => {
    const { id, name, entry } = await world.find(TOKEN.kind, TOKEN.wanted);
    assert.deepEqual(await ask(TOKEN.kind, TOKEN.wanted), {
      title: `Delete IPAM external resource verification token "${name ?? ''}"?`,
      detail: [
        `${id} · valid · not after WHEN (in 3 hours) · ${String(entry.item['IpamId'])} · home Region eu-west-1`,
        WHERE,
        '',
        'Warning: The token is still valid, it expires in 3 hours: a DNS TXT record created for it becomes useless.',
        'Warning: It cannot be restored. A new token has another name and value, so its DNS TXT record must be created again.',
      ],
      button: 'Delete IPAM External Resource Verification Token',
    });
  });

  it('shows a bucket access key and its bucket', async () => {
    const { id } = await world.find(KEY.kind, KEY.wanted);
    assert.deepEqual(await ask(KEY.kind, KEY.wanted), {
      title: `Delete bucket access key "${id}" of bucket backups-2023?`,
      detail: [
        `${id} · bucket backups-2023 · Active · created WHEN (1 year ago)`,
        WHERE,
        '',
        'Warning: It is the last active key of bucket backups-2023.',
        'Warning: Last used 3 months ago by s3 in us-east-1. Applications that sign requests with it lose access.',
        'Warning: It cannot be restored. AWS returned its secret only once, at its creation.',
      ],
      button: 'Delete Bucket Access Key',
    });
  });

  it('shows a key pair and the instances created with it', async () => {
    const { entry } = await world.find(PAIR.kind, PAIR.wanted);
    assert.deepEqual(await ask(PAIR.kind, PAIR.wanted), {
      title: 'Delete key pair "LightsailDefaultKeyPair"?',
      detail: [
        `LightsailDefaultKeyPair · fingerprint ${String(entry.item['fingerprint'])} · created WHEN (1 year ago)`,
        WHERE,
        '',
        'Warning: Instances were created with this pair: bastion, win-jump. They keep the public key, but Lightsail no longer has the pair.',
        "Warning: It is the Region's default pair. Save the administrator passwords of Windows instances (win-jump) first. They cannot be decrypted without it.",
        'Warning: The default pair cannot be restored. Lightsail creates a new one when one is needed.',
      ],
      button: 'Delete Key Pair',
    });
  });

  it('names the LAG that a MACsec key is disassociated from', async () => {
    const { id, name = '', entry } = await world.find(MACSEC.kind, 'lon-bundle');
    // The title shortens a long hexadecimal name; the line below has all of it.
    const short = `${name.slice(0, 8)}…${name.slice(-4)}`;
    assert.deepEqual(await ask(MACSEC.kind, 'lon-bundle'), {
      title: `Disassociate MACsec key "${short}" of LAG lon-bundle (${entry.parent?.id ?? ''})?`,
      detail: [
        `${id} · associated · of LAG lon-bundle (${entry.parent?.id ?? ''}) · must_encrypt`,
        WHERE,
        '',
        'Warning: It is the last associated key and the mode is must_encrypt. Without encryption the LAG goes down, or AWS falls back to should_encrypt.',
        'Can be restored: It can be associated again as long as the secret exists.',
        'The secret remains in Secrets Manager.',
      ],
      button: 'Disassociate MACsec Key',
    });
  });

  it('has no button for a deletion in progress', async () => {
    const { id } = await world.find(PEER.kind, 'edge-fw-1');
    await world.control.patch({ ...DEV, kind: PEER.kind }, id, { State: 'deleting' });
    const { title, detail, button } = await ask(PEER.kind, 'edge-fw-1');
    assert.equal(title, 'Route server peer "edge-fw-1" cannot be deleted now');
    assert.deepEqual(detail.slice(2), ['', 'Blocked: A deletion is already in progress: the state is deleting.']);
    assert.equal(button, undefined);
  });

  it('escapes control characters in names and shortens them', async () => {
    const { id } = await world.find(PEER.kind, 'edge-fw-1');
    const Tags = [{ Key: 'Name', Value: `a\n\u202eb${'c'.repeat(300)}` }];
    await world.control.patch({ ...DEV, kind: PEER.kind }, id, { Tags, PeerAddress: '10.0.0.1\nProfile prod' });
    const { title, detail } = confirmationDialog(planOf([await world.find(PEER.kind, id)]).items, 0);
    assert.match(title, /^Delete route server peer "a⟨U\+000A⟩⟨U\+202E⟩bc+…c+"\?$/);
    assert.ok(title.length < 120);
    assert.equal(detail.split('\n').length, 5);
    assert.ok(detail.includes('peer 10.0.0.1⟨U+000A⟩Profile prod'));
  });

  it('names credential sources that are not profiles, and escapes the names of profiles', async () => {
    const resource = await world.find(PEER.kind, PEER.wanted);
    const { target } = resource;
    const at = (source: typeof target.identity.source) =>
      locationLines([{ resource: { ...resource, target: { ...target, identity: { ...target.identity, source } } } }]);
    assert.deepEqual(at({ kind: 'environment' }), ['Environment · account 111122223333 · eu-west-1']);
    assert.deepEqual(at({ kind: 'profile', name: 'a\u202eb' }), [
      'Profile a⟨U+202E⟩b · account 111122223333 · eu-west-1',
    ]);
  });

  describe('with its request', () => {
    it('has expectedFingerprint only for the default key pair', async () => {
      const pair = await world.find(PAIR.kind, PAIR.wanted);
      assert.deepEqual(deleteInput(pair), {
        keyPairName: 'LightsailDefaultKeyPair',
        expectedFingerprint: pair.entry.item['fingerprint'],
      });
      assert.deepEqual(deleteInput(await world.find(PAIR.kind, 'deploy')), { keyPairName: 'deploy' });
    });

    it('throws when AWS returned no fingerprint of the default key pair', async () => {
      await world.control.patch({ ...DEV, kind: PAIR.kind }, PAIR.wanted, { fingerprint: null });
      const pair = await world.find(PAIR.kind, PAIR.wanted);
      assert.throws(() => deleteInput(pair), MissingInputError);
      assert.throws(() => planOf([pair]), /DeleteKeyPair needs expectedFingerprint/);
    });

    it('throws when the parent is unknown', async () => {
      const { parent, ...entry } = (await world.find(KEY.kind, KEY.wanted)).entry;
      assert.ok(parent);
      const orphan = { ...(await world.find(KEY.kind, KEY.wanted)), entry };
      assert.throws(() => deleteInput(orphan), /DeleteBucketAccessKey needs bucketName/);
    });

    it('has the LAG as connectionId, and is frozen with its plan', async () => {
      const key = await world.find(MACSEC.kind, 'lon-bundle');
      const plan = planOf([key], 7);
      const [item] = plan.items;
      assert.deepEqual(item?.input, { connectionId: key.entry.parent?.id, secretARN: key.id });
      assert.match(String(item.input.connectionId), /^dxlag-/);
      assert.equal(plan.createdAt, 7);
      for (const part of [plan, plan.items, item, item.input, item.evidence]) assert.ok(Object.isFrozen(part));
    });
  });
});
