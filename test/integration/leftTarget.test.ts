import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import * as vscode from 'vscode';
import type { CallFailure } from '../../src/aws/errors/callError.ts';
import type { CredentialSource } from '../../src/aws/identity/target.ts';
import { blockedActions, type BlockedPlanDeps } from '../../src/commands/deletion/blockedPlan.ts';
import { checkPermission, type CheckPermissionDeps } from '../../src/commands/deletion/checkPermission.ts';
import { DeletionFlow, type DeletionFlowDeps } from '../../src/commands/deletion/deletionFlow.ts';
import { PlanReview, type PlanReviewDeps } from '../../src/commands/deletion/planReview.ts';
import { revealEntryResource, type DeletionsDeps } from '../../src/commands/history/entryCommands.ts';
import { lookUpCreator, type CreatorDeps } from '../../src/commands/resources/lookUpCreator.ts';
import { chooseRegions, type RegionDeps } from '../../src/commands/target/chooseRegions.ts';
import type { JournalEntry } from '../../src/deletion/journal/entry.ts';
import { createPlan, type Plan } from '../../src/deletion/planning/plan.ts';
import { referenceTo, type Resource } from '../../src/inventory/resource.ts';
import { EntryNode } from '../../src/views/deletions/deletionNodes.ts';
import { PlanBoard } from '../../src/views/plan/planBoard.ts';
import { ResourceNode } from '../../src/views/resources/nodes.ts';
import { listening, resourcesOf, sandbox, shownTree } from './support/host.ts';

const PEER = 'ec2.routeServerPeer';
const DEV = { kind: 'profile', name: 'dev' } as CredentialSource;

/** A session whose targets change on demand. */
class ChangingSession {
  readonly #events = new EventEmitter();

  readonly onDidChange = (listener: () => void) => {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  };

  change(): void {
    this.#events.emit('change');
  }
}

/** Returns what a command needs, where it needs only a part. */
const partly = <T>(parts: Partial<Record<keyof T, unknown>>): T => parts as T;

const planOf = (...resources: readonly Resource[]): Plan =>
  createPlan(
    resources.map((resource) => ({ resource, checks: [] })),
    0,
    { protectionAt: () => undefined, resourceRules: () => [] },
  );

const DENIED: CallFailure = {
  ...{ cause: 'denied', name: 'UnauthorizedOperation', message: 'No.', action: 'ec2:DescribeRouteServerPeers' },
  ...{ region: 'eu-west-1', attempts: 1, durationMs: 0, details: {} },
};

