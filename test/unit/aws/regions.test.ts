import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { endpointConfig } from '../../../src/aws/client/clientConfig.ts';
import { resolveReach } from '../../../src/aws/client/endpoints.ts';
import { regionName } from '../../../src/aws/regions/regionNames.ts';
import { isRegionName, PARTITIONS, partitionById, partitionOfRegion } from '../../../src/aws/regions/partitions.ts';
import {
  builtInRegions,
  defaultRegion,
  listEnabledRegions,
  listLightsailRegions,
  serviceExistsIn,
} from '../../../src/aws/regions/regions.ts';
import { readSharedConfig } from '../../../src/aws/config/sharedConfig.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { Machine } from './support/machine.ts';

const TARGET: Target = {
  identity: {
    source: { kind: 'environment' },
    accountId: '111111111111',
    arn: 'arn:aws:iam::111111111111:root',
    partition: 'aws',
    accessKeyId: 'A',
  },
  region: 'eu-west-1',
  endpoints: {},
};

describe('partitions', () => {
  it('have the same ids, DNS suffixes and Regions as in the SDK', async () => {
    const { partition } = await import('@aws-sdk/core/client');
    for (const { id, dnsSuffix, regions } of PARTITIONS) {
      for (const region of [...regions, regions[0]?.replace(/\d+$/, '99') ?? '']) {
        const theirs = partition(region);
        assert.deepEqual([theirs.name, theirs.dnsSuffix], [id, dnsSuffix], region);
        assert.equal(partitionOfRegion(region)?.id, id);
      }
    }
  });

  it('reject names that are not Regions, and have no unknown ids', () => {
    for (const text of ['', 'x', 'aws-global', 'eu-west-1.evil.example', 'eu-west-1/', ' eu-west-1', 'EU-WEST-1']) {
      assert.equal(isRegionName(text), false, text);
    }
    assert.equal(partitionById('aws-us-gov')?.consoleHost, 'console.amazonaws-us-gov.com');
    assert.equal(partitionById('aws-moon'), undefined);
  });
});

describe('Regions', () => {
  it('are built in for every service, with "unknown" for a service that may exist there', () => {
    assert.equal(builtInRegions('aws', 'ec2').length, 34);
    assert.equal(builtInRegions('aws', 'lightsail').length, 19);
    assert.deepEqual(builtInRegions('aws-us-gov', 'lightsail'), []);
    assert.deepEqual(builtInRegions('aws-cn', 'directconnect'), ['cn-north-1', 'cn-northwest-1']);
    assert.deepEqual(builtInRegions('aws-moon', 'ec2'), []);
    assert.equal(serviceExistsIn('lightsail', 'eu-west-1'), 'yes');
    assert.equal(serviceExistsIn('lightsail', 'eu-central-2'), 'no');
    assert.equal(serviceExistsIn('lightsail', 'us-gov-west-1'), 'no');
    assert.equal(serviceExistsIn('lightsail', 'us-west-1'), 'unknown');
    assert.equal(serviceExistsIn('lightsail', 'eu-west-9'), 'unknown');
    assert.equal(serviceExistsIn('ec2', 'eu-west-9'), 'unknown');
    assert.equal(serviceExistsIn('directconnect', 'cn-north-1'), 'yes');
    assert.equal(serviceExistsIn('ec2', 'nowhere'), 'unknown');
  });

  it('are listed by AWS', async () => {
    const requests: string[] = [];
    const call = (target: Target, service: string, operation: string): Promise<Record<string, unknown>> => {
      requests.push(`${target.region} ${service}.${operation}`);
      const regions = [{ name: 'b', RegionName: 'us-east-1' }, null, {}, { name: 'a', RegionName: 'af-south-1' }];
      return Promise.resolve({ regions, Regions: regions });
    };
    assert.deepEqual(await listEnabledRegions(TARGET, call), { regions: ['af-south-1', 'us-east-1'], origin: 'aws' });
    assert.deepEqual(await listLightsailRegions(TARGET, call), { regions: ['a', 'b'], origin: 'aws' });
    assert.deepEqual(requests, ['eu-west-1 ec2.DescribeRegions', 'eu-west-1 lightsail.GetRegions']);
  });

  it('fall back to the built-in list with the error if AWS cannot list them', async () => {
    const error = new Error('denied');
    const result = await listLightsailRegions(TARGET, () => Promise.reject(error));
    assert.equal(result.origin, 'builtIn');
    assert.equal(result.error, error);
    assert.equal(result.regions.length, 19);
    assert.equal((await listEnabledRegions(TARGET, () => Promise.resolve({}))).origin, 'builtIn');
  });
});

describe('the Region and the hosts of a source', () => {
  it('come from the chosen profile and the environment, never from another profile', async () => {
    const machine = new Machine();
    try {
      machine.config(
        '[default]\nregion = d\n[profile a]\nregion = a\nuse_fips_endpoint = TRUE\n[profile b]\nendpoint_url = http://b\n[profile empty]\nregion =',
      );
      const shared = await readSharedConfig(machine.files);
      const a = { kind: 'profile', name: 'a' } as const;
      const b = { kind: 'profile', name: 'b' } as const;
      const env = { AWS_PROFILE: 'a', AWS_DEFAULT_REGION: 'e' };
      assert.equal(defaultRegion(a, shared, env), 'a');
      assert.equal(defaultRegion({ kind: 'profile', name: 'empty' }, shared, env), 'e');
      assert.equal(defaultRegion(b, shared, env), 'e');
      assert.equal(defaultRegion(b, shared, { AWS_PROFILE: 'a' }), undefined);
      assert.equal(defaultRegion({ kind: 'environment' }, shared, env), 'e');
      assert.equal(defaultRegion({ kind: 'environment' }, shared, {}), 'd');
      assert.equal(resolveReach(b, shared, env).hosts, undefined);
      assert.deepEqual(resolveReach(a, shared, {}).hosts, { fips: true, dualstack: false });
      assert.equal(endpointConfig('ec2', resolveReach(a, shared, {})).useFipsEndpoint, true);
      assert.deepEqual(endpointConfig('ec2', resolveReach(b, shared, { AWS_USE_FIPS_ENDPOINT: 'true' })), {
        endpoint: 'http://b',
        ignoreConfiguredEndpointUrls: true,
        useFipsEndpoint: false,
        useDualstackEndpoint: false,
      });
    } finally {
      machine.dispose();
    }
  });
});

describe('regionName', () => {
  it('returns a name for every Region of the public partitions', () => {
    for (const { consoleHost, regions } of PARTITIONS) {
      if (consoleHost === undefined) continue;
      for (const region of regions) assert.match(regionName(region) ?? '', /^[A-Z].*\(.+\)$|^Mexico/, region);
    }
  });

  it('returns undefined for an unknown Region, even with the name of an Object member', () => {
    for (const region of ['eu-north-9', 'constructor', '__proto__']) assert.equal(regionName(region), undefined);
  });
});
