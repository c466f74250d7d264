import assert from 'node:assert/strict';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { awsCliScript } from '../../../src/deletion/scripts/awsCli.ts';
import { xformName } from '../../../src/deletion/scripts/botocoreNames.ts';
import { UnrepresentableValueError, type ScriptCall } from '../../../src/deletion/scripts/scriptCall.ts';
import { SEED } from '../support/seed.ts';
import { HOSTILE, hostileText, invisibleIn, optionIn, received, Shell, targetOf, type Invocation } from './support.ts';

const PEER = { service: 'ec2', operation: 'DeleteRouteServerPeer', input: { RouteServerPeerId: 'rsp-1' } } as const;
const KEY_PAIR = { service: 'lightsail', operation: 'DeleteKeyPair' } as const;

/** Returns one of the requests. */
function at(calls: readonly Invocation[], index: number): Invocation {
  const call = calls[index];
  assert.ok(call);
  return call;
}

describe('a plan as AWS CLI commands', () => {
  let shell: Shell;
  before(() => {
    shell = new Shell();
  });
  after(() => {
    assert.ok(!shell.tripped, 'no text of a value was carried out');
    shell.close();
  });

  it('checks the account, then sends the requests, under the names of the CLI', () => {
    const call = { ...PEER, title: 'Delete route server peer edge-fw-1', target: targetOf() };
    const text = awsCliScript([call]);
    const at = '--region eu-west-1 --profile dev';
    assert.equal(
      text,
      [
        ": 'This is for a POSIX shell such as sh, bash or zsh. Do not paste it into cmd.exe or PowerShell.'",
        '(',
        'set -e',
        "export AWS_PAGER=''",
        'export AWS_MAX_ATTEMPTS=1',
        `account=$(AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true aws sts get-caller-identity --query Account --output text ${at})`,
        "test \"$account\" = 111122223333 || { printf '%s\\n' 'The credentials are not those of account 111122223333. Nothing more is called.' >&2; exit 1; }",
        "printf '%s\\n' 'Delete route server peer edge-fw-1 (dev, account 111122223333, eu-west-1)'",
        `test "$account" = 111122223333 && AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true aws ec2 delete-route-server-peer --route-server-peer-id rsp-1 ${at}`,
        ')',
        '',
      ].join('\n'),
    );
    const { calls, status, stdout } = shell.run(text);
    assert.equal(status, 0);
    assert.deepEqual(calls[0]?.args, [
      ...['ec2', 'delete-route-server-peer', '--route-server-peer-id', 'rsp-1'],
      ...['--region', 'eu-west-1', '--profile', 'dev'],
    ]);
    assert.match(stdout, /^Delete route server peer edge-fw-1/);
  });

  it('sends no deletion from a line that is run without the check, as cmd.exe and PowerShell run pasted lines', () => {
    const script = awsCliScript([
      { ...PEER, target: targetOf() },
      { ...KEY_PAIR, input: { keyPairName: 'k' }, target: targetOf({ kind: 'profile', name: 'other' }) },
    ]);
    const deletions = script.split('\n').filter((line) => line.includes(' delete-'));
    assert.equal(deletions.length, 2);
    for (const line of deletions) {
      const { calls, status } = shell.run(`${line}\n`);
      assert.deepEqual(calls, [], line);
      assert.notEqual(status, 0);
      // There `test` is not a command, and the commands after `&&` need its success.
      assert.match(line, /^test "\$account" = \d{12} && /);
    }
  });

  it('sends nothing with the credentials of another account, and nothing after a failure', () => {
    const text = awsCliScript(
      [1, 2, 3].map((id) => ({ ...PEER, input: { RouteServerPeerId: `rsp-${id}` }, target: targetOf() })),
    );
    const other = shell.run(text, { account: '444455556666' });
    assert.deepEqual([other.status, other.calls.length], [1, 0]);
    assert.match(other.stderr, /not those of account 111122223333/);
    const failed = shell.run(text, { failing: 'rsp-2' });
    assert.deepEqual([failed.status, failed.calls.length], [254, 2]);
    assert.equal(shell.run(text, { failing: 'sts' }).calls.length, 0);
    assert.equal(shell.run(text).checks.length, 1);
  });

  it('checks the account again for another target', () => {
    const other = targetOf({ kind: 'profile', name: 'dev' }, { region: 'us-east-1' });
    const { checks, calls } = shell.run(
      awsCliScript([targetOf(), other, other].map((target) => ({ ...PEER, target }))),
    );
    assert.deepEqual([checks.length, calls.length], [2, 3]);
    assert.equal(optionIn(at(calls, 2), '--region'), 'us-east-1');
  });

  it('has the endpoints and hosts of the session, and no profile if there is none', () => {
    const endpoints = { ec2: 'http://127.0.0.1:4566', sts: 'http://127.0.0.1:4567' };
    const target = targetOf({ kind: 'environment' }, { endpoints, hosts: { fips: true, dualstack: false } });
    const { calls, checks } = shell.run(awsCliScript([{ ...PEER, target }]));
    const [call] = calls as [Invocation];
    const [check] = checks as [Invocation];
    assert.equal(optionIn(call, '--endpoint-url'), 'http://127.0.0.1:4566');
    assert.equal(optionIn(check, '--endpoint-url'), 'http://127.0.0.1:4567');
    assert.deepEqual([call.env, check.env], ['true ', 'true ']);
    for (const { args } of [call, check]) assert.ok(!args.includes('--profile'));
    const container = targetOf({ kind: 'container' }, { hosts: { fips: false, dualstack: true } });
    const [other] = shell.run(awsCliScript([{ ...PEER, target: container }])).calls as [Invocation];
    assert.deepEqual([other.args.includes('--profile'), other.env], [false, ' true']);
  });

  it('ignores endpoints of the environment when the service is at AWS, for every request', () => {
    for (const endpoints of [{}, { ec2: 'http://127.0.0.1:4566' }, { sts: 'http://127.0.0.1:4567' }]) {
      const wait = { operation: 'DescribeRouteServerPeers', input: {}, query: '[]', deleted: [], failed: [] };
      const call: ScriptCall = { ...PEER, target: targetOf(undefined, { endpoints }), key: 'k', wait };
      const { calls, checks } = shell.run(awsCliScript([call]), { reply: '[]' });
      assert.ok(calls.length > 1);
      for (const one of [...calls, ...checks]) assert.equal(one.atAws, !one.args.includes('--endpoint-url'));
    }
  });

  it('derives names like botocore', () => {
    const names: readonly (readonly [string, string])[] = [
      ['secretARN', 'secret-arn'],
      ['keyPairName', 'key-pair-name'],
      ['publicKeyBase64', 'public-key-base64'],
      ['RouteServerPeerIds', 'route-server-peer-ids'],
      ['IpamExternalResourceVerificationTokenId', 'ipam-external-resource-verification-token-id'],
      ['OutpostARNs', 'outpost-arns'],
      ['TargetVpcIDs', 'target-vpc-ids'],
      ['CIDRs', '-cidrs'],
      ['SubnetIPv6CidrBlock', 'subnet-i-pv6-cidr-block'],
      ['Ipv6Addresses', 'ipv6-addresses'],
      ['ListMFADevices', 'list-mfa-devices'],
      ['S3Bucket', 's3-bucket'],
      ['DisassociateMacSecKey', 'disassociate-mac-sec-key'],
      ['GetEbsDefaultKmsKeyId', 'get-ebs-default-kms-key-id'],
      ['AllocateIpamPoolCIDR', 'allocate-ipam-pool-cidr'],
    ];
    for (const [name, option] of names) assert.equal(xformName(name, '-'), option);
    assert.equal(xformName('DeleteRouteServerPeer', '_'), 'delete_route_server_peer');
  });

  it('has every type of member in the syntax of the CLI', () => {
    const input = {
      Egress: false,
      Force: true,
      DryRun: false,
      RuleNumber: -5,
      Until: new Date('2026-11-21T14:02:11.482Z'),
      Ids: ['-a', "it's"],
      Options: { PeerAsn: 65001, Text: '\u202e' },
      Nothing: undefined,
    };
    const [call] = shell.run(awsCliScript([{ ...PEER, input, target: targetOf() }])).calls as [Invocation];
    assert.deepEqual(call.args.slice(2, -4), [
      ...['--ingress', '--force', '--no-dry-run', '--rule-number=-5'],
      ...['--until', '2026-11-21T14:02:11.482Z', '--ids', '["-a","it\'s"]'],
      ...['--options', '{"PeerAsn":65001,"Text":"\\u202e"}'],
    ]);
  });

  it('has no command for a value that no argument can represent', () => {
    for (const name of ['a\0b', '\ud800', '', '--']) {
      const target = targetOf({ kind: 'profile', name });
      assert.throws(() => awsCliScript([{ ...PEER, target }]), UnrepresentableValueError);
    }
    const input = { keyPairName: 'a\0\ud800b' };
    const [call] = shell.run(awsCliScript([{ ...KEY_PAIR, input, target: targetOf() }])).calls as [Invocation];
    assert.deepEqual(JSON.parse(optionIn(call, '--cli-input-json') ?? ''), input);
  });

  for (const program of ['sh', 'bash']) {
    it(`passes hostile values unchanged (${program})`, () => {
      assertExact(
        HOSTILE.map((text) => ({ text, profile: text })),
        (script) => shell.run(script, { shell: program }),
      );
    });
  }

  it('passes any text unchanged, and escapes invisible characters in comments', () => {
    const pair = fc.record({ text: hostileText, profile: hostileText });
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 12 }), (pairs) => {
        assertExact(pairs, (script) => shell.run(script));
      }),
      { numRuns: 60, seed: SEED },
    );
  });
});

