import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { dryRun } from '../../../src/deletion/planning/dryRun.ts';
import { checkPermission } from '../../../src/deletion/planning/permissionCheck.ts';
import { FOREIGN_BODIES, HOSTILE_RESPONSES, type Respond } from '../aws/support/hostileBodies.ts';
import { behindHostileProxy } from '../aws/support/hostileProxy.ts';
import { CASES } from './support/deletionHarness.ts';

/** Responses in AWS's format that do not grant a permission either. */
const MARKED: Readonly<Record<string, Respond>> = {
  'the code of a dry run with 5xx': (response) =>
    response
      .writeHead(503, {})
      .end(
        '<Response><Errors><Error><Code>DryRunOperation</Code><Message>x</Message></Error></Errors><RequestID>r</RequestID></Response>',
      ),
  'a dry run in the message': (response) =>
    response
      .writeHead(400, {})
      .end(
        '<Response><Errors><Error><Code>InvalidRequest</Code><Message>DryRunOperation: Request would have succeeded, but DryRun flag is set.</Message></Error></Errors><RequestID>r</RequestID></Response>',
      ),
  'the status of a dry run without its code': (response) =>
    response
      .writeHead(412, {})
      .end(
        '<Response><Errors><Error><Code>PreconditionFailed</Code><Message>x</Message></Error></Errors><RequestID>r</RequestID></Response>',
      ),
};

describe('a dry run behind a proxy that replaces the response', () => {
  const suite = behindHostileProxy();

  for (const its of CASES.slice(0, 2)) {
    it(`reports no permission for any response that is not AWS’s: ${its.operation}`, async () => {
      const { world, proxy } = suite;
      const parts = world.newParts({
        interceptClient: () => proxy.client,
        replaceParts: () => ({
          verify: (target) => world.profiles.verify(target),
          allowedEndpoints: () => [proxy.url],
        }),
      });
      const deps = { ...parts, simulate: () => Promise.resolve('allowed' as const) };
      const resource = proxy.behind(await world.find(its.kind, its.wanted));
      const { signal } = new AbortController();
      assert.equal((await dryRun(resource, deps)).kind, 'allowed');
      assert.equal((await checkPermission(resource, 1, deps, signal)).level, 'ok');
      for (const [what, respond] of [...HOSTILE_RESPONSES, ...Object.entries(MARKED)]) {
        proxy.intercepted.set(its.operation, { respond });
        const result = await dryRun(resource, deps);
        assert.equal(result.kind, 'failed', what);
        const { level, text } = await checkPermission(resource, 1, deps, signal);
        assert.equal(level, 'unknown', what);
        assert.match(text, /^Permission could not be checked: ./, what);
      }
      assert.ok(HOSTILE_RESPONSES.size > FOREIGN_BODIES.length);
    }).timeout(30_000);
  }
});
