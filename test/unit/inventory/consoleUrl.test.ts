import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Target } from '../../../src/aws/identity/target.ts';
import { KINDS, kindById } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import { consolePage, type ConsolePage } from '../../../src/inventory/consoleUrl.ts';
import type { Resource } from '../../../src/inventory/resource.ts';

const ACCOUNT = '111122223333';

function pageOf(kind: Kind, place: readonly [partition: string, region: string], more: Partial<Resource> = {}) {
  const [partition, region] = place;
  const target = { identity: { partition, accountId: ACCOUNT }, region } as unknown as Target;
  return consolePage({ kind, target, id: 'id-1', entry: { item: {} }, ...more } as unknown as Resource);
}

const kindOf = (id: string): Kind => {
  const kind = kindById(id);
  assert.ok(kind);
  return kind;
};

const home = (url: string): ConsolePage => ({ url, shows: 'home' });

describe('the page of the AWS console', () => {
  const rows: readonly [kind: string, partition: string, region: string, page: ConsolePage | undefined][] = [
    ['ec2.keyPair', 'aws', 'eu-west-1', home('https://eu-west-1.console.aws.amazon.com/ec2/')],
    ['ec2.routeServerPeer', 'aws', 'eu-west-1', home('https://eu-west-1.console.aws.amazon.com/vpc/')],
    ['ec2.ipamPoolCidr', 'aws', 'us-east-1', home('https://us-east-1.console.aws.amazon.com/ipam/')],
    [
      'directconnect.macSecKey',
      'aws',
      'eu-west-1',
      home('https://eu-west-1.console.aws.amazon.com/directconnect/v2/home'),
    ],
    ['lightsail.keyPair', 'aws', 'eu-west-1', home('https://lightsail.aws.amazon.com/')],
    ['ec2.keyPair', 'aws-cn', 'cn-north-1', home('https://console.amazonaws.cn/ec2/')],
    ['ec2.keyPair', 'aws-us-gov', 'us-gov-west-1', home('https://console.amazonaws-us-gov.com/ec2/')],
    // Not reachable from the public internet, or an invalid Region or partition.
    ['ec2.vpc', 'aws-iso', 'us-iso-east-1', undefined],
    ['lightsail.keyPair', 'aws-cn', 'cn-north-1', undefined],
    ['ec2.vpc', 'aws', 'evil.example/?', undefined],
    ['ec2.vpc', 'unheard-of', 'eu-west-1', undefined],
  ];
  for (const [id, partition, region, page] of rows) {
    it(`for ${id} in ${partition}, ${region} is ${page?.url ?? 'undefined'}`, () => {
      assert.deepEqual(pageOf(kindOf(id), [partition, region]), page);
    });
  }

  const shown = (...args: Parameters<typeof pageOf>) => {
    const page = pageOf(...args);
    assert.equal(page?.shows, 'resource');
    const { origin, pathname, searchParams } = new URL(page.url);
    assert.deepEqual([...searchParams.keys()], ['arn']);
    return [`${origin}${pathname}`, searchParams.get('arn')];
  };

  it('is that of the resource by its ARN in the partition aws, else the home page of the service', () => {
    const vpc = kindOf('ec2.vpc');
    assert.deepEqual(shown(vpc, ['aws', 'eu-west-1']), [
      'https://console.aws.amazon.com/go/view',
      'arn:aws:ec2:eu-west-1:111122223333:vpc/id-1',
    ]);
    const inChina = 'arn:aws-cn:ec2:cn-north-1:111122223333:volume/vol-1';
    assert.deepEqual(
      [
        pageOf(kindOf('ec2.volume'), ['aws-cn', 'cn-north-1'], { arn: inChina }),
        pageOf(vpc, ['aws-us-gov', 'us-gov-west-1']),
      ],
      [home('https://console.amazonaws.cn/ec2/'), home('https://console.amazonaws-us-gov.com/vpc/')],
    );
  });

  it('has the owner’s account in the ARN of a shared resource', () => {
    const entry = { item: { OwnerId: '999988887777' } } as unknown as Resource['entry'];
    const [, arn] = shown(kindOf('ec2.vpc'), ['aws', 'eu-west-1'], { entry });
    assert.equal(arn, 'arn:aws:ec2:eu-west-1:999988887777:vpc/id-1');
  });

  it('has the same host and parameters for any id, and ignores the ARN of another service', () => {
    for (const evil of ['x&url=//evil.example', '"><script>', 'a#b', '../../x']) {
      const [at, arn] = shown(kindOf('ec2.vpc'), ['aws', 'eu-west-1'], { id: evil });
      assert.equal(at, 'https://console.aws.amazon.com/go/view');
      assert.ok(arn?.endsWith(`:vpc/${evil}`));
    }
    const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:x';
    assert.equal(pageOf(kindOf('ec2.volume'), ['aws', 'eu-west-1'], { arn })?.shows, 'home');
  });

  it('is the home page of the service, without a fragment, for each resource type without an ARN', () => {
    const pages = KINDS.map((kind) => pageOf(kind, ['aws', 'eu-west-1'])).filter((page) => page?.shows === 'home');
    assert.deepEqual([...new Set(pages.map((page) => page?.url))].sort(), [
      'https://eu-west-1.console.aws.amazon.com/directconnect/v2/home',
      'https://eu-west-1.console.aws.amazon.com/ec2/',
      'https://eu-west-1.console.aws.amazon.com/ipam/',
      'https://eu-west-1.console.aws.amazon.com/vpc/',
      'https://lightsail.aws.amazon.com/',
    ]);
  });
});
