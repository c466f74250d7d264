import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { boto3Script, pythonLiteral } from '../../../src/deletion/scripts/boto3.ts';
import type { ScriptCall } from '../../../src/deletion/scripts/scriptCall.ts';
import { SEED } from '../support/seed.ts';
import { HOSTILE, hostileText, invisibleIn, targetOf } from './support.ts';

const PEER = { service: 'ec2', operation: 'DeleteRouteServerPeer', input: { RouteServerPeerId: 'rsp-1' } } as const;

/** A stand-in for boto3 that records its requests. */
const STAND_IN = `
import json, os
def note(*what):
    with open(os.environ['CALLS'], 'a') as out: out.write(json.dumps(what) + '\\n')
class Client:
    def __init__(self, *args, **kwargs): self.made = [args, {k: str(v) for k, v in kwargs.items()}]
    def get_caller_identity(self):
        note('sts', self.made)
        return {'Account': os.environ['ACCOUNT']}
    def __getattr__(self, name): return lambda **kwargs: note(name, kwargs, self.made)
class Session:
    def __init__(self, **kwargs): note('session', kwargs)
    def client(self, *args, **kwargs): return Client(*args, **kwargs)
`;
const CONFIG = `
class Config:
    def __init__(self, **kwargs): self.kwargs = kwargs
    def __str__(self): return ' '.join(sorted(self.kwargs))
`;

/** Reads literals from standard input, one JSON text each, and prints their values as JSON. */
const EVALUATE = `
import ast, json, sys
print(json.dumps([ast.literal_eval(one) for one in json.load(sys.stdin)]))
`;

// The actual executable: a wrapper in the PATH may take a second to find it.
const python = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
const missing = python.status === 0 ? undefined : 'python3 is not there';
const PYTHON = python.status === 0 ? python.stdout.trim() : 'python3';

describe(`a plan with boto3${missing === undefined ? '' : ` (partly skipped: ${missing})`}`, () => {
  let dir = '';
  before(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'teardown-boto3-'));
    mkdirSync(path.join(dir, 'botocore'));
    writeFileSync(path.join(dir, 'boto3.py'), STAND_IN);
    writeFileSync(path.join(dir, 'botocore', '__init__.py'), '');
    writeFileSync(path.join(dir, 'botocore', 'config.py'), CONFIG);
  });
  after(() => {
    rmSync(dir, { recursive: true, force: true });
  });

  function run(text: string, account = '111122223333') {
    const calls = path.join(dir, 'calls');
    writeFileSync(calls, '');
    // -O removes asserts, and the account must be checked anyway.
    const env = { ...process.env, PYTHONPATH: dir, CALLS: calls, ACCOUNT: account, PYTHONIOENCODING: 'utf8' };
    const { status, stderr } = spawnSync(PYTHON, ['-S', '-O', '-'], { input: text, env, encoding: 'utf8' });
    const noted = spawnSync('cat', [calls], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
    return { status, stderr, noted: noted.map((line) => JSON.parse(line) as readonly unknown[]) };
  }

  const withPython = missing === undefined ? it : it.skip;

  it('reads as a person would write it', () => {
    const call = { ...PEER, title: 'Delete route server peer edge-fw-1', target: targetOf() };
    assert.equal(
      boto3Script([call]),
      [
        'import boto3',
        'from botocore.config import Config',
        '',
        "session = boto3.Session(profile_name='dev', region_name='eu-west-1')",
        "if session.client('sts', config=Config(retries={'total_max_attempts': 1}, ignore_configured_endpoint_urls=True)).get_caller_identity()['Account'] != '111122223333':",
        "    raise SystemExit('The credentials are not those of account 111122223333. Nothing more is called.')",
        '',
        "ec2 = session.client('ec2', config=Config(retries={'total_max_attempts': 1}, ignore_configured_endpoint_urls=True))",
        '# Delete route server peer edge-fw-1',
        "print(ec2.delete_route_server_peer(RouteServerPeerId='rsp-1'))",
        '',
      ].join('\n'),
    );
  });

  withPython('checks the account of each target, also under -O, then calls', () => {
    const endpoints = { ec2: 'http://127.0.0.1:4566', sts: 'http://127.0.0.1:4567' };
    const other = targetOf({ kind: 'environment' }, { endpoints, hosts: { fips: true, dualstack: true } });
    const text = boto3Script([targetOf(), other].map((target) => ({ ...PEER, target })));
    assert.deepEqual(run(text).noted, [
      ['session', { profile_name: 'dev', region_name: 'eu-west-1' }],
      ['sts', [['sts'], { config: 'ignore_configured_endpoint_urls retries' }]],
      [
        'delete_route_server_peer',
        { RouteServerPeerId: 'rsp-1' },
        [['ec2'], { config: 'ignore_configured_endpoint_urls retries' }],
      ],
      ['session', { region_name: 'eu-west-1' }],
      ['sts', [['sts'], { endpoint_url: endpoints.sts, config: 'retries use_dualstack_endpoint use_fips_endpoint' }]],
      [
        'delete_route_server_peer',
        { RouteServerPeerId: 'rsp-1' },
        [['ec2'], { endpoint_url: endpoints.ec2, config: 'retries use_dualstack_endpoint use_fips_endpoint' }],
      ],
    ]);
    const { status, noted, stderr } = run(text, '444455556666');
    assert.deepEqual([status, noted.length], [1, 2]);
    assert.match(stderr, /not those of account 111122223333/);
  });

  withPython('writes literals that Python reads as the same values', () => {
    const values = [null, true, false, -5, 1.5, [], {}, { a: [true, { "it's": null }] }, ...HOSTILE, '\0', '\ud800'];
    assert.deepEqual(evaluated(values), values);
    assert.deepEqual(evaluated([new Date(0), undefined]), ['1970-01-01T00:00:00.000Z', null]);
    assert.equal(pythonLiteral(Uint8Array.of(0, 39, 255)), String.raw`b'\x00\x27\xff'`);
  });

  withPython('hands on any text exactly as it is, and shows every character of it', () => {
    const texts = fc.array(hostileText, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(texts, (all) => {
        const calls: ScriptCall[] = all.map((text) => ({
          ...PEER,
          title: text,
          input: { RouteServerPeerId: text, Tags: [{ Key: text, Value: text }] },
          target: targetOf({ kind: 'profile', name: text }),
        }));
        const script = boto3Script(calls);
        assert.equal(invisibleIn(script), undefined);
        const { status, noted, stderr } = run(script);
        assert.deepEqual([status, stderr], [0, '']);
        const called = noted.filter(([name]) => name === 'delete_route_server_peer').map(([, given]) => given);
        assert.deepEqual(
          called,
          calls.map(({ input }) => input),
        );
        const profiles = noted.filter(([name]) => name === 'session').map(([, given]) => given);
        assert.deepEqual(
          new Set(profiles.map((given) => (given as { profile_name: string }).profile_name)),
          new Set(all),
        );
      }),
      { numRuns: 25, seed: SEED },
    );
  });

  function evaluated(values: readonly unknown[]): unknown {
    const input = JSON.stringify(values.map(pythonLiteral));
    return JSON.parse(spawnSync(PYTHON, ['-S', '-c', EVALUATE], { input, encoding: 'utf8' }).stdout);
  }
});
