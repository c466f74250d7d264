import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { displayLabel } from '../../../src/deletion/presentation/resourceLabels.ts';
import { outcomeBeside, outcomeLabel } from '../../../src/deletion/presentation/phrases.ts';
import { outcomeMessage } from '../../../src/deletion/presentation/outcomeMessages.ts';
import { restoreMessage } from '../../../src/deletion/presentation/restoreMessages.ts';
import { createRestorePlan } from '../../../src/deletion/restore/restorePlan.ts';
import { resourceFrom } from '../../../src/inventory/resource.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { CASES } from './support/deletionHarness.ts';
import { OUTCOMES, RESTORES } from './support/outcomeKinds.ts';

/** A notification of VS Code, which breaks lines at hyphens, shows at least so many letters in its first line. */
const FIRST_LINE = 50;

describe('The message of an outcome', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  it('has the name and the id in its first line, where a notification does not break them', async () => {
    for (const { kind, wanted } of CASES) {
      const resource = await world.find(kind, wanted);
      const label = displayLabel(resource);
      // Some ids alone are longer than a line.
      const allowed = Math.max(FIRST_LINE, label.length + 'Disassociated '.length);
      const at = (message: string) => {
        assert.ok(message.includes(label), message);
        assert.ok(message.indexOf(label) + label.length <= allowed, message);
      };
      for (const outcome of OUTCOMES) at(outcomeMessage(resource, { kind: outcome, reason: 'Because.' }));
    }
  });

  it('names what was restored, under the id that it has now', async () => {
    const [{ kind, wanted }] = CASES;
    const before = await world.find(kind, wanted);
    const plan = createRestorePlan(before, {}, Date.now());
    for (const outcome of RESTORES) {
      const message = restoreMessage(plan, { kind: outcome, reason: 'Because.' });
      assert.ok(message.indexOf(displayLabel(before)) <= 'Restored '.length, message);
    }
    const { item } = before.entry;
    const entry = { ...before.entry, item: { ...item, RouteServerPeerId: 'rsp-00000000000000001' } };
    const resource = resourceFrom(before.kind, before.target, entry);
    assert.ok(resource);
    const message = restoreMessage(plan, { kind: 'restored', resource });
    assert.match(
      message,
      new RegExp(`^Restored ${before.name ?? ''} \\(rsp-00000000000000001\\): route server peer in`),
    );
    assert.ok(message.endsWith('.'), message);
  });
});

describe('The word of an outcome beside the facts of a resource', () => {
  it('is about the deletion, where a state of AWS is the same word', () => {
    for (const kind of OUTCOMES) {
      const word = outcomeLabel(kind, 'deleted');
      assert.equal(outcomeBeside(kind, 'deleted', ['10.0.1.21', `${word} by itself`]), word);
      for (const state of [word, word.toUpperCase()])
        assert.equal(outcomeBeside(kind, 'deleted', ['10.0.1.21', state]), `deletion: ${word}`);
    }
  });
});
