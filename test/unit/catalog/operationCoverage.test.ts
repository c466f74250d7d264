import assert from 'node:assert/strict';
import * as directconnect from '@aws-sdk/client-direct-connect';
import * as ec2 from '@aws-sdk/client-ec2';
import * as lightsail from '@aws-sdk/client-lightsail';
import { describe, it } from 'mocha';
import { operationsOf } from '../../../sandbox/wire/shapes.ts';
import { EXCLUDED_OPERATIONS } from '../../../src/catalog/excludedOperations.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import type { ServiceId } from '../../../src/catalog/model/services.ts';

const CLIENTS: Readonly<Record<ServiceId, object>> = { ec2, lightsail, directconnect };

/** Matches the prefixes of operations that delete something. */
const DELETING =
  /^(Delete|Terminate|Release|Deregister|Disassociate|Detach|Revoke|Cancel|Reject|Deprovision|Disable|Unassign|Close|Untag|Unlock|Unpeer|Unmonitor|Stop|Reset|Remove|Withdraw|Purge|Clear|Destroy|Dismiss|Drop|Leave|Unregister|Unsubscribe|Return|Decline|Abort|Evict|Discard|Forget)/;

/** Returns the excluded operations with their reasons; the keys are like `ec2 CancelBundleTask`. */
function excluded(): ReadonlyMap<string, string> {
  const all = Object.entries(EXCLUDED_OPERATIONS).flatMap(([service, operations]) =>
    Object.entries(operations).map(([name, { reason, text }]) => [`${service} ${name}`, `${reason}: ${text}`] as const),
  );
  assert.ok(all.length > 20);
  return new Map(all);
}

describe('the coverage of delete operations', () => {
  const covered = new Set(KINDS.map(({ service, action }) => `${service} ${action.operation}`));
  const lines = excluded();

  for (const service of Object.keys(CLIENTS) as ServiceId[]) {
    it(`includes every operation of ${service} with a deleting verb, in the catalog or excluded with a reason`, () => {
      const operations = [...operationsOf(CLIENTS[service]).keys()].filter((name) => DELETING.test(name));
      assert.ok(operations.length > 10);
      const missing = operations.filter(
        (name) => !covered.has(`${service} ${name}`) && !lines.has(`${service} ${name}`),
      );
      assert.deepEqual(
        missing,
        [],
        'needs a row of the catalog, or a line of src/catalog/excludedOperations.ts with its reason',
      );
    });
  }

  it('excludes only existing operations that are not in the catalog, each with a reason', () => {
    for (const [line, reason] of lines) {
      const [service, operation] = line.split(' ') as [ServiceId, string];
      assert.ok(!covered.has(line), line);
      assert.match(reason, /^\w+: \S.*\.$/, line);
      assert.ok(operationsOf(CLIENTS[service]).has(operation), line);
    }
  });
});
