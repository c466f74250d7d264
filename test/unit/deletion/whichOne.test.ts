import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { serializeResource } from '../../../src/deletion/journal/format/storedResource.ts';
import type { Outcome } from '../../../src/deletion/execution/outcome.ts';
import { deleteInput } from '../../../src/deletion/planning/deleteInput.ts';
import { confirmationDialog } from '../../../src/deletion/presentation/confirmationText.ts';
import { outcomeMessage } from '../../../src/deletion/presentation/outcomeMessages.ts';
import { planDocument } from '../../../src/deletion/presentation/planDocument.ts';
import { reportSentence } from '../../../src/deletion/presentation/planReport.ts';
import { displayLabel } from '../../../src/deletion/presentation/resourceLabels.ts';
import { restoreManyConfirmation } from '../../../src/deletion/presentation/restoreConfirmationText.ts';
import {
  entryDetails,
  entryLabel,
  labeledEntry,
  planRowDetails,
} from '../../../src/deletion/presentation/rowLabels.ts';
import { restoreMessage } from '../../../src/deletion/presentation/restoreMessages.ts';
import type { RestorePlan } from '../../../src/deletion/restore/restorePlan.ts';
import { scriptCalls, scriptText } from '../../../src/deletion/scripts/planScripts.ts';
import { parentLabel } from '../../../src/deletion/presentation/resourceLabels.ts';
import { getPath } from '../../../src/inventory/listing/memberPath.ts';
import { displayName, resourceFrom, unmatchedResourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { referenceResult } from '../../../src/tools/toolResponse.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { planOf } from './support/deletionHarness.ts';
import { withValue } from './support/listedFake.ts';
import { OUTCOMES, RESTORES } from './support/outcomeKinds.ts';

/** Returns another value of the same type. */
function otherValue(value: unknown): unknown {
  if (Array.isArray(value))
    return value.length === 0 ? value : [otherValue(value[0]), ...(value.slice(1) as unknown[])];
  if (typeof value === 'string') return /^\d+$/.test(value) ? String(Number(value) + 1) : `${value}9`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return value;
}

/** Returns the members of an item that the request names: paths. */
function requestPaths({ action }: Kind): readonly string[] {
  return Object.values(action.input).flatMap((from) => {
    if (typeof from === 'string') return [from];
    if ('item' in from) return [from.item];
    return Array.isArray(from) ? [from[0] as string] : [];
  });
}

/** A member, and a resource that differs from the sample in it only. */
type Sibling = readonly [member: string, resource: Resource];

/** Returns resources that differ from a resource in the parent or in one member of the identity or of the request. */
function siblingsOf(resource: Resource): readonly Sibling[] {
  const { kind, target, entry } = resource;
  const { parent } = entry;
  const siblings: [string, Resource | undefined][] = [];
  if (parent) {
    const id = `${parent.id.slice(0, -1)}${parent.id.endsWith('9') ? '8' : '9'}`;
    const raw = JSON.parse(JSON.stringify(parent.raw).replaceAll(parent.id, id)) as Structure;
    siblings.push(['parent', resourceFrom(kind, target, { ...entry, parent: { ...parent, id, raw } })]);
  }
  for (const path of new Set([...kind.identity, ...requestPaths(kind)])) {
    const value = otherValue(getPath(entry.item, path));
    siblings.push([path, resourceFrom(kind, target, { ...entry, item: withValue(entry.item, path, value) })]);
  }
  return siblings.flatMap(([member, other]) => (other ? [[member, other] as const] : []));
}

/** Returns the request of a resource as text; undefined where it cannot be written. */
function requestText(resource: Resource): string | undefined {
  try {
    return JSON.stringify(deleteInput(resource));
  } catch {
    return undefined;
  }
}

/** The members that name the other end of what an action separates. */
const OTHER_ENDS: Readonly<Record<string, string>> = {
  'ec2.networkInterfaceAttachment': 'Attachment.InstanceId',
  'ec2.iamInstanceProfileAssociation': 'InstanceId',
  'ec2.volumeAttachment': 'InstanceId',
  'ec2.addressTransfer': 'TransferAccountId',
  'lightsail.staticIpAttachment': 'attachedTo',
  'lightsail.diskAttachment': 'attachedTo',
  'lightsail.distributionCertificate': 'certificateName',
  'directconnect.lagMembership': 'lagId',
};

function restoreOf(resource: Resource): RestorePlan {
  return { before: resource, operation: '', input: {}, brings: [], loses: [] } as never;
}

/** Returns every text that names one resource alone, by where it is shown. */
function textsOf(resource: Resource, namesake: Resource): Readonly<Record<string, string>> {
  const plan = planOf([resource]);
  const { items } = plan;
  const [item] = items;
  assert.ok(item);
  const { title, detail } = confirmationDialog(items, 0);
  const document = planDocument({ ...plan, id: '' }, 0);
  const entry = { resource: serializeResource(resource), action: 'delete', input: item.input } as const;
  // A row stands beside the rows of its siblings.
  const row = planRowDetails([resource, namesake]).get(resource.key);
  const withDependency = { ...plan, items: [item, { ...item, resource: { ...resource, key: 'dependency' } }] };
  const asked = new Set([resource.key]);
  const report = (kind: 'deleted' | 'failed') =>
    reportSentence(withDependency, [{ kind, reason: 'Because.' }, { kind: 'deleted' }], asked);
  const restore = restoreOf(resource);
  const scripts = scriptCalls(items).length > 0;
  return {
    question: `${title}\n${detail}`,
    'plan row': [displayName(resource), row?.difference, row?.parent, ...(row?.values ?? [])].join(' · '),
    'plan document': document.slice(0, document.indexOf('## JSON')),
    notification: outcomeMessage(resource, { kind: 'deleted' }),
    'notification of a failure': outcomeMessage(resource, { kind: 'failed', reason: 'Because.' }),
    'report of a failure': report('failed'),
    'report of a success': report('deleted'),
    'journal row': [resource.name ?? resource.id, parentLabel(labeledEntry(entry)), ...entryDetails(entry)].join(' · '),
    'journal label': entryLabel(entry),
    'question of several restores': restoreManyConfirmation([restore, restore], [], () => undefined).detail,
    'notification of a restore': restoreMessage(restore, { kind: 'restored' }),
    'notification of a failed restore': restoreMessage(restore, { kind: 'failed', reason: 'Because.' }),
    'result for agents': JSON.stringify(referenceResult(resource)),
    ...(scripts && { 'AWS CLI script': scriptText(scriptCalls(items), 'cli') }),
    ...(scripts && { 'boto3 program': scriptText(scriptCalls(items), 'boto3') }),
  };
}

describe('each text about a resource', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  let pairs = 0;
  for (const kind of KINDS) {
    it(`shows which one it is about: ${kind.id}`, async () => {
      const [resource] = await world.list(kind.id, 'dev', kind.homeRegion ?? 'eu-west-1');
      assert.ok(resource);
      for (const [member, other] of siblingsOf(resource)) {
        const isOtherRequest = requestText(resource) !== requestText(other);
        if (!isOtherRequest && resource.key === other.key && OTHER_ENDS[kind.id] !== member) continue;
        pairs += 1;
        const [one, two] = [textsOf(resource, other), textsOf(other, resource)];
        for (const [place, text] of Object.entries(one)) {
          // A script has the request, which names an attachment by one end where that is unique.
          if (!isOtherRequest && /script|program/.test(place)) continue;
          assert.notEqual(text, two[place], `${place}: ${member} is missing in:\n${text}`);
        }
        assert.notEqual(displayLabel(resource), displayLabel(other));
      }
    }).timeout(20_000);
  }

  it('was compared for siblings of most resource types', () => {
    assert.ok(pairs > KINDS.length, String(pairs));
  });

  it('shows the id where two resources of a type have one name', async () => {
    for (const kind of KINDS) {
      const [resource] = await world.list(kind.id, 'dev', kind.homeRegion ?? 'eu-west-1');
      assert.ok(resource);
      const other = siblingsOf(resource).find(([, { id }]) => id !== resource.id)?.[1];
      if (!other) continue;
      const [one, two] = [resource, other].map((each) => ({ ...each, name: 'production' }));
      assert.ok(one && two);
      const [texts, others] = [textsOf(one, two), textsOf(two, one)];
      for (const [place, text] of Object.entries(texts))
        assert.notEqual(text, others[place], `${kind.id}: the id is missing in the ${place}:\n${text}`);
    }
  }).timeout(60_000);

  it('names the Region, or the account, of each of two resources that a plan has in both, for every resource type', async () => {
    for (const kind of KINDS) {
      if (kind.global ?? kind.acrossRegions ?? kind.homeRegion !== undefined) continue;
      const [resource] = await world.list(kind.id, 'dev', 'eu-west-1');
      assert.ok(resource);
      const { target, entry } = resource;
      const { identity } = target;
      const account = { ...identity, accountId: '999988887777', source: { kind: 'environment' } as const };
      for (const more of [{ region: 'us-east-1' }, { identity: account }]) {
        const other = unmatchedResourceFrom(kind, { ...target, ...more }, entry);
        assert.ok(other);
        const both = [resource, other];
        const plan = planOf(both);
        const rows = planRowDetails(both);
        const texts = both.map(({ key }) => {
          const outcomes = plan.items.map(({ resource: one }): Outcome => ({
            kind: one.key === key ? 'failed' : 'deleted',
            reason: 'Because.',
          }));
          const row = rows.get(key);
          return {
            report: reportSentence(plan, outcomes, new Set([key])),
            row: [row?.difference, row?.parent, ...(row?.values ?? [])].join(' · '),
          };
        });
        assert.notEqual(texts[0]?.report, texts[1]?.report, kind.id);
        assert.notEqual(texts[0]?.row, texts[1]?.row, kind.id);
      }
    }
  }).timeout(60_000);

  it('names the Region in the notification about one resource, however its deletion or restore ended', async () => {
    for (const kind of KINDS) {
      if (kind.global ?? kind.acrossRegions ?? kind.homeRegion !== undefined) continue;
      const [resource] = await world.list(kind.id, 'dev', 'eu-west-1');
      assert.ok(resource);
      const other = unmatchedResourceFrom(kind, { ...resource.target, region: 'us-east-1' }, resource.entry);
      assert.ok(other);
      for (const outcome of OUTCOMES) {
        const [one, two] = [resource, other].map((each) => outcomeMessage(each, { kind: outcome, reason: 'Because.' }));
        assert.notEqual(one, two, one);
      }
      for (const outcome of RESTORES) {
        const [one, two] = [resource, other].map((each) =>
          restoreMessage(restoreOf(each), { kind: outcome, reason: 'Because.' }),
        );
        assert.notEqual(one, two, one);
      }
    }
  }).timeout(60_000);
});