/** Returns a name of a profile that the AWS CLI takes: it drops an empty one and one of two dashes. */
const nameOf = (text: string): string => (text === '' || text === '--' ? 'dev' : text);

/** Runs one script with all texts, each as a value, in a list, as a title and as a profile. */
function assertExact(
  pairs: readonly { readonly text: string; readonly profile: string }[],
  run: (script: string) => ReturnType<Shell['run']>,
): void {
  const calls: ScriptCall[] = pairs.map(({ text, profile }) => ({
    ...KEY_PAIR,
    title: text,
    input: { keyPairName: text, expectedFingerprint: 'x', list: [text, { a: text }] },
    target: targetOf({ kind: 'profile', name: nameOf(profile) }),
  }));
  const script = awsCliScript(calls);
  assert.equal(invisibleIn(script), undefined);
  const ran = run(script);
  assert.deepEqual([ran.status, ran.stderr], [0, '']);
  assert.equal(ran.calls.length, pairs.length);
  for (const [index, { text, profile }] of pairs.entries()) {
    const call = at(ran.calls, index);
    assert.deepEqual(call.args.slice(0, 2), ['lightsail', 'delete-key-pair']);
    assert.equal(received(call, 'keyPairName'), text);
    assert.equal(optionIn(call, '--profile'), nameOf(profile));
    const list = received(call, 'list');
    assert.deepEqual(typeof list === 'string' ? JSON.parse(list) : list, [text, { a: text }]);
  }
}
