import assert from 'node:assert/strict';
import {
  AssociateMacSecKeyCommand,
  DescribeConnectionsCommand,
  DescribeInterconnectsCommand,
  DescribeLagsCommand,
  DisassociateMacSecKeyCommand,
} from '@aws-sdk/client-direct-connect';
import type { Connection } from '@aws-sdk/client-direct-connect';
import { DEV, failure, first, useSandbox } from './support.ts';

describe("the sandbox's Direct Connect", () => {
  const bench = useSandbox();

  const connectionNamed = async (name: string): Promise<Connection> => {
    const { connections = [] } = await bench.directConnect().send(new DescribeConnectionsCommand());
    return first(connections.filter((connection) => connection.connectionName === name));
  };

  it('lists keys of connections, LAGs and interconnects', async () => {
    const client = bench.directConnect();
    const { connections = [] } = await client.send(new DescribeConnectionsCommand());
    const lag = first((await client.send(new DescribeLagsCommand())).lags);
    const interconnect = first((await client.send(new DescribeInterconnectsCommand())).interconnects);
    assert.match(interconnect.interconnectId ?? '', /^dxcon-/);
    assert.equal(interconnect.macSecKeys?.length, 1);
    assert.ok(connections.some((connection) => (connection.macSecKeys?.length ?? 0) > 1));
    assert.ok(connections.some((connection) => connection.macSecCapable === false));

    const lastUnderMust = connections.filter(
      (connection) => connection.encryptionMode === 'must_encrypt' && connection.macSecKeys?.length === 1,
    );
    assert.ok(lastUnderMust.length > 0);
    const members = connections.filter((connection) => connection.lagId === lag.lagId);
    assert.equal(members.length, 2);
    for (const member of [...members, ...(lag.connections ?? [])]) assert.deepEqual(member.macSecKeys, lag.macSecKeys);
  });

  it('disassociates a key in two states, and relaxes the encryption mode with the last key', async () => {
    const client = bench.directConnect();
    const { connectionId, macSecKeys } = await connectionNamed('fra-primary');
    const { secretARN } = first(macSecKeys);
    const command = new DisassociateMacSecKeyCommand({ connectionId, secretARN });
    const response = await client.send(command);
    assert.equal(response.connectionId, connectionId);
    assert.deepEqual(
      response.macSecKeys?.map((key) => [key.secretARN, key.state]),
      [[secretARN, 'disassociating']],
    );
    assert.equal(first((await connectionNamed('fra-primary')).macSecKeys).state, 'disassociating');
    assert.equal(first((await connectionNamed('fra-primary')).macSecKeys).state, 'disassociated');
    const after = await connectionNamed('fra-primary');
    assert.deepEqual([after.macSecKeys, after.encryptionMode], [[], 'should_encrypt']);
    const again = await failure(client.send(command));
    assert.equal(again.name, 'DirectConnectClientException');
    assert.match(again.message, /Could not find MACsec key/);
  });

  it('accepts the key of a LAG only with the id of the LAG', async () => {
    const client = bench.directConnect();
    const lag = first((await client.send(new DescribeLagsCommand())).lags);
    const { secretARN } = first(lag.macSecKeys);
    const { connectionId } = first(lag.connections);
    const error = await failure(client.send(new DisassociateMacSecKeyCommand({ connectionId, secretARN })));
    assert.match(error.message, /belongs to the LAG/);
    const response = await client.send(new DisassociateMacSecKeyCommand({ connectionId: lag.lagId, secretARN }));
    assert.equal(response.connectionId, lag.lagId);
  });

  it('disassociates a key of an interconnect', async () => {
    const client = bench.directConnect();
    const { interconnectId, macSecKeys } = first((await client.send(new DescribeInterconnectsCommand())).interconnects);
    const { secretARN } = first(macSecKeys);
    await client.send(new DisassociateMacSecKeyCommand({ connectionId: interconnectId, secretARN }));
    await bench.control.settle();
    const after = first((await client.send(new DescribeInterconnectsCommand())).interconnects);
    assert.deepEqual(after.macSecKeys, []);
  });

  it('associates a key again by its secret, and a new key by its CKN and CAK', async () => {
    const client = bench.directConnect();
    const { connectionId, macSecKeys } = await connectionNamed('fra-secondary');
    const { secretARN, ckn: before } = first(macSecKeys);
    await client.send(new DisassociateMacSecKeyCommand({ connectionId, secretARN }));
    await bench.control.settle();
    const unknown = new AssociateMacSecKeyCommand({ connectionId, secretARN: `${secretARN ?? ''}x` });
    assert.match((await failure(client.send(unknown))).message, /Could not find secret/);
    const response = await client.send(new AssociateMacSecKeyCommand({ connectionId, secretARN }));
    assert.deepEqual(
      response.macSecKeys?.map((key) => [key.secretARN, key.ckn, key.state]),
      [[secretARN, before, 'associating']],
    );
    const twice = await failure(client.send(new AssociateMacSecKeyCommand({ connectionId, secretARN })));
    assert.match(twice.message, /already associated/);
    const ckn = 'ab'.repeat(32);
    const pair = await client.send(new AssociateMacSecKeyCommand({ connectionId, ckn, cak: 'cd'.repeat(32) }));
    assert.equal(first(pair.macSecKeys).ckn, ckn);
    const lab = await connectionNamed('lab');
    const incapable = await failure(
      client.send(new AssociateMacSecKeyCommand({ connectionId: lab.connectionId, secretARN })),
    );
    assert.match(incapable.message, /not MACsec capable/);
  });

  it('names the missing resource or the missing member in the error message', async () => {
    const client = bench.directConnect();
    const notFound = await failure(client.send(new DescribeConnectionsCommand({ connectionId: 'dxcon-none' })));
    assert.equal(notFound.name, 'DirectConnectClientException');
    assert.equal(notFound.message, 'Could not find Connection with ID dxcon-none');
    assert.equal(
      (await failure(client.send(new DescribeLagsCommand({ lagId: 'dxlag-none' })))).message,
      'Could not find Lag with ID dxlag-none',
    );
    const missing = await failure(
      client.send(new DisassociateMacSecKeyCommand({ connectionId: undefined, secretARN: 'x' })),
    );
    assert.match(missing.message, /connectionId/);
  });

  it('returns pages of 100 connections', async () => {
    await bench.control.addMany({ ...DEV, kind: 'directconnect.macSecKey' }, 120);
    const client = bench.directConnect();
    const one = await client.send(new DescribeConnectionsCommand());
    assert.equal(one.connections?.length, 100);
    const two = await client.send(new DescribeConnectionsCommand({ nextToken: one.nextToken }));
    assert.equal(two.nextToken, undefined);
    assert.equal(two.connections?.length, 26);
  });
});
