import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Target } from '../../../src/aws/identity/target.ts';
import { KINDS, kindById } from '../../../src/catalog/index.ts';
import { consoleUrl } from '../../../src/inventory/consoleUrl.ts';

const target = (partition: string, region: string) => ({ identity: { partition }, region }) as unknown as Target;

describe('The page of the AWS console', () => {
  const rows: readonly [kind: string, partition: string, region: string, page: string | undefined][] = [
    ['ec2.volume', 'aws', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/ec2/'],
    ['ec2.routeServerPeer', 'aws', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/vpc/'],
    ['ec2.ipamExternalResourceVerificationToken', 'aws', 'us-east-1', 'https://us-east-1.console.aws.amazon.com/ipam/'],
    ['directconnect.macSecKey', 'aws', 'eu-west-1', 'https://eu-west-1.console.aws.amazon.com/directconnect/v2/home'],
    ['lightsail.keyPair', 'aws', 'eu-west-1', 'https://lightsail.aws.amazon.com/'],
    ['ec2.volume', 'aws-cn', 'cn-north-1', 'https://console.amazonaws.cn/ec2/'],
    ['ec2.volume', 'aws-us-gov', 'us-gov-west-1', 'https://console.amazonaws-us-gov.com/ec2/'],
    // Not reached from the public internet, or no place for anything of a name that is none.
    ['ec2.volume', 'aws-iso', 'us-iso-east-1', undefined],
    ['lightsail.keyPair', 'aws-cn', 'cn-north-1', undefined],
    ['ec2.volume', 'aws', 'evil.example/?', undefined],
    ['ec2.volume', 'unheard-of', 'eu-west-1', undefined],
  ];
  for (const [id, partition, region, page] of rows) {
    it(`of ${id} in ${partition}, ${region}: ${page ?? 'none'}`, () => {
      const kind = kindById(id);
      assert.ok(kind);
      assert.equal(consoleUrl({ kind, target: target(partition, region) }), page);
    });
  }

  it('is a home page for every kind, never the invented address of a resource', () => {
    const pages = new Set(KINDS.map((kind) => consoleUrl({ kind, target: target('aws', 'eu-west-1') })));
    assert.deepEqual([...pages].sort(), [
      'https://eu-west-1.console.aws.amazon.com/directconnect/v2/home',
      'https://eu-west-1.console.aws.amazon.com/ec2/',
      'https://eu-west-1.console.aws.amazon.com/ipam/',
      'https://eu-west-1.console.aws.amazon.com/vpc/',
      'https://lightsail.aws.amazon.com/',
    ]);
  });
});
