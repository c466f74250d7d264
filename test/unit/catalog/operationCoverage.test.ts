import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as directconnect from '@aws-sdk/client-direct-connect';
import * as ec2 from '@aws-sdk/client-ec2';
import * as lightsail from '@aws-sdk/client-lightsail';
import { describe, it } from 'mocha';
import { operationsOf } from '../../../sandbox/wire/shapes.ts';
import { ROOT } from '../../../scripts/lib/run.mjs';
import { KINDS } from '../../../src/catalog/index.ts';
import { SERVICES, type ServiceId } from '../../../src/catalog/model/services.ts';

const CLIENTS: Readonly<Record<ServiceId, object>> = { ec2, lightsail, directconnect };

/** How the names of operations begin that say that they remove something. */
const SAYS_REMOVAL =
  /^(Delete|Terminate|Release|Deregister|Disassociate|Detach|Revoke|Cancel|Reject|Deprovision|Disable|Unassign|Close|Untag|Unlock|Unpeer|Unmonitor|Stop|Reset|Remove|Withdraw|Purge|Clear|Destroy|Dismiss|Drop|Leave|Unregister|Unsubscribe|Return|Decline|Abort|Evict|Discard|Forget)/;

/** The lines of the ledger, as `ec2 CancelBundleTask`, with their reasons. */
function ledger(): ReadonlyMap<string, string> {
  const lines = readFileSync(path.join(ROOT, 'docs/not-resources.md'), 'utf8').split('\n');
  const found = new Map<string, string>();
  let service = '';
  for (const line of lines) {
    const [, heading] = /^## (.+)$/.exec(line) ?? [];
    if (heading !== undefined) service = Object.values(SERVICES).find(({ label }) => label === heading)?.id ?? '';
    const [, operation, kind, reason] = /^\| ([A-Z]\w+) +\| ([^|]+?) +\| ([^|]+?) +\|$/.exec(line) ?? [];
    if (operation !== undefined) found.set(`${service} ${operation}`, `${kind ?? ''}: ${reason ?? ''}`);
  }
  return found;
}

describe('the ledger of removing operations', () => {
  const removed = new Set(KINDS.map(({ service, action }) => `${service} ${action.operation}`));
  const lines = ledger();

  for (const service of Object.keys(CLIENTS) as ServiceId[]) {
    it(`has every operation of ${service} that says removal, in the catalogue or with a reason`, () => {
      const operations = [...operationsOf(CLIENTS[service]).keys()].filter((name) => SAYS_REMOVAL.test(name));
      assert.ok(operations.length > 10);
      const missing = operations.filter(
        (name) => !removed.has(`${service} ${name}`) && !lines.has(`${service} ${name}`),
      );
      assert.deepEqual(missing, [], 'a row of the catalogue, or a line of docs/not-resources.md with its reason');
    });
  }

  it('has no line for what the catalogue has, and none without a reason or an operation', () => {
    for (const [line, reason] of lines) {
      const [service, operation] = line.split(' ') as [ServiceId, string];
      assert.ok(!removed.has(line), line);
      assert.match(reason, /^\S.*: \S/, line);
      assert.ok(operationsOf(CLIENTS[service]).has(operation), line);
    }
  });
});
