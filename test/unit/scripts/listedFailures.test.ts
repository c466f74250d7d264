import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { KINDS } from '../../../src/catalog/index.ts';
import type { JournalEntry } from '../../../src/deletion/journal/entry.ts';
import { serializeResource } from '../../../src/deletion/journal/format/storedResource.ts';
import { awsCliScript } from '../../../src/deletion/scripts/awsCli.ts';
import { boto3Script } from '../../../src/deletion/scripts/boto3.ts';
import { entryCalls, scriptCalls } from '../../../src/deletion/scripts/planScripts.ts';
import type { ScriptCall } from '../../../src/deletion/scripts/scriptCall.ts';
import { planOf } from '../deletion/support/deletionHarness.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';
import { PythonRunner } from './pythonRunner.ts';
import { Shell, targetOf } from './support.ts';

const LISTING = KINDS.filter(({ action }) => action.partialFailuresMember !== undefined);

const python = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
const withPython = python.status === 0 ? it : it.skip;

/** Stand-ins for the modules of a script. Each request returns the response in the environment, and is printed. */
const MODULES = {
  'boto3.py': `
import json, os
class Client:
    def __getattr__(self, operation):
        if operation == 'get_caller_identity': return lambda: {'Account': '111122223333'}
        def call(**request):
            print('called', operation)
            return json.loads(os.environ['RESPONSE'])
        return call
class Session:
    def __init__(self, **options): pass
    def client(self, *names, **options): return Client()
`,
  'jmespath.py': '',
  'botocore/__init__.py': '',
  'botocore/config.py': 'class Config:\n    def __init__(self, **options): pass\n',
};

/** Another request after the one whose response has failures. */
const NEXT: ScriptCall = { service: 'ec2', operation: 'DeleteVpc', input: { VpcId: 'vpc-1' }, target: targetOf() };

describe('a script whose response lists what AWS did not delete', () => {
  let world: TestEnvironment;
  let shell: Shell;
  let modules = '';
  let runner: PythonRunner | undefined;
  before(async () => {
    world = await TestEnvironment.start();
    shell = new Shell();
    modules = mkdtempSync(path.join(tmpdir(), 'teardown-modules-'));
    mkdirSync(path.join(modules, 'botocore'));
    for (const [name, text] of Object.entries(MODULES)) writeFileSync(path.join(modules, name), text);
    if (python.status === 0) runner = new PythonRunner(python.stdout.trim(), { ...process.env, PYTHONPATH: modules });
  });
  after(async () => {
    shell.close();
    await runner?.close();
    rmSync(modules, { recursive: true, force: true });
    await world.close();
  });

  /** Returns the calls of a script: the deletion without its wait, and the next request. */
  async function callsOf({ id, homeRegion }: (typeof LISTING)[number]): Promise<readonly ScriptCall[]> {
    const [resource] = await world.list(id, 'dev', homeRegion ?? 'eu-west-1');
    assert.ok(resource);
    const [call] = scriptCalls(planOf([resource]).items.map((item) => ({ ...item, evidence: [] })));
    assert.ok(call);
    const request = { ...call, target: targetOf() };
    Reflect.deleteProperty(request, 'wait');
    return [request, NEXT];
  }

  /** Returns the responses that list a failure, and those that list none. */
  const responsesOf = (member: string): readonly (readonly [response: object, fails: boolean])[] => [
    [{ [member]: [{ Error: { Code: 'X', Message: 'It is in use.' } }], Other: [] }, true],
    [{ Other: [], [member]: ['a'] }, true],
    [{ [member]: [], Other: ['a'] }, false],
    [{ Other: `"${member}": [` }, false],
    [{}, false],
  ];

  it('is known for entries of the journal, and not for those of restores', async () => {
    for (const { id, homeRegion, action } of LISTING) {
      const [resource] = await world.list(id, 'dev', homeRegion ?? 'eu-west-1');
      assert.ok(resource);
      const [item] = planOf([resource]).items;
      assert.ok(item);
      const { operation, input, evidence } = item;
      const deletion: JournalEntry = {
        ...{ id: 'entry', at: 0, planId: 'plan', action: 'delete', operation, input, evidence },
        resource: serializeResource(resource),
        ...{ instance: { id: 'w', pid: 1, startedAt: 0 }, calls: [], state: 'completed' },
      };
      const restore: JournalEntry = { ...deletion, at: 1, action: 'restore', operation: 'CreateFleet' };
      const failures = entryCalls([restore, deletion]).map((call) => call.failures);
      assert.deepEqual(failures, [action.partialFailuresMember, undefined], id);
    }
  });

  for (const kind of LISTING) {
    const member = kind.action.partialFailuresMember ?? '';
    it(`sends nothing more in a shell: ${kind.id}`, async () => {
      const script = awsCliScript(await callsOf(kind));
      for (const [response, fails] of responsesOf(member)) {
        const reply = JSON.stringify(response, undefined, 4);
        const { status, calls, stdout, stderr } = shell.run(script, { reply });
        assert.deepEqual([status, calls.length], fails ? [1, 1] : [0, 2], `${reply} ${stderr}`);
        assert.ok(stdout.includes(reply));
      }
    });

    withPython(`sends nothing more in Python: ${kind.id}`, async () => {
      const script = boto3Script(await callsOf(kind));
      for (const [response, fails] of responsesOf(member)) {
        const ran = await runner?.run(script, { RESPONSE: JSON.stringify(response) });
        const sent = ran?.output.match(/^called \w+$/gm) ?? [];
        assert.deepEqual([ran?.status, sent.length], fails ? [1, 1] : [0, 2], ran?.output);
      }
    });
  }
});
