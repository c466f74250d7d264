import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import type { Outcome } from '../../../src/deletion/execution/outcome.ts';
import { deleteInput } from '../../../src/deletion/planning/deleteInput.ts';
import { questionChanges } from '../../../src/deletion/planning/drift.ts';
import { collectEvidence } from '../../../src/deletion/planning/evidence.ts';
import type { Plan } from '../../../src/deletion/planning/plan.ts';
import { getPath } from '../../../src/inventory/listing/memberPath.ts';
import { unmatchedResourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { DeletionHarness, planOf } from './support/deletionHarness.ts';
import { RememberingClient } from './support/rememberingClient.ts';
import { SinceClient } from './support/sinceClient.ts';
import { leafPaths, otherValues, withValueAt, type Path } from './support/leaves.ts';

const NOW = Date.UTC(2026, 10, 21);

const homeOf = ({ homeRegion }: Kind) => homeRegion ?? 'eu-west-1';

/** A resource that can be deleted, with its plan. */
interface Planned {
  readonly resource: Resource;
  readonly plan: Plan;
  readonly since: SinceClient;
  readonly engine: DeletionHarness['engine'];
}

/** Returns the resource with another value for one member at a time, wherever its key stays the same. */
function* changedAlone(resource: Resource): Generator<{ readonly path: Path; readonly other: Resource }> {
  const { kind, target, entry } = resource;
  for (const path of leafPaths(entry.item)) {
    for (const value of otherValues(path.reduce<unknown>((inner, name) => (inner as Structure)[name], entry.item))) {
      const item = withValueAt(entry.item, path, value) as Structure;
      const other = unmatchedResourceFrom(kind, target, { ...entry, item });
      if (other?.key === resource.key) yield { path, other };
    }
  }
}

/** Returns whether a value that the dialog showed has changed, apart from one that ended or decreased. */
function displayDiffers({ kind, entry, name }: Resource, other: Resource): boolean {
  const isOther = (before: unknown, now: unknown) => JSON.stringify(before) !== JSON.stringify(now);
  const facts = kind.facts.filter(({ dialogTemplate, volatile }) => dialogTemplate !== undefined && !volatile);
  return (
    isOther(name, other.name) ||
    facts.some((fact) => {
      const [before, now] = [fact.value(entry), fact.value(other.entry)];
      const isLess = now === undefined || now === false || Number(now) < Number(before);
      return isOther(before, now) && !(fact.shrinks && isLess);
    })
  );
}

/** Returns whether the delete request would differ. */
function requestDiffers(resource: Resource, other: Resource): boolean {
  try {
    return JSON.stringify(deleteInput(resource)) !== JSON.stringify(deleteInput(other));
  } catch {
    return true;
  }
}

describe('a change of one member between the dialog and the request', function () {
  this.timeout(300_000);
  let world: TestEnvironment;
  let client: RememberingClient;
  const plans = new Map<Kind, Planned | undefined>();
  before(async () => {
    world = await TestEnvironment.start();
    client = new RememberingClient(world.client);
  });
  after(() => world.close());

  const samplesOf = (kind: Kind) => world.list(kind.id, 'dev', homeOf(kind));

  /** Plans the first sample of a resource type without a blocker; undefined if there is none. */
  async function planned(kind: Kind): Promise<Planned | undefined> {
    if (plans.has(kind)) return plans.get(kind);
    for (const resource of (await samplesOf(kind)).slice(0, 4)) {
      const since = new SinceClient(client, kind);
      const { engine } = new DeletionHarness(world, { client: since });
      const { plan } = await engine.plan([resource], { timeLimitMs: 60_000 });
      const [item] = plan.items;
      if (!item || item.evidence.some(({ level }) => level === 'blocker')) continue;
      const its = { resource: item.resource, plan, since, engine };
      plans.set(kind, its);
      return its;
    }
    plans.set(kind, undefined);
    return undefined;
  }

  /** Executes a plan and returns its outcome, or `sent` if it sent a delete request. */
  async function executed({ engine, plan, since }: Planned): Promise<Outcome | 'sent'> {
    since.sent = 0;
    const [outcome] = await engine.execute(plan);
    return since.sent > 0 || !outcome ? 'sent' : outcome;
  }

  it('is detected for each member that the dialog, the identity or the request of a resource type has', async () => {
    const missed = new Set<string>();
    let checked = 0;
    for (const kind of KINDS) {
      for (const resource of (await samplesOf(kind)).slice(0, 2)) {
        const [item] = planOf([resource], NOW).items;
        assert.ok(item);
        const identity = kind.identity.filter((path) => ![kind.members.id].flat().includes(path));
        for (const { path, other } of changedAlone(resource)) {
          const isIdentity = identity.some(
            (one) =>
              JSON.stringify(getPath(resource.entry.item, one)) !== JSON.stringify(getPath(other.entry.item, one)),
          );
          if (!isIdentity && !displayDiffers(resource, other) && !requestDiffers(resource, other)) continue;
          checked += 1;
          const now = { resource: other, evidence: collectEvidence(other, NOW) };
          if (questionChanges(item, now, NOW).length === 0) missed.add(`${kind.id} ${path.join('.')}`);
        }
      }
    }
    assert.deepEqual([...missed], []);
    assert.ok(checked > 1_000, `${checked} checked`);
  });

  it('sends no delete request when an identity member or a displayed value changed, for each resource type', async () => {
    const sent: string[] = [];
    let checked = 0;
    for (const kind of KINDS) {
      const its = await planned(kind);
      if (!its) continue;
      const { resource, since } = its;
      const seen = new Set<string>();
      for (const { path, other } of changedAlone(resource)) {
        const member = String(path[0]);
        if (seen.has(member) || !(kind.identity.includes(path.join('.')) || displayDiffers(resource, other))) continue;
        seen.add(member);
        since.replaced = { before: resource.entry.item, after: other.entry.item };
        checked += 1;
        const outcome = await executed(its);
        // With another parent or another type, it is no longer the same resource.
        const isRejected = outcome !== 'sent' && ['changed', 'blocked', 'alreadyDeleted'].includes(outcome.kind);
        if (!isRejected) sent.push(`${kind.id} ${path.join('.')}: ${JSON.stringify(outcome)}`);
      }
    }
    assert.deepEqual(sent, []);
    assert.ok(checked > 100, `${checked} checked`);
  });

  it('sends no delete request when a lookup fails or is no longer supported, for each resource type', async () => {
    const sent: string[] = [];
    let checked = 0;
    for (const kind of KINDS) {
      const its = await planned(kind);
      if (!its) continue;
      const { resource, since } = its;
      const own = kind.sources.flatMap(({ operation, child }) => [operation, child?.operation]);
      const { item } = resource.entry;
      since.replaced = { before: item, after: item };
      since.operations.length = 0;
      if ((await executed(its)) !== 'sent') continue;
      const until = since.operations.indexOf(kind.action.operation);
      const lookups = new Set(since.operations.slice(0, until).filter((operation) => !own.includes(operation)));
      for (const operation of lookups) {
        for (const name of ['RequestLimitExceededByTest', 'InvalidAction']) {
          since.failing = { operation, name };
          since.replaced = { before: item, after: item };
          checked += 1;
          const outcome = await executed(its);
          const isRejected = outcome !== 'sent' && ['changed', 'blocked'].includes(outcome.kind);
          if (!isRejected) sent.push(`${kind.id} ${operation} ${name}: ${JSON.stringify(outcome)} ${resource.id}`);
        }
        since.failing = undefined;
      }
    }
    assert.deepEqual(sent, []);
    assert.ok(checked > 50, `${checked} checked`);
  });
});
