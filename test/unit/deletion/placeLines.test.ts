import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { resolveReach } from '../../../src/aws/client/endpoints.ts';
import { readSharedConfig } from '../../../src/aws/config/sharedConfig.ts';
import type { CredentialSource, Target } from '../../../src/aws/identity/target.ts';
import { confirmationDialog } from '../../../src/deletion/presentation/confirmationText.ts';
import { planDocument } from '../../../src/deletion/presentation/planDocument.ts';
import { distinctLabels } from '../../../src/deletion/presentation/resourceLabels.ts';
import { typedConfirmationFor } from '../../../src/deletion/presentation/typedConfirmation.ts';
import { resourceFrom, type Resource } from '../../../src/inventory/resource.ts';
import { Machine } from '../aws/support/machine.ts';
import { targetOf } from '../scripts/support.ts';
import { kindOf } from '../support/testEnvironment.ts';
import { planOf } from './support/deletionHarness.ts';

function vpc(id: string, target: Target): Resource {
  const entry = { item: { VpcId: id, State: 'available' }, extra: undefined, source: 0 };
  const resource = resourceFrom(kindOf('ec2.vpc'), target, entry);
  assert.ok(resource);
  return resource;
}

const dialogDetail = (...resources: readonly Resource[]) => confirmationDialog(planOf(resources).items, 0).detail;

