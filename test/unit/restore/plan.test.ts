import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as directconnect from '@aws-sdk/client-direct-connect';
import * as ec2 from '@aws-sdk/client-ec2';
import * as lightsail from '@aws-sdk/client-lightsail';
import { NormalizedSchema } from '@smithy/core/schema';
import type { $Schema } from '@smithy/types';
import { requiredMembers } from '../../../sandbox/wire/shapes.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import type { Restore } from '../../../src/catalog/model/restore.ts';
import {
  createRestorePlan,
  restorable,
  NotRestorableError,
  restorabilityOf,
  type DeletedResource,
} from '../../../src/deletion/restore/restorePlan.ts';
import { restoreConfirmation } from '../../../src/deletion/presentation/restoreConfirmationText.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { newPublicKey, present, PUBLIC_KEY, revived, withItem } from './support/restoreHarness.ts';

const CLIENTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { ec2, lightsail, directconnect };
const NOW = Date.UTC(2026, 10, 21);

/** Returns the resource with another restore operation of its resource type. */
function withRestore(was: DeletedResource, restore: Partial<Restore>): DeletedResource {
  const { restorability } = was.kind;
  return {
    ...was,
    kind: {
      ...was.kind,
      restorability: { ...restorability, restore: { ...present(restorability.restore), ...restore } },
    },
  };
}

const assertRejects = (plan: () => unknown, reason: RegExp) => {
  assert.throws(plan, (error: unknown) => {
    assert.ok(error instanceof NotRestorableError);
    assert.match(error.message, reason);
    return true;
  });
};