describe('what the user has left', () => {
  let nodes: readonly ResourceNode[];
  let first: Resource;
  let second: Resource;
  let session: ChangingSession;
  before(async () => {
    await sandbox().reset();
    const rows = await resourcesOf(await shownTree(), PEER);
    nodes = rows.slice(0, 2).map(({ resource, parent }) => new ResourceNode(resource, parent));
    const [one, other] = nodes.map(({ resource }) => resource);
    assert.ok(one && other);
    [first, second] = [one, other];
  });
  beforeEach(() => {
    session = new ChangingSession();
  });

  /** Returns a planner that finds everything deleted, and what it was asked for. */
  function plannerOf(onPlan: () => void) {
    const asked: (readonly Resource[])[] = [];
    const planner = {
      free: (resources: readonly Resource[]) => resources,
      withReservation: <T>(_: unknown, work: () => Promise<T>) => work(),
      plan: (resources: readonly Resource[]) => {
        asked.push(resources);
        onPlan();
        return Promise.resolve(undefined);
      },
    };
    return { planner, asked };
  }

  it('is not planned with its dependencies', async () => {
    const { planner, asked } = plannerOf(() => undefined);
    const searches = [() => Promise.resolve([first, second]), () => Promise.reject(new Error('canceled'))];
    for (const search of searches) {
      const withDependents = () => {
        session.change();
        return search();
      };
      const flow = new DeletionFlow(partly<DeletionFlowDeps>({ session, planner, deletion: { withDependents } }));
      await flow.deleteWithDependencies(nodes[0], undefined);
    }
    assert.deepEqual(asked, []);
  });

  it('is not planned for an agent that has canceled', async () => {
    const { planner, asked } = plannerOf(() => undefined);
    const flow = new DeletionFlow(partly<DeletionFlowDeps>({ session, planner }));
    const cancel = new vscode.CancellationTokenSource();
    cancel.cancel();
    const requester = { description: 'An agent', token: cancel.token };
    assert.deepEqual(await flow.deleteResources([first], { requester }), { kind: 'canceled' });
    assert.deepEqual(asked, []);
  });

  it('is closed alone where it turns out to be deleted: another plan stays in the view', async () => {
    const board = new PlanBoard({ onProgress: () => () => undefined });
    const [old, next] = [planOf(first, second), planOf(second, first)];
    const forgotten: Plan[] = [];
    const plans = { forget: (plan: Plan) => forgotten.push(plan) };
    let opensNext = true;
    const { planner } = plannerOf(() => {
      if (opensNext) board.open(next, new Set());
    });
    const review = new PlanReview(partly<PlanReviewDeps>({ planner, board, plans }));
    board.open(old, new Set());
    await review.confirmShown();
    assert.equal(board.current?.plan, next);
    assert.deepEqual(forgotten, [old]);
    opensNext = false;
    await review.confirmShown();
    assert.equal(board.current, undefined);
    assert.deepEqual(forgotten, [old, next]);
  });

  it('is requested neither for creators nor for permissions', async () => {
    const sent: string[] = [];
    const respond = (kind: string, result: object) => (resource: Resource) => {
      sent.push(`${kind} ${resource.key}`);
      session.change();
      return Promise.resolve(result);
    };
    const creators = { lookUp: respond('creator', { unknown: 'notFound' }) };
    const details = { showValue: () => assert.fail('a document was shown') };
    await lookUpCreator(nodes[0], nodes, partly<CreatorDeps>({ session, creators, details }));
    const deletion = { dryRun: respond('dry run', { kind: 'allowed' }) };
    const responses = { watch: () => () => false };
    const accountLabel = (id: string) => id;
    await listening(
      () => undefined,
      () =>
        checkPermission(nodes[0], nodes, partly<CheckPermissionDeps>({ session, deletion, responses, accountLabel })),
    );
    assert.deepEqual(sent, [`creator ${first.key}`, `dry run ${first.key}`]);
  });

  /** Runs **Choose Regions…**, and takes all of them. Returns the titles of the picks, and for whom Regions were stored. */
  async function regionsChosen(after: CredentialSource) {
    let source = DEV;
    const titles: (string | undefined)[] = [];
    const stored: CredentialSource[] = [];
    const choices = {
      source: () => source,
      current: () => Promise.resolve({ source, regions: ['eu-west-1'] }),
      chooseRegions: (of: CredentialSource) => Promise.resolve(stored.push(of)),
    };
    const profiles = {
      targets: () => {
        source = after;
        return Promise.resolve([]);
      },
    };
    const idle = { state: { kind: 'idle' }, resolve: () => Promise.resolve() };
    const window = vscode.window as unknown as { showQuickPick: unknown };
    const original = window.showQuickPick;
    window.showQuickPick = (items: unknown, { title }: vscode.QuickPickOptions) => {
      titles.push(title);
      return Promise.resolve(items);
    };
    try {
      await chooseRegions(partly<RegionDeps>({ choices, profiles, session: idle }));
    } finally {
      window.showQuickPick = original;
    }
    return { titles, stored };
  }

  it('has no Regions chosen', async () => {
    assert.deepEqual(await regionsChosen({ kind: 'profile', name: 'prod' }), { titles: [], stored: [] });
    assert.deepEqual(await regionsChosen(DEV), { titles: ['Regions for dev in this workspace'], stored: [DEV] });
  });

  it('is not reported as deleted where its list failed', async () => {
    const { kind, target } = first;
    const inventory = { list: () => Promise.resolve({ kind, target, resources: [], failures: [DENIED], listedAt: 0 }) };
    const entry = partly<JournalEntry>({
      resource: {
        kind: PEER,
        id: first.id,
        key: first.key,
        accountId: target.identity.accountId,
        region: target.region,
      },
    });
    const ready = { state: { kind: 'ready', targets: [target] } };
    const blocker = { check: 'x', operation: 'x', level: 'blocker', text: 'x', blockers: [referenceTo(first)] };
    const plan = partly<Plan>({ items: [{ resource: second, evidence: [blocker] }] });
    const said = await listening(
      () => undefined,
      async () => {
        await revealEntryResource(new EntryNode(entry), partly<DeletionsDeps>({ session: ready, inventory }));
        await blockedActions(plan, false, partly<BlockedPlanDeps>({ inventory }))[0]?.run();
      },
    );
    assert.equal(said.length, 2);
    for (const { message } of said) {
      assert.match(message, /^Route Server peers could not be listed\. Access denied: ec2:DescribeRouteServerPeers/i);
    }
  });
});
