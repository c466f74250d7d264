import assert from 'node:assert/strict';
import type { NormalizedSchema } from '@smithy/core/schema';
import { describe, it } from 'mocha';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import type { ServiceId } from '../../../src/catalog/model/services.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import { failureInside, returnedFalse } from '../../../src/deletion/execution/partialFailure.ts';
import { withSideResults } from '../../../src/deletion/execution/sideResults.ts';
import { membersOf, shapes } from './support/schemas.ts';

/** Names of members that may report a failure, wherever they are. */
const FAILURE =
  /fail|unsuccess|error|unknown|unprocessed|reject|denied|unable|invalid|skipped|result|returnCode|(?:^|\w)reasons?$|message|warning/i;

/** Why a member reports no failure of the request. */
const REVIEWED: readonly (readonly [members: RegExp, reason: string])[] = [
  [
    /^ec2\.\w+ (?:Successful\w*|CancelledSpotInstanceRequests|TerminatingInstances|DeregisteredMulticastGroup(?:Members|Sources)|RevokedSecurityGroupRules|UnassignedIpv6(?:Addresses|Prefixes)|DeprovisionedAddresses|FcaPolicyDisassociations|Associations|NatGatewayAddresses|ReservedInstancesListings|Instances|ConnectionStatuses)(?:\.|$)/,
    'It names what AWS deletes or has begun to delete. Whether it is deleted, a read of the resource shows.',
  ],
  [
    /^ec2\.\w+ (?:[\w.]+\.)?(?:State|Status|Fault|Failure|StateTransition|LastVersionCreationStatus)(?:Message|Reason|Code|Reason\.Code|Reason\.Message|\.Message)$/,
    'It describes the state of the resource, which a read shows too (`stateReason.ts`).',
  ],
  [/^ec2\.DeleteVpcBlockPublicAccessExclusion \w+\.Reason$/, 'It describes the state of the resource.'],
  [/^directconnect\.\w+ \w+\.stateChangeError$/, 'It describes the state of the resource.'],
  [
    /^ec2\.DeleteApplicationStatusCheck ApplicationStatusCheck\.FailureThreshold$/,
    'It is a setting of the deleted check.',
  ],
  [
    /^directconnect\.\w+ (?:tags|macSecKeys|connections|jumboFrameCapable|macSecCapable|partnerInterconnectMacSecCapable|allowsHostedConnections)(?:\.|$)/,
    'It describes the resource.',
  ],
  [/^ec2\.(?:De|At)tachVolume DeleteOnTermination$/, 'It describes the attachment.'],
];

interface Reported {
  readonly path: string;
  readonly schema: NormalizedSchema;
}

/** Yields the members of an output that may report a failure: every list and every boolean at the top, and whatever has such a name. */
function* suspects(
  schema: NormalizedSchema,
  path: readonly string[] = [],
  within: readonly unknown[] = [],
): Generator<Reported> {
  for (const [name, member] of membersOf(schema)) {
    const names = [...path, name];
    const isAtTop = path.length === 0 && (member.isListSchema() || member.isBooleanSchema());
    if (isAtTop || FAILURE.test(name)) yield { path: names.join('.'), schema: member };
    let inner = member;
    while (inner.isListSchema()) inner = inner.getValueSchema();
    const key = inner.getSchema();
    if (inner.isStructSchema() && !within.includes(key)) yield* suspects(inner, names, [...within, key]);
  }
}

const ELEMENT: Structure = { Error: { Code: 'InUse', Message: 'It is in use.' } };

/** Returns whether a response in which a member at the top reports a failure counts as one. */
function isRead(kind: Kind, member: string, schema: NormalizedSchema): boolean {
  if (kind.completion.operations === member) return true;
  const output = { [member]: schema.isBooleanSchema() ? false : [ELEMENT] };
  if (failureInside(kind, output) !== undefined) return true;
  const resource = { kind, entry: { item: {}, extra: undefined, source: 0 } };
  return withSideResults({ kind: 'deleted' }, resource, output).kind === 'failed';
}

const reasonOf = (service: ServiceId, operation: string, path: string): string | undefined =>
  REVIEWED.find(([members]) => members.test(`${service}.${operation} ${path}`))?.[1];

describe('a response with status 200', () => {
  it('has no member that may report a failure and is neither read nor reviewed, for every resource type', () => {
    const missing = new Set<string>();
    const used = new Set<string>();
    let read = 0;
    for (const kind of KINDS) {
      const { service, action } = kind;
      for (const { path, schema } of suspects(shapes(service, action.operation).output)) {
        const [top = ''] = path.split('.');
        const atTop = membersOf(shapes(service, action.operation).output).get(top);
        assert.ok(atTop);
        const reason = reasonOf(service, action.operation, path);
        if (reason !== undefined) used.add(reason);
        const isAtTop = atTop.isListSchema() || atTop.isBooleanSchema();
        // The snapshots of an AMI are deleted by another action.
        const isAskedFor = path !== 'DeleteSnapshotResults' || action.sideResults !== undefined;
        if (isAtTop && reason === undefined && isAskedFor && isRead(kind, top, atTop)) {
          read++;
        } else if (
          reason === undefined &&
          !path.startsWith('DeleteSnapshotResults') &&
          top !== kind.completion.operations
        ) {
          missing.add(`${service}.${action.operation} ${path}${schema.isBooleanSchema() ? ' (boolean)' : ''}`);
        }
      }
    }
    assert.deepEqual([...missing], []);
    assert.ok(read > 60, String(read));
    assert.deepEqual(
      REVIEWED.filter(([, reason]) => !used.has(reason)),
      [],
    );
  });

  it('has no boolean that may report the failure of a restore and is neither read nor reviewed', () => {
    const missing: string[] = [];
    let read = 0;
    for (const { service, restorability } of KINDS) {
      const { restore } = restorability;
      if (!restore) continue;
      for (const { path, schema } of suspects(shapes(service, restore.operation).output)) {
        const isRead =
          path.split('.')[0] === restore.operations ||
          (schema.isBooleanSchema() && returnedFalse({ [path]: false }) !== undefined);
        if (isRead) read++;
        else if (reasonOf(service, restore.operation, path) === undefined)
          missing.push(`${service}.${restore.operation} ${path}`);
      }
    }
    assert.deepEqual(missing, []);
    assert.ok(read > 5, String(read));
  });
});