describe('the plan of a restore', () => {
  let world: TestEnvironment;
  let peer: Resource;
  let pair: Resource;
  let byDefault: Resource;
  before(async () => {
    world = await TestEnvironment.start();
    peer = await world.find('ec2.routeServerPeer', 'edge-fw-1');
    pair = await world.find('lightsail.keyPair', 'deploy');
    byDefault = await world.find('lightsail.keyPair', 'LightsailDefaultKeyPair');
  });
  after(() => world.close());

  for (const kind of KINDS) {
    it(`exists only for resource types with a complete restore request: ${kind.id}`, () => {
      const { level, restore } = kind.restorability;
      assert.equal(level === 'none', restore === undefined);
      if (restore) assertComplete(kind, restore);
    });
  }

  for (const id of ['ec2.ipamExternalResourceVerificationToken', 'lightsail.bucketAccessKey']) {
    it(`is rejected with the reason for ${id}`, async () => {
      const [some] = await world.list(id);
      const was = present(some);
      const able = restorable(was);
      assert.ok(!able.possible && /secret|another name and value/.test(able.reason));
      assertRejects(() => createRestorePlan(was), /secret|another name and value/);
    });
  }

  it('is frozen, and has the same request for a resource from the journal', () => {
    const plan = createRestorePlan(peer, {}, NOW);
    assert.ok(Object.isFrozen(plan) && Object.isFrozen(plan.input));
    assert.deepEqual(createRestorePlan(revived(peer), {}, NOW).input, plan.input);
  });

  it('is rejected when the description lacks a member of the request', () => {
    assertRejects(
      () => createRestorePlan(withItem(peer, { PeerAddress: undefined })),
      /^Its previous PeerAddress is unknown\.$/,
    );
    assertRejects(() => createRestorePlan(withItem(peer, { BgpOptions: null })), /BgpOptions\.PeerAsn/);
    assertRejects(() => createRestorePlan(withItem(peer, { RouteServerPeerId: undefined })), /^Its ID is unknown/);
    const { input } = createRestorePlan(withItem(peer, { BgpOptions: { PeerAsn: 65001 } }));
    assert.deepEqual(input['BgpOptions'], { PeerAsn: 65001 });
    const orphan = { ...peer, kind: present(KINDS.find(({ id }) => id === 'directconnect.macSecKey')) };
    assertRejects(() => createRestorePlan(withItem(orphan, { secretARN: 'arn' })), /^Its parent is unknown\.$/);
  });

  it('is rejected in another account', () => {
    assertRejects(
      () => createRestorePlan({ ...peer, accountId: '444455556666' }),
      /^It was deleted from account 444455556666, but dev is now account 111122223333\.$/,
    );
    assertRejects(
      () => createRestorePlan({ ...peer, accountId: '444455556666' }, {}, 0, (id) => `alias (${id})`),
      /^It was deleted from account alias \(444455556666\), but dev is now account alias \(111122223333\)\.$/,
    );
    assert.ok(createRestorePlan({ ...peer, accountId: '111122223333' }));
  });

  it('is rejected when the request would contain a redacted value, at any depth', () => {
    const redacted = '<redacted>';
    assertRejects(() => createRestorePlan(withItem(peer, { PeerAddress: redacted })), /needs PeerAddress, a secret/);
    assertRejects(
      () => createRestorePlan(withItem(peer, { BgpOptions: { PeerAsn: redacted } })),
      /BgpOptions\.PeerAsn/,
    );
    assertRejects(
      () => createRestorePlan(withItem(peer, { PeerAddress: `10.0.0.1 ${redacted}` })),
      /needs PeerAddress, a secret/,
    );
    const Tags = [{ Key: 'a', Value: redacted }];
    assertRejects(() => createRestorePlan(withItem(peer, { Tags })), /TagSpecifications\.0\.Tags\.0\.Value/);
    const optional = { input: { PeerAddress: { item: 'PeerAddress', optional: true } } } as const;
    assertRejects(() => createRestorePlan(withRestore(withItem(peer, { PeerAddress: redacted }), optional)), /secret/);
  });

  it('has dates, constants and lists of tags in its request', () => {
    const was = withItem(peer, { At: '2026-11-21T14:02:11.482Z', Never: 'soon' });
    const input = { At: { item: 'At', as: 'date' }, 'A.B.C': { value: 5 }, 'A.D': { item: 'PeerAddress' } } as const;
    const plan = createRestorePlan(withRestore(was, { input, tags: { member: 'tags' } }));
    assert.deepEqual(plan.input, {
      At: new Date('2026-11-21T14:02:11.482Z'),
      A: { B: { C: 5 }, D: peer.entry.item['PeerAddress'] },
      tags: [{ Key: 'Name', Value: 'edge-fw-1' }],
    });
    assertRejects(
      () => createRestorePlan(withRestore(was, { input: { At: { item: 'Never', as: 'date' } } })),
      /is not a date/,
    );
    assertRejects(
      () => createRestorePlan(withRestore(was, { input: { At: { promptId: 'x' } } })),
      /^No value was requested/,
    );
  });

  it('has no tags in its request if there are none to restore', () => {
    for (const Tags of [undefined, [], [{ Key: 'aws:cloudformation:stack-name', Value: 'x' }]]) {
      assert.ok(!('TagSpecifications' in createRestorePlan(withItem(peer, { Tags })).input));
    }
    const { input, loses } = createRestorePlan(withItem(peer, { Tags: [{ Key: 'AWS:x', Value: '' }, { Key: 'b' }] }));
    assert.deepEqual(input['TagSpecifications'], [{ ResourceType: 'route-server-peer', Tags: [{ Key: 'b' }] }]);
    assert.ok(loses.includes('Tags that only AWS can set are not restored: AWS:x=.'));
  });

  it('is rejected for a Region’s default key pair, and for one that may be it', () => {
    for (const isDefault of [true, undefined]) {
      const entry = { ...byDefault.entry, extra: { isDefault, instances: [], windows: [] } };
      const able = restorable({ ...byDefault, entry });
      assert.ok(!able.possible);
      assert.match(able.reason, isDefault ? /default pair cannot be restored/ : /is unknown/);
      assert.deepEqual(restorabilityOf(byDefault.kind, entry), { level: 'none', text: able.reason });
    }
    assert.equal(restorabilityOf(pair.kind, pair.entry).level, 'partial');
  });

  describe('with a public key', () => {
    const [type, blob = ''] = PUBLIC_KEY.split(' ');
    const ed25519 = `ssh-ed25519 ${Buffer.from('\0\0\0\x0bssh-ed25519').toString('base64')}`;
    const wrong: readonly (readonly [string, string | undefined, RegExp])[] = [
      ['nothing', undefined, /^Public key: Provide the public key\.$/],
      ['blanks', ' \n', /Provide the public key/],
      ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl', /private key\. Keep it secret/],
      ['a key in another format', '---- BEGIN SSH2 PUBLIC KEY ----', /OpenSSH format/],
      ['two lines', `${PUBLIC_KEY}\n${PUBLIC_KEY}`, /one line/],
      ['another type', ed25519, /type ssh-rsa; this one is of another/],
      ['a fingerprint', 'ab:cd:ef', /must begin with ssh-rsa/],
      ['the blob alone', blob, /must begin with ssh-rsa/],
      ['a key that is encoded once more', Buffer.from(PUBLIC_KEY).toString('base64'), /must begin with ssh-rsa/],
      ['a type alone', 'ssh-rsa', /damaged/],
      ['a key that is cut off', `${String(type)} ${blob.slice(0, 200)}`, /damaged/],
      ['a key with a character too few', `${String(type)} ${blob.slice(1)}`, /damaged/],
      ['a key with a stray character', `${String(type)} ${blob.slice(0, 99)}!${blob.slice(99)}`, /damaged/],
      ['another key that says ssh-rsa', `ssh-rsa ${ed25519.split(' ')[1] ?? ''}`, /damaged/],
    ];
    for (const [what, publicKey, reason] of wrong) {
      it(`is rejected for ${what}`, () => {
        assertRejects(() => createRestorePlan(pair, publicKey === undefined ? {} : { publicKey }), reason);
      });
    }

    it('is accepted as one line with or without a comment, which is not sent', () => {
      const other = newPublicKey();
      for (const publicKey of [
        other,
        ` ${other}\r\n`,
        other.replaceAll(' ', '\t'),
        other.split(' ').slice(0, 2).join(' '),
      ]) {
        const { input } = createRestorePlan(pair, { publicKey });
        assert.equal(input['publicKeyBase64'], other.split(' ').slice(0, 2).join(' '));
      }
      assert.ok(restorable(pair).possible);
    });
  });

  it('has a dialog with the resource, its location, and what is restored and what is not', () => {
    const { title, detail, button } = restoreConfirmation(createRestorePlan(peer), NOW, 'confirm');
    assert.equal(title, 'Restore route server peer "edge-fw-1"?');
    assert.equal(button, 'Restore Route Server Peer');
    const [what = '', where, empty, ...rest] = detail.split('\n');
    assert.ok(what.startsWith(`${peer.id} · peer 10.0.1.21 · AS65001`));
    assert.deepEqual([where, empty], ['Profile dev · account 111122223333 · eu-west-1 · protected', '']);
    assert.deepEqual(rest, [
      'Restored: A peer on the same endpoint, with the same address and BGP options.',
      'Restored: Its tags: Name=edge-fw-1.',
      'Warning: It gets a new ID.',
      'Warning: Routes are learned again only when its BGP session is up.',
    ]);
    assert.equal(restoreConfirmation(createRestorePlan(peer), NOW, 'readOnly').button, undefined);
  });

  it('escapes invisible characters in its dialog', () => {
    const Tags = [{ Key: 'Name', Value: 'a\u202eb\nc' }];
    const { title, detail } = restoreConfirmation(createRestorePlan(withItem(revived(peer), { Tags })), NOW);
    assert.equal(title, 'Restore route server peer "a⟨U+202E⟩b⟨U+A⟩c"?'.replace('U+A', 'U+000A'));
    assert.ok(!detail.includes('\u202e') && detail.includes('Restored: Its tags: Name=a⟨U+202E⟩b⟨U+000A⟩c.'));
  });
});

