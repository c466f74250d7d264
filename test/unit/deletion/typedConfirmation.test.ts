import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { typedConfirmationFor } from '../../../src/deletion/presentation/typedConfirmation.ts';
import { confirmationDialog } from '../../../src/deletion/presentation/confirmationText.ts';
import { displayLabel } from '../../../src/deletion/presentation/resourceLabels.ts';
import { confirmationLevel, type ConfirmationSetting } from '../../../src/deletion/presentation/confirmationLevel.ts';
import type { PlanItem } from '../../../src/deletion/planning/plan.ts';
import { protectionOf } from '../../../src/deletion/planning/protection.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { DEV, TestEnvironment } from '../support/testEnvironment.ts';
import { CASES, planOf, UNGUARDED } from './support/deletionHarness.ts';

const [PEER, TOKEN, KEY, PAIR, MACSEC] = CASES;
const CODE = '[ACDEFGHJKLMNPQRTUVWXY34679]';

describe('the typed confirmation', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  const planned = (resources: readonly Resource[], level?: 'confirm' | 'readOnly'): readonly PlanItem[] =>
    planOf(resources, 0, { ...UNGUARDED, protectionAt: () => level }).items;
  const peer = (name: string): Promise<Resource> => world.find(PEER.kind, name);
  /** Returns a peer without routes, under a name. */
  const quietPeerNamed = async (name: string): Promise<Resource> => {
    const { id } = await peer('edge-fw-lab');
    await world.control.patch({ ...DEV, kind: PEER.kind }, id, { Tags: [{ Key: 'Name', Value: name }] });
    return world.find(PEER.kind, id);
  };

  describe('by the risk', () => {
    it('is not required without a severe finding', async () => {
      for (const resource of [await peer('edge-fw-lab'), await world.find(PAIR.kind, 'ci-runner')]) {
        assert.equal(confirmationLevel(planned([resource]), 'byRisk'), 'modal');
        assert.equal(typedConfirmationFor(planned([resource]), 'byRisk'), undefined);
      }
    });

    it('is the name as well where something is', async () => {
      assert.deepEqual(typedConfirmationFor(planned([await peer('edge-fw-1')]), 'byRisk'), {
        prompt: 'Type edge-fw-1 to confirm in account 111122223333. Upper and lower case count.',
        expected: 'edge-fw-1',
      });
    });

    it('is a code of six characters for a resource with a long name or without a name', async () => {
      for (const [kind, wanted] of [
        [PAIR.kind, PAIR.wanted],
        [KEY.kind, KEY.wanted],
        [MACSEC.kind, 'lon-bundle'],
      ] as const) {
        const items = planned([await world.find(kind, wanted)]);
        const expected = typedConfirmationFor(items, 'byRisk')?.expected ?? '';
        assert.match(expected, new RegExp(`^${CODE}{6}$`), kind);
      }
    });

    it('is required more often through the setting, and never less often', async () => {
      const items = planned([await peer('edge-fw-lab')]);
      assert.equal(confirmationLevel(items, 'always'), 'typed');
      assert.equal(typedConfirmationFor(items, 'always')?.expected, 'edge-fw-lab');
      // No value of the setting lowers the level of the risk.
      const severe = planned([await peer('edge-fw-1')]);
      for (const setting of ['byRisk', 'always', 'never', ''] as readonly string[] as readonly ConfirmationSetting[]) {
        assert.equal(confirmationLevel(severe, setting), 'typed', setting);
        assert.equal(typedConfirmationFor(severe, setting)?.expected, 'edge-fw-1', setting);
      }
    });
  });

  describe('for a name that cannot be typed', () => {
    for (const name of ['größe', 'a\u200bb', 'x'.repeat(17), '[a](command:b)', '$(trash)', 'a  b', ' a', '']) {
      it(`is a code that differs each time: ${JSON.stringify(name)}`, async () => {
        const items = planned([await quietPeerNamed(name)]);
        const codes = Array.from({ length: 5 }, () => typedConfirmationFor(items, 'always'));
        const expected = codes.map((one) => one?.expected ?? '');
        for (const code of expected) assert.match(code, new RegExp(`^${CODE}{6}$`));
        assert.ok(new Set(expected).size > 1);
        assert.equal(
          codes[0]?.prompt,
          `Type ${expected[0] ?? ''} to confirm in account 111122223333. Upper and lower case count.`,
        );
      });
    }

    it('is the name itself if it consists of keyboard characters, and its case counts', async () => {
      const name = "FW #1: don't";
      const challenge = typedConfirmationFor(planned([await quietPeerNamed(name)]), 'always');
      assert.equal(challenge?.expected, name);
      assert.notEqual(challenge.expected, name.toLowerCase());
    });
  });

  describe('for several', () => {
    const several = async (level?: 'confirm') =>
      planned([await peer('edge-fw-lab'), await world.find(PAIR.kind, 'ci-runner')], level);

    it('is their count and a suffix that changes, however low the risk', async () => {
      const items = await several();
      const all = Array.from({ length: 5 }, () => typedConfirmationFor(items, 'byRisk'));
      for (const one of all) {
        assert.match(one?.expected ?? '', new RegExp(`^2-${CODE}{4}$`));
        assert.equal(
          one?.prompt,
          `Type ${one?.expected ?? ''} to confirm in account 111122223333. Upper and lower case count.`,
        );
      }
      assert.ok(new Set(all.map((one) => one?.expected)).size > 1);
    });

    it('includes the account id of a protected account', async () => {
      const challenge = typedConfirmationFor(await several('confirm'), 'byRisk');
      assert.match(challenge?.expected ?? '', new RegExp(`^2-${CODE}{4} 111122223333$`));
    });
  });

  it('is the name and the account id for a protected profile or account, however low the risk', async () => {
    const items = planned([await peer('edge-fw-lab')], 'confirm');
    assert.deepEqual(typedConfirmationFor(items, 'byRisk'), {
      prompt:
        'Type edge-fw-lab 111122223333 to confirm in the protected account 111122223333. Upper and lower case count.',
      expected: 'edge-fw-lab 111122223333',
    });
    const { identity } = await world.target();
    assert.equal(protectionOf(identity, { '1111*': 'confirm' }), 'confirm');
  });

  it('is undefined for no resources', () => {
    assert.equal(typedConfirmationFor([], 'always'), undefined);
  });
});

