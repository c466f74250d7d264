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

/** The beginnings of the names of operations that remove something. */
const DELETING =
  /^(Delete|Terminate|Release|Deregister|Disassociate|Detach|Revoke|Cancel|Reject|Deprovision|Disable|Unassign|Close|Untag|Unlock|Unpeer|Unmonitor|Stop|Reset|Remove|Withdraw|Purge|Clear|Destroy|Dismiss|Drop|Leave|Unregister|Unsubscribe|Return|Decline|Abort|Evict|Discard|Forget)/;

/** The excluded operations, as `ec2 CancelBundleTask`, with their reasons. */
function excluded(): ReadonlyMap<string, string> {
  const all = Object.entries(EXCLUDED_OPERATIONS).flatMap(([service, operations]) =>
    Object.entries(operations).map(([name, { reason, text }]) => [`${service} ${name}`, `${reason}: ${text}`] as const),
  );
  assert.ok(all.length > 20);
  return new Map(all);
}

describe('the coverage of deleting operations', () => {
  const removed = new Set(KINDS.map(({ service, action }) => `${service} ${action.operation}`));
  const lines = excluded();

  for (const service of Object.keys(CLIENTS) as ServiceId[]) {
    it(`has every operation of ${service} whose name begins with a deleting verb, in the catalogue or with a reason`, () => {
      const operations = [...operationsOf(CLIENTS[service]).keys()].filter((name) => DELETING.test(name));
      assert.ok(operations.length > 10);
      const missing = operations.filter(
        (name) => !removed.has(`${service} ${name}`) && !lines.has(`${service} ${name}`),
      );
      assert.deepEqual(
        missing,
        [],
        'a row of the catalogue, or a line of src/catalog/excludedOperations.ts with its reason',
      );
    });
  }

  it('excludes nothing that the catalogue has, and nothing without a reason or an operation', () => {
    for (const [line, reason] of lines) {
      const [service, operation] = line.split(' ') as [ServiceId, string];
      assert.ok(!removed.has(line), line);
      assert.match(reason, /^\w+: \S.*\.$/, line);
      assert.ok(operationsOf(CLIENTS[service]).has(operation), line);
    }
  });
});
