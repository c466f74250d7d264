import type { ForeignType } from '../support/foreignType.ts';
import type { Moto } from '../support/moto.ts';

/** Orders a connection, and returns its id. */
function newConnection(moto: Moto): Promise<string> {
  const members = { location: 'EqDC2', bandwidth: '10Gbps', connectionName: 'office' };
  return moto.one('CreateConnection', members, 'connectionId', 'directconnect');
}

/** Direct Connect, whose times moto returns as text. */
export const DIRECT_CONNECT_TYPES: readonly ForeignType[] = [
  {
    kind: 'directconnect.connection',
    create: async (moto) => ({
      id: await newConnection(moto),
      listing: {
        service: 'directconnect',
        operation: 'DescribeConnections',
        path: "connections[?connectionState!='deleted'].connectionId",
      },
    }),
  },
  {
    kind: 'directconnect.macSecKey',
    async create(moto) {
      const parent = await newConnection(moto);
      const key = { connectionId: parent, cak: 'a'.repeat(64), ckn: 'b'.repeat(64) };
      await moto.call('AssociateMacSecKey', key, 'directconnect');
      const input = { connectionId: parent };
      const path = "connections[].macSecKeys[] | [?state!='disassociated'].secretARN";
      const id = await moto.one('DescribeConnections', input, `${path} | [0]`, 'directconnect');
      return { id, parent, listing: { service: 'directconnect', operation: 'DescribeConnections', input, path } };
    },
  },
];