describe('the dialog before the deletion of several resources', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(() => world.reset());

  const dialogOf = (resources: readonly Resource[]) => {
    const { detail, ...rest } = confirmationDialog(planOf(resources).items, 0);
    return { ...rest, detail: detail.split('\n') };
  };

  it('counts resources of one resource type, and shows the most severe finding first', async () => {
    const names = ['edge-fw-lab', 'edge-fw-1', 'transit-fw'];
    const peers = await Promise.all(names.map((name) => world.find(PEER.kind, name)));
    const labels = peers.map(displayLabel);
    for (const [index, name] of names.entries()) assert.match(labels[index] ?? '', new RegExp(`^${name} .rsp-`));
    const dialog = dialogOf(peers);
    assert.equal(dialog.title, 'Delete 3 route server peers?');
    assert.equal(dialog.button, 'Delete 3 Route Server Peers');
    assert.deepEqual(dialog.detail, [
      'Profile dev · account 111122223333 · eu-west-1',
      'Warning: 2 route server peers: BGP is up. The session carries routes, and those learned from this peer are withdrawn at once.',
      `Warning: ${labels[2]}: Managed by CloudFormation stack "inspection-vpc". A deletion here causes drift.`,
    ]);
  });

  it('counts resources and resource types, and the resources that cannot be restored', async () => {
    const pair = await world.find(PAIR.kind, 'ci-runner');
    const key = await world.find(KEY.kind, KEY.wanted);
    const token = await world.find(TOKEN.kind, TOKEN.wanted);
    const dialog = dialogOf([pair, key, token]);
    assert.equal(dialog.title, 'Delete 3 resources of 3 resource types?');
    assert.equal(dialog.button, 'Delete 3 Resources');
    assert.equal(dialog.detail.at(-1), 'Warning: 2 of them cannot be restored.');
  });

  it('names a blocked resource and has no button to delete', async () => {
    const { id } = await world.find(PEER.kind, 'edge-fw-1');
    await world.control.patch({ ...DEV, kind: PEER.kind }, id, { State: 'deleting' });
    const peers = [await world.find(PEER.kind, 'edge-fw-1'), await world.find(PEER.kind, 'edge-fw-lab')];
    const { title, detail, button } = dialogOf(peers);
    assert.equal(title, '1 of 2 route server peers cannot be deleted now');
    assert.deepEqual(detail.slice(1), [
      `Blocked: edge-fw-1 (${id}): A deletion is already in progress: the state is deleting.`,
    ]);
    assert.equal(button, undefined);
  });
});
