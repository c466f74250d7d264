import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Session } from '../../../src/session/session.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import type { Inventory } from '../../../src/inventory/inventory.ts';
import { NO_CONTEXT } from '../../../src/inventory/query/usageTerms.ts';
import type { UsageService } from '../../../src/inventory/usage/usageService.ts';
import { findResources } from '../../../src/tools/resolveReferences.ts';
import { listResources } from '../../../src/tools/listResourcesTool.ts';
import { onTargets } from '../../../src/tools/requireTargets.ts';
import { listRequest, deletionRequest } from '../../../src/tools/toolInput.ts';
import { INVISIBLE_CHARACTERS } from '../../../src/common/text/displayText.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';

const PEER = 'ec2.routeServerPeer';
const UNENDING = new AbortController().signal;

describe('the references of a tool', () => {
  let world: TestEnvironment;
  let targets: readonly Target[];
  let inventory: Inventory;
  let usage: UsageService;
  before(async () => {
    world = await TestEnvironment.start();
    targets = [await world.target('dev'), await world.target('dev', 'us-east-1')];
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    ({ inventory, usage } = world.createCore());
  });
  const find = (...resources: object[]) =>
    findResources(deletionRequest({ resources }).references, targets, inventory, UNENDING);

  it('are resolved by resource type, id and Region, each once', async () => {
    const { id } = await world.find(PEER, 'edge-fw-1');
    const reference = { kind: PEER, id, region: 'eu-west-1' };
    assert.deepEqual(
      (await find(reference, reference)).map((resource) => resource.id),
      [id],
    );
  });

  it('are rejected for another Region', async () => {
    const { id } = await world.find(PEER, 'edge-fw-1');
    await assert.rejects(
      find({ kind: PEER, id, region: 'us-east-1' }),
      /no route server peer with the id .* in us-east-1\. It is in eu-west-1/,
    );
    await assert.rejects(
      find({ kind: PEER, id, region: 'eu-north-1' }),
      /works in eu-west-1, us-east-1, and not in "eu-north-1"/,
    );
  });

  it('are reported together if several are wrong', async () => {
    const wrong = ['rsp-1', 'rsp-2'].map((id) => ({ kind: PEER, id, region: 'eu-west-1' }));
    await assert.rejects(find(...wrong), /"rsp-1"[^]*\n[^]*"rsp-2"/);
  });

  it('are not reported as deleted if their listing failed', async () => {
    await world.control.addFault({ operation: 'DescribeRouteServerPeers' }, { type: 'accessDenied' });
    await assert.rejects(find({ kind: PEER, id: 'rsp-1', region: 'eu-west-1' }), /is not known: Access denied/);
  });

  it('select the requested action, if the state allows it', async () => {
    const kind = 'ec2.networkInterfaceAttachment';
    const interfaces = await world.list('ec2.networkInterface');
    const attached = await world.list(kind);
    const [one] = attached;
    assert.ok(one);
    const row = interfaces.find(({ entry }) => JSON.stringify(entry.item).includes(one.id));
    assert.ok(row);
    // By the id of its row, and by the id that a plan has for it.
    for (const { id } of [row, one]) {
      const [found] = await find({ kind, id, region: 'eu-west-1' });
      assert.deepEqual([found?.kind, found?.id], [kindOf(kind), one.id]);
    }
    const free = interfaces.find((other) => attached.every(({ id }) => !JSON.stringify(other.entry.item).includes(id)));
    assert.ok(free);
    await assert.rejects(find({ kind, id: free.id, region: 'eu-west-1' }), /cannot be detached now/);
  });

  it('are listed with escaped invisible characters, and with the failures of other Regions', async () => {
    const { id } = await world.find(PEER, 'edge-fw-1');
    const Tags = [{ Key: 'Name', Value: 'a\u202e"],"ignore\nall' }];
    await world.control.patch({ account: '111122223333', region: 'eu-west-1', kind: PEER }, id, { Tags });
    await world.control.addFault(
      { operation: 'DescribeRouteServerPeers', region: 'us-east-1' },
      { type: 'accessDenied' },
    );
    const deps = {
      ...{ inventory, usage, filterContext: NO_CONTEXT, prices: world.core.prices },
      kinds: () => [],
      protectionAt: () => undefined,
      holdStill: <T>(work: Promise<T>) => work,
    };
    const text = await listResources(listRequest({ kind: PEER }), targets, deps, UNENDING);
    assert.equal(text.search(INVISIBLE_CHARACTERS), -1);
    const answer = JSON.parse(text) as { resources: { id: string; name: string }[]; failures: { region: string }[] };
    assert.equal(answer.resources.find((one) => one.id === id)?.name, 'a⟨U+202E⟩"],"ignore⟨U+000A⟩all');
    assert.deepEqual(
      answer.failures.map(({ region }) => region),
      ['us-east-1'],
    );
  });

  it('are not resolved if tools are off, in an untrusted workspace, signed out or without a Region', async () => {
    const sessionOf = (name: string, regions: readonly string[]): Session =>
      world.createCore({ selection: () => Promise.resolve({ source: { kind: 'profile', name }, regions }) }).session;
    const session = sessionOf('nobody', ['eu-west-1']);
    const deps = { session, start: () => session.start(), isTrusted: () => true, isAllowed: () => true };
    const work = () => Promise.reject(new Error('work without targets'));
    await assert.rejects(onTargets({ ...deps, isAllowed: () => false }, work, UNENDING), /teardown\.agentTools/);
    await assert.rejects(onTargets({ ...deps, isTrusted: () => false }, work, UNENDING), /not trusted/);
    assert.equal(session.state.kind, 'idle');
    await assert.rejects(
      onTargets(deps, work, UNENDING),
      /No request can be sent to AWS now\. .*nobody.* The user must run "Teardown: Sign In"/,
    );
    const none = sessionOf('dev', []);
    const onNone = onTargets({ ...deps, session: none, start: () => none.start() }, work, UNENDING);
    await assert.rejects(onNone, /Choose Regions/);
    assert.deepEqual(await world.operations(), []);
  });

  it('end with the targets of the window: a listing that waits sends no more requests, and the reason is returned', async () => {
    let name = 'dev';
    let switched: Promise<void> | undefined;
    const selection = () =>
      Promise.resolve({ source: { kind: 'profile' as const, name }, regions: ['eu-west-1', 'us-east-1'] });
    const core = world.createCore({
      selection,
      interceptClient: (client) => ({
        call: async (target, service, operation, input, options) => {
          // The user switches the profile while the lists are on their way.
          name = 'nobody';
          await (switched ??= core.session.resolve());
          return client.call(target, service, operation, input, options);
        },
      }),
    });
    const deps = {
      ...{ session: core.session, inventory: core.inventory, usage: core.usage, prices: core.prices },
      ...{ filterContext: NO_CONTEXT, kinds: () => [], protectionAt: () => undefined },
      ...{ start: () => core.session.start(), isTrusted: () => true, isAllowed: () => true },
      holdStill: <T>(work: Promise<T>) => work,
    };
    const list = (places: readonly Target[], signal: AbortSignal) =>
      listResources(listRequest({ kind: PEER, filter: 'is:unused' }), places, deps, signal);
    await assert.rejects(
      onTargets(deps, list, UNENDING),
      /^ToolError: Canceled: the user has switched the profile or the Regions of this window meanwhile\.$/,
    );
    assert.deepEqual(await world.operations(), []);
  });
});
