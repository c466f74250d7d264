import assert from 'node:assert/strict';
import * as directconnect from '@aws-sdk/client-direct-connect';
import * as ec2 from '@aws-sdk/client-ec2';
import * as lightsail from '@aws-sdk/client-lightsail';
import { NormalizedSchema } from '@smithy/core/schema';
import type { $Schema } from '@smithy/types';
import { after, before, describe, it } from 'mocha';
import { BUCKET_SECRET_PREFIX } from '../../../sandbox/services/lightsail/buckets.ts';
import { REDACTED } from '../../../src/common/secrets/redacted.ts';
import { sanitizeOutput } from '../../../src/aws/client/sanitizeOutput.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

/** Returns the schema of an operation's output from the exports of its client. */
const outputOf = (exports: object, operation: string): $Schema =>
  ((exports as Record<string, unknown>)[`${operation}$`] as readonly unknown[]).at(-1) as $Schema;

describe('sanitizeOutput', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());

  it('redacts the secret of a new bucket access key, and keeps its id', async () => {
    const target = await world.target();
    const input = { bucketName: 'logs-archive' };
    const { output } = await world.client.call(target, 'lightsail', 'CreateBucketAccessKey', input, { noRetry: true });
    const key = output['accessKey'] as Record<string, unknown>;
    assert.equal(key['secretAccessKey'], REDACTED);
    assert.match(String(key['accessKeyId']), /^AKIA/);
    assert.deepEqual(Object.keys(output).sort(), ['accessKey', 'operations']);
    assert.ok(!JSON.stringify(output).includes(BUCKET_SECRET_PREFIX));
  });

  it('redacts the private key of a new key pair', async () => {
    const { output } = await world.client.call(await world.target(), 'lightsail', 'CreateKeyPair', {
      keyPairName: 'n',
    });
    assert.deepEqual(Object.keys(output).sort(), ['keyPair', 'operation', 'privateKeyBase64', 'publicKeyBase64']);
    assert.equal(output['privateKeyBase64'], REDACTED);
  });

  it('redacts a secret that a message quotes, at any depth', () => {
    const message = 'Cannot mount: password=hunter2';
    const safe = `Cannot mount: password=${REDACTED}`;
    assert.deepEqual(
      sanitizeOutput(outputOf(ec2, 'DeleteFleets'), {
        UnsuccessfulFleetDeletions: [{ FleetId: 'fleet-1', Error: { Code: 'x', Message: message } }],
      }),
      { UnsuccessfulFleetDeletions: [{ FleetId: 'fleet-1', Error: { Code: 'x', Message: safe } }] },
    );
    assert.deepEqual(
      sanitizeOutput(outputOf(lightsail, 'GetOperation'), { operation: { id: '1', errorDetails: message } }),
      { operation: { id: '1', errorDetails: safe } },
    );
  });

  it('redacts the pre-shared keys of a VPN, also in nested lists', () => {
    const connection = {
      VpnConnectionId: 'vpn-1',
      CustomerGatewayConfiguration: '<xml>key</xml>',
      Options: { TunnelOptions: [{ OutsideIpAddress: '1.2.3.4', PreSharedKey: 'key' }] },
    };
    assert.deepEqual(sanitizeOutput(outputOf(ec2, 'CreateVpnConnection'), { VpnConnection: connection }), {
      VpnConnection: {
        VpnConnectionId: 'vpn-1',
        CustomerGatewayConfiguration: REDACTED,
        Options: { TunnelOptions: [{ OutsideIpAddress: '1.2.3.4', PreSharedKey: REDACTED }] },
      },
    });
  });

  it('redacts the commands and the environment of containers', () => {
    const containers = {
      api: {
        image: 'nginx',
        command: ['mysql', '-pTr0ub4dor'],
        environment: { KEY: 'Tr0ub4dor' },
        ports: { 80: 'HTTP' },
      },
    };
    const services = sanitizeOutput(outputOf(lightsail, 'GetContainerServices'), {
      containerServices: [{ containerServiceName: 'web', currentDeployment: { containers } }],
    });
    assert.ok(!JSON.stringify(services).includes('Tr0ub4dor'), JSON.stringify(services));
    assert.ok(
      JSON.stringify(services).includes(`{"image":"nginx","command":"${REDACTED}","environment":"${REDACTED}"`),
    );
  });

  it('redacts BGP keys and router configurations, which the models of Direct Connect do not mark as sensitive', () => {
    const virtualInterface = {
      virtualInterfaceId: 'dxvif-1',
      authKey: 'key',
      customerRouterConfig: 'key',
      bgpPeers: [{ asn: 65001, authKey: 'key' }],
    };
    assert.deepEqual(
      sanitizeOutput(outputOf(directconnect, 'DescribeVirtualInterfaces'), { virtualInterfaces: [virtualInterface] }),
      {
        virtualInterfaces: [
          {
            virtualInterfaceId: 'dxvif-1',
            authKey: REDACTED,
            customerRouterConfig: REDACTED,
            bgpPeers: [{ asn: 65001, authKey: REDACTED }],
          },
        ],
      },
    );
    const config = { customerRouterConfig: 'key', virtualInterfaceId: 'dxvif-1' };
    assert.equal(
      sanitizeOutput(outputOf(directconnect, 'DescribeRouterConfiguration'), config)['customerRouterConfig'],
      REDACTED,
    );
  });

  it('keeps the order of members, dates and null, and drops undocumented members', () => {
    const date = new Date(0);
    const peer = { State: 'deleted', RouteServerPeerId: 'rsp-1', Surprise: 1, Tags: undefined, $x: 2 };
    const deleted = sanitizeOutput(outputOf(ec2, 'DeleteRouteServerPeer'), { RouteServerPeer: peer, $metadata: {} });
    assert.equal(JSON.stringify(deleted), '{"RouteServerPeer":{"State":"deleted","RouteServerPeerId":"rsp-1"}}');
    const key = { accessKeyId: 'A', createdAt: date, lastUsed: { lastUsedDate: null, region: 'N/A' } };
    const keys = sanitizeOutput(outputOf(lightsail, 'GetBucketAccessKeys'), { accessKeys: [key] });
    assert.deepEqual(keys, { accessKeys: [key] });
    assert.equal((keys.accessKeys as { createdAt: Date }[])[0]?.createdAt, date);
  });

  it('redacts every member that a model marks as sensitive, except the access key id', () => {
    const marked = new Map<string, boolean>();
    const walk = (schema: NormalizedSchema, seen: Set<string>): void => {
      if (schema.isListSchema() || schema.isMapSchema()) walk(schema.getValueSchema(), seen);
      if (!schema.isStructSchema() || seen.has(schema.getName() ?? '')) return;
      seen.add(schema.getName() ?? '');
      for (const [name, member] of schema.structIterator()) {
        if (Boolean(member.getMergedTraits().sensitive) && member.isStringSchema()) {
          const [value] = Object.values(sanitizeOutput(schema.getSchema() as $Schema, { [name]: 'secret' }));
          marked.set(name, value === REDACTED);
        }
        walk(member, seen);
      }
    };
    for (const exports of [ec2, lightsail, directconnect]) {
      const seen = new Set<string>();
      for (const name of Object.keys(exports)) {
        const operation = /^(\w+)Command$/.exec(name)?.[1];
        if (operation !== undefined) walk(NormalizedSchema.of(outputOf(exports, operation)), seen);
      }
    }
    assert.deepEqual(
      [...marked].filter(([, redacted]) => !redacted).map(([name]) => name),
      ['accessKeyId'],
    );
    for (const name of ['PreSharedKey', 'secretAccessKey', 'CustomerGatewayConfiguration', 'UserData']) {
      assert.ok(marked.has(name), name);
    }
  });
});