describe('the location lines of the dialog', () => {
  it('name every account of a plan, and the typed confirmation requires each', () => {
    const here = targetOf();
    const identity = {
      ...here.identity,
      source: { kind: 'profile', name: 'prod' },
      accountId: '444455556666',
    } as const;
    const resources = [vpc('vpc-1', here), vpc('vpc-2', { ...here, identity })];
    const detail = dialogDetail(...resources);
    assert.match(detail, /Profile dev · account 111122223333/);
    assert.match(detail, /Profile prod · account 444455556666/);
    assert.match(distinctLabels(resources)[1] ?? '', /vpc-2 \[prod · 444455556666\]/);
    const typed = typedConfirmationFor(planOf(resources).items, 'byRisk');
    for (const account of ['111122223333', '444455556666']) {
      assert.ok(typed?.expected.includes(account) && typed.prompt.includes(account), typed?.prompt);
    }
  });

  it('warn that the account is uncertain when STS and the service have different servers', () => {
    const at = (endpoints: Target['endpoints']) => dialogDetail(vpc('vpc-1', { ...targetOf(), endpoints }));
    const uncertain = /may reach another account/;
    assert.match(at({ sts: 'https://sts.example.com' }), uncertain);
    assert.match(at({ ec2: 'https://ec2.example.com' }), uncertain);
    assert.match(at({ sts: 'https://a.example.com', ec2: 'https://b.example.com' }), uncertain);
    for (const endpoints of [
      {},
      { sts: 'https://x.example.com', ec2: 'https://x.example.com' },
      { ec2: 'https://vpce-1.ec2.eu-west-1.vpce.amazonaws.com' },
      { sts: 'https://sts.eu-west-1.amazonaws.com' },
    ]) {
      assert.doesNotMatch(at(endpoints), uncertain, JSON.stringify(endpoints));
    }
    assert.match(at({ ec2: 'https://ec2.amazonaws.com.example.com' }), uncertain);
  });

  it('name the servers when resources of one place have several', () => {
    const at = (url: string) => ({ ...targetOf(), endpoints: { sts: url, ec2: url } });
    const [one, two] = ['https://one.example.com', 'https://two.example.com/x'].map(at) as [Target, Target];
    const detail = dialogDetail(vpc('vpc-1', one), vpc('vpc-2', two), vpc('vpc-3', targetOf()));
    assert.match(
      detail,
      /Requests for dev, eu-west-1 are sent to several servers: https:\/\/one\.example\.com, https:\/\/two\.example\.com\/x, AWS/,
    );
    const elsewhere = { ...two, region: 'us-east-1' };
    for (const targets of [
      [one, one],
      [one, elsewhere],
    ] as const)
      assert.doesNotMatch(
        dialogDetail(...targets.map((target, index) => vpc(`vpc-${index}`, target))),
        /several servers/,
      );
  });

  it('have the account alias beside the account id, like the plan document', () => {
    const accountLabel = (accountId: string) => `example-dev (${accountId})`;
    const target = { ...targetOf(), endpoints: { sts: 'https://sts.example.com' } };
    const other = { ...target, identity: { ...target.identity, accountId: '444455556666' } };
    const guards = { protectionAt: () => 'readOnly' as const, resourceRules: () => [], accountLabel };
    const { items, ...plan } = planOf([vpc('vpc-1', target), vpc('vpc-1', other)], 0, guards);
    const document = planDocument({ items, ...plan }, 0, false, { accountLabel });
    for (const text of [
      confirmationDialog(items.slice(0, 1), 0, { accountLabel }).detail,
      confirmationDialog(items, 0, { accountLabel }).detail,
      // The scripts and the JSON have no alias: programs read them.
      document.slice(0, document.indexOf('## JSON')),
    ]) {
      assert.match(text, /example-dev \\?\(111122223333/);
      assert.doesNotMatch(text, /(?<!example-dev \\?\()\b(?:111122223333|444455556666)\b/);
    }
  });

  it('treat a customer’s server in a domain of AWS as a different server', () => {
    const at = (sts: string) => dialogDetail(vpc('vpc-1', { ...targetOf(), endpoints: { sts } }));
    const theirs = [
      ...['ec2-203-0-113-1.compute-1.amazonaws.com', 'abc.execute-api.eu-west-1.amazonaws.com', 'b.s3.amazonaws.com'],
      ...[
        'my-lb-1.eu-west-1.elb.amazonaws.com',
        'abc.lambda-url.eu-west-1.on.aws',
        'sts.abc.execute-api.amazonaws.com',
      ],
      ...['sts.aws', 'xsts.amazonaws.com', 'sts.amazonaws.com.evil.example', 'vpce-1.evil.amazonaws.com'],
    ];
    for (const host of theirs) assert.match(at(`https://${host}`), /may reach another account/, host);
    const own = [
      ...['sts.amazonaws.com', 'sts-fips.us-east-1.amazonaws.com', 'sts.us-gov-west-1.amazonaws.com'],
      ...['sts.cn-north-1.amazonaws.com.cn', 'sts.eu-west-1.api.aws', 'sts.eusc-de-east-1.amazonaws.eu'],
      'vpce-0a1b-2c3d-eu-west-1a.sts.eu-west-1.vpce.amazonaws.com',
    ];
    for (const host of own) assert.doesNotMatch(at(`https://${host}`), /may reach another account/, host);
  });

  it('warn about plain HTTP to each host that a sign-in uses', () => {
    for (const service of ['sts', 'sso', 'sso-oidc', 'signin', 'iam'] as const) {
      const at = (url: string) => dialogDetail(vpc('vpc-1', { ...targetOf(), endpoints: { [service]: url } }));
      assert.match(at('http://10.0.0.1:80'), /http:\/\/10\.0\.0\.1:80 are not encrypted/, service);
      for (const url of ['https://10.0.0.1', 'http://127.0.0.1:1'])
        assert.doesNotMatch(at(url), /not encrypted/, service);
    }
  });

  it('warn about plain HTTP to any host except the loopback addresses', () => {
    const at = (url: string) => dialogDetail(vpc('vpc-1', { ...targetOf(), endpoints: { ec2: url, sts: url } }));
    const distant = [
      ...['http://10.0.0.1:4566', 'http://aws.example.com', 'http://127.0.0.1.example.com', 'HTTP://AWS.EXAMPLE.COM'],
      // A name server may have these, or they are all addresses of this machine, or none.
      ...['http://sts.localhost:4566', 'http://localhost.:1', 'http://localhost.example.com', 'http://0.0.0.0:1'],
      ...['http://169.254.169.254', 'http://[fe80::1]:1', 'http://[::ffff:10.0.0.1]:1', 'http://[::]:1'],
      ...['http://128.0.0.1', 'http://xlocalhost', 'http://localhost@evil.example'],
    ];
    for (const url of distant) {
      assert.match(at(url), /not encrypted/, url);
    }
    const near = [
      ...['http://127.0.0.1:4566', 'http://localhost:4566', 'http://[::1]:1', 'https://aws.example.com'],
      ...['http://127.1:1', 'http://2130706433:1', 'http://0x7f.0.0.1', 'http://127.255.255.254'],
      ...['HTTP://LOCALHOST', 'http://[::ffff:127.0.0.1]:1', 'http://[0:0:0:0:0:0:0:1]:1'],
    ];
    for (const url of near) {
      assert.doesNotMatch(at(url), /not encrypted/, url);
    }
  });

  it('warn about plain HTTP to the instance metadata service, where credentials come from another one than AWS’s', async () => {
    const machine = new Machine();
    machine.config(
      '[profile base]\ncredential_source = Ec2InstanceMetadata\nrole_arn = arn:aws:iam::111122223333:role/a\n' +
        '[profile chained]\nsource_profile = base\nrole_arn = arn:aws:iam::111122223333:role/b\n' +
        '[profile keys]\naws_access_key_id = AKIA1\n',
    );
    const shared = await readSharedConfig(machine.files);
    machine.dispose();
    const warns = (source: CredentialSource, url: string) => {
      const reach = resolveReach(source, shared, { AWS_EC2_METADATA_SERVICE_ENDPOINT: url });
      return dialogDetail(vpc('vpc-1', { ...targetOf(), ...reach })).includes('not encrypted');
    };
    const profile = (name: string) => ({ kind: 'profile', name }) as const;
    for (const source of [{ kind: 'container' } as const, profile('base'), profile('chained')]) {
      assert.ok(warns(source, 'http://imds.example.com'), JSON.stringify(source));
      for (const url of ['', 'http://169.254.169.254/', 'http://[fd00:ec2::254]', 'http://127.0.0.1:1338'])
        assert.ok(!warns(source, url), url);
    }
    for (const source of [{ kind: 'environment' } as const, profile('keys'), profile('none')])
      assert.ok(!warns(source, 'http://imds.example.com'), JSON.stringify(source));
  });
});
