import assert from 'node:assert/strict';
import type { NormalizedSchema } from '@smithy/core/schema';
import { describe, it } from 'mocha';
import { LISTED_KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import { itemOfKind, membersOf } from './support/schemas.ts';

/** Members with misleading names, by resource type and member. */
const OTHER: Readonly<Record<string, string>> = {
  'ec2.snapshot RestoreExpiryTime': 'when it returns to the archive tier; the snapshot stays',
  'ec2.snapshotLock CoolOffPeriodExpiresOn': 'when the lock can no longer be changed',
  'ec2.capacityReservation EndDateType': 'not a time',
  'ec2.fleet TerminateInstancesWithExpiration': 'not a time',
  'ec2.networkInsightsAccessScopeAnalysis EndDate': 'when the analysis ended; it stays',
  'ec2.image DeregistrationProtection': 'not a time',
  'ec2.localGatewayRoute LocalGatewayRouteTableArn': 'of the route table',
  'ec2.blockPublicAccessExclusion ResourceArn': 'of the VPC or subnet',
  'lightsail.certificate certificateDetail': 'its time has its own path',
};

/** Returns whether an ARN is that of the described resource: its name is that of the structure, or the stem of the id. */
function isOwnArn(kind: Kind, item: NormalizedSchema, name: string): boolean {
  if (/^arn$/i.test(name)) return true;
  const stem = name.slice(0, -3).toLowerCase();
  const ids = [kind.members.id].flat().map((path) => path.replace(/(Id|Name)$/, '').toLowerCase());
  const structure = (item.getName() ?? '').toLowerCase();
  return ids.includes(stem) || structure === stem || structure.replace(/(detail|description|info)$/, '') === stem;
}

const EXPIRY = /expir|^notAfter$|^ValidUntil$|^EndDate$|^End$/i;
const CREATION = /^(create(d|Time|Date|At)|created(At|Date|Time)|creation(Time|Date|Timestamp))$/i;

describe('the ARN, tags and times that AWS returns', () => {
  for (const kind of LISTED_KINDS) {
    it(`are members of the row: ${kind.id}`, () => {
      const { arn, tags, expires, created } = kind.members;
      const item = itemOfKind(kind);
      for (const [name, member] of membersOf(item)) {
        if (`${kind.id} ${name}` in OTHER) continue;
        if (/arn$/i.test(name) && member.isStringSchema() && isOwnArn(kind, item, name)) assert.equal(arn, name);
        if (/^tags(et)?$/i.test(name) && member.isListSchema()) assert.equal(tags, name);
        if (EXPIRY.test(name) && (member.isTimestampSchema() || member.isStringSchema())) assert.equal(expires, name);
        if (CREATION.test(name) && (member.isTimestampSchema() || member.isStringSchema()))
          assert.ok(created === name, `${name} is not a member`);
      }
    });
  }
});
