import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { KINDS } from '../../../src/catalog/index.ts';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import type { PlanItem } from '../../../src/deletion/planning/plan.ts';
import { awsCliScript } from '../../../src/deletion/scripts/awsCli.ts';
import { boto3Script, pythonLiteral } from '../../../src/deletion/scripts/boto3.ts';
import { xformName } from '../../../src/deletion/scripts/botocoreNames.ts';
import { scriptCalls } from '../../../src/deletion/scripts/planScripts.ts';
import { planOf } from '../deletion/support/deletionHarness.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { HOSTILE, received, Shell, type Invocation } from './support.ts';

/** Returns a value with another text in place of each text. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((part) => mapTexts(part, change));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapTexts(part, change)]));
}

/** Returns the value that the CLI makes of an argument for a member, whose type is that of the value which the engine sends. */
function readAs(call: Invocation, member: string, sent: unknown): unknown {
  const option = `--${xformName(member, '-')}`;
  const value = received(call, member);
  if (typeof sent === 'boolean' && typeof value !== 'boolean') return call.args.includes(option);
  if (typeof value !== 'string' || typeof sent === 'string') return value;
  return sent instanceof Date ? value : (JSON.parse(value) as unknown);
}

describe('a script sends what the engine sends', () => {
  let world: TestEnvironment;
  let shell: Shell;
  before(async () => {
    world = await TestEnvironment.start();
    shell = new Shell();
  });
  after(async () => {
    assert.ok(!shell.tripped, 'no text of a request was executed');
    shell.close();
    await world.close();
  });

  let next = 0;
  const hostile = () => HOSTILE[next++ % HOSTILE.length] ?? '';

  for (const kind of KINDS) {
    it(`under any names: ${kind.id}`, async () => {
      const [resource] = await world.list(kind.id, 'dev', kind.homeRegion ?? 'eu-west-1');
      assert.ok(resource);
      const [item] = planOf([resource]).items;
      assert.ok(item);
      const { input: own } = item;
      const inputs = [own, mapTexts(own, (text) => text + hostile()), mapTexts(own, hostile)] as readonly Structure[];
      const requests = inputs.map((input) => {
        const free: PlanItem = { ...item, evidence: [], input };
        const [call] = scriptCalls([free]);
        assert.ok(call);
        // What is read after the request has a test of its own.
        const request = { ...call };
        Reflect.deleteProperty(request, 'wait');
        return request;
      });
      const { calls, status, stderr } = shell.run(awsCliScript(requests), { shell: 'bash' });
      assert.deepEqual([calls.length, status, stderr], [inputs.length, 0, '']);
      for (const [index, input] of inputs.entries()) {
        const [sent, request] = [calls[index], requests[index]];
        assert.ok(sent && request);
        assert.deepEqual(sent.args.slice(0, 2), [kind.service, xformName(item.operation, '-')]);
        for (const [member, value] of Object.entries(input))
          assert.deepEqual(readAs(sent, member, value), value instanceof Date ? value.toISOString() : value, member);
        const members = Object.entries(input).map(([member, value]) => `${member}=${pythonLiteral(value)}`);
        const statement = `(${kind.service}.${xformName(item.operation, '_')}(${members.join(', ')})`;
        assert.ok(boto3Script([request]).includes(statement), statement);
      }
    });
  }
});
