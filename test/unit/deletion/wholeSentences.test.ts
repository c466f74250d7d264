import assert from 'node:assert/strict';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import type { CallFailure, FailureCause } from '../../../src/aws/errors/callError.ts';
import { stateReason } from '../../../src/deletion/execution/stateReason.ts';
import { failureReason } from '../../../src/deletion/execution/classifyFailure.ts';
import type { Evidence } from '../../../src/deletion/planning/evidence.ts';
import { confirmationDialog } from '../../../src/deletion/presentation/confirmationText.ts';
import { outcomeMessage } from '../../../src/deletion/presentation/outcomeMessages.ts';
import { restoreManyConfirmation } from '../../../src/deletion/presentation/restoreConfirmationText.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { SEED } from '../support/seed.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { planOf } from './support/deletionHarness.ts';

const CAUSES: readonly FailureCause[] = [
  ...(['noCredentials', 'expired', 'clock', 'denied', 'notFound', 'unreachable', 'unknownHost', 'invalid'] as const),
  ...(['conflict', 'notReady', 'server', 'malformedResponse', 'other'] as const),
];

/** Messages of sentences with countable beginnings and ends, from a few characters to thousands. */
const messages = fc
  .array(
    fc.array(fc.constantFrom('is', 'used', 'by', 'eni-0a1b2c3d4e5f60718', '10.0.1.21', 'e.g.'), { maxLength: 120 }),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) => all.map((words) => ['BEGIN', ...words, 'END.'].join(' ')).join(' '));

/** Asserts that a text has no ellipsis, and no such sentence without its end. */
function assertWhole(text: string): void {
  const count = (part: RegExp) => text.match(part)?.length ?? 0;
  assert.doesNotMatch(text, /…/);
  assert.equal(count(/BEGIN/g), count(/END\./g), text);
}

describe('sentences in dialogs and notifications', () => {
  let world: TestEnvironment;
  let peers: readonly Resource[];
  before(async () => {
    world = await TestEnvironment.start();
    peers = (await world.list('ec2.routeServerPeer')).slice(0, 2);
    assert.equal(peers.length, 2);
  });
  after(() => world.close());

  const shown = (message: string, cause: FailureCause): readonly string[] => {
    const [peer] = peers;
    assert.ok(peer);
    const failure: CallFailure = {
      ...{ cause, name: 'Code', message, action: 'ec2:DeleteRouteServerPeer', region: 'eu-west-1' },
      ...{ attempts: 1, durationMs: 1, details: {} },
    };
    const reason = failureReason(failure);
    const evidence: readonly Evidence[] = [{ level: 'warning', text: reason, check: 'references', operation: 'x' }];
    const items = planOf(peers).items.map((item) => ({ ...item, evidence }));
    return [
      reason,
      outcomeMessage(peer, { kind: 'failed', reason, failure }),
      outcomeMessage(peer, { kind: 'denied', reason, failure }),
      confirmationDialog(items.slice(0, 1), 0).detail,
      confirmationDialog(items, 0).detail,
      restoreManyConfirmation([], [{ label: 'x', reason }], () => undefined).detail,
      stateReason({ ...peer, entry: { ...peer.entry, item: { FailureReason: message } } }) ?? '',
    ];
  };

  it('are never truncated, for messages of AWS of any length', () => {
    fc.assert(
      fc.property(messages, fc.constantFrom(...CAUSES), (message, cause) => {
        shown(message, cause).forEach(assertWhole);
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  it('state that AWS’s message is too long to show', () => {
    const [reason = ''] = shown(`BEGIN ${'is '.repeat(5000)}END.`, 'conflict');
    assert.match(reason, /AWS’s message is too long to show here\./);
    assert.ok(reason.length < 500);
  });
});