/** Asserts that all members of the restore request exist, and that the required ones are set. */
function assertComplete(kind: Kind, restore: Restore): void {
  const schema = CLIENTS[kind.service]?.[`${restore.operation}$`] as readonly unknown[] | undefined;
  const [input, output] = present(schema)
    .slice(-2)
    .map((part) => NormalizedSchema.of(part as $Schema));
  const paths = [...Object.keys(restore.input), ...(restore.tags ? [restore.tags.member] : [])];
  for (const path of paths) follow(present(input), path);
  for (const name of requiredMembers(present(input))) {
    assert.ok(
      paths.some((path) => path === name || path.startsWith(`${name}.`)),
      name,
    );
  }
  if (restore.newId !== undefined) follow(present(output), restore.newId);
  if (restore.operations) follow(present(output), restore.operations);
  const asked = new Set(restore.prompts?.map(({ id }) => id));
  const answers = Object.values(restore.input).flatMap((from) => ('promptId' in from ? [from.promptId] : []));
  assert.deepEqual([...asked].sort(), answers.sort());
  for (const text of [restore.restores, ...restore.notRestored]) assert.match(text, /^[A-Z].*\.$/);
  assert.ok(restore.matchBy.length > 0);
}

function follow(shape: NormalizedSchema, path: string): void {
  let found = shape;
  for (const name of path.split('.')) found = present(new Map(found.structIterator()).get(name));
}
