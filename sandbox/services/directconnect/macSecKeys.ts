import type * as DirectConnect from '@aws-sdk/client-direct-connect';
import type { MacSecKey } from '@aws-sdk/client-direct-connect';
import { directConnectError } from '../../wire/commonErrors.ts';
import type { Row } from '../../world/collection.ts';
import { macSecRowId } from '../../world/kinds.ts';
import type { Call } from '../call.ts';
import type { Handlers } from '../handlers.ts';
import { newHex } from '../ids.ts';
import { deleteByState, settleCreation } from '../deletion.ts';
import { showAll } from '../paging.ts';

const KIND = 'directconnect.macSecKey';

/** The members of what a MACsec key can be associated with. */
interface Parent {
  encryptionMode?: string | undefined;
  macSecCapable?: boolean | undefined;
  lagId?: string | undefined;
}

function findParent(call: Call, id: string): Row<Parent> {
  const row =
    call.resources('directconnect.connection').find(id, call.now) ??
    call.resources('directconnect.lag').find(id, call.now) ??
    call.resources('directconnect.interconnect').find(id, call.now);
  if (row === undefined) throw directConnectError(`Could not find Connection with ID ${id}`);
  return row;
}

/**
 * Returns the listed MACsec keys of a connection, LAG or interconnect, oldest first. It counts as a read of each key.
 */
export function macSecKeysOf(call: Call, parent: string): MacSecKey[] {
  const keys = call.resources(KIND);
  return showAll(call, keys, keys.childrenOf(parent));
}

const isAssociated = (row: Row<MacSecKey>): boolean => !row.deleted && row.item.state !== 'disassociated';

/**
 * Sets `must_encrypt` back to `should_encrypt` when the last key is removed (Direct Connect guide, MACsec key
 * considerations).
 */
function relaxEncryption(call: Call, parent: Row<Parent>, removed: Row<MacSecKey>): void {
  const siblings = call.resources(KIND).childrenOf(parent.id);
  const hasOthers = siblings.some((row) => row !== removed && isAssociated(row));
  if (!hasOthers && parent.item.encryptionMode === 'must_encrypt') {
    parent.item = { ...parent.item, encryptionMode: 'should_encrypt' };
  }
}

/**
 * Returns the secret in Secrets Manager of a key that is or was associated. Direct Connect's error for a missing
 * secret is not documented.
 */
function secretOf(call: Call, secretARN: string): MacSecKey {
  const associated = call
    .resources(KIND)
    .rows()
    .find(({ deleted, item }) => !deleted && item.secretARN === secretARN);
  const secret = associated ?? call.resources('directconnect.macSecSecret').find(secretARN, call.now);
  if (secret === undefined) throw directConnectError(`Could not find secret ${secretARN}`);
  return secret.item;
}

/** MACsec keys (https://docs.aws.amazon.com/directconnect/latest/APIReference/API_MacSecKey.html). */
export const macSecKeys: Handlers<typeof DirectConnect> = {
  AssociateMacSecKey: (input, call) => {
    const parent = findParent(call, input.connectionId ?? '');
    if (parent.item.macSecCapable !== true) throw directConnectError(`Connection ${parent.id} is not MACsec capable`);
    const byPair = input.ckn !== undefined && input.cak !== undefined;
    if ((input.secretARN !== undefined) === byPair) {
      throw directConnectError('Either a secretARN or both ckn and cak must be given');
    }
    const ckn = input.secretARN === undefined ? (input.ckn ?? '') : secretOf(call, input.secretARN).ckn;
    const secretARN =
      input.secretARN ??
      `arn:${call.partition}:secretsmanager:${call.region}:${call.accountId}:secret:directconnect!prod/${call.region}/directconnect/${input.ckn ?? ''}-${newHex(6)}`;
    const id = macSecRowId(parent.id, secretARN);
    const keys = call.resources(KIND);
    if (keys.find(id, call.now) !== undefined) {
      throw directConnectError(`The MACsec key is already associated with ${parent.id}`);
    }
    const startOn = new Date(call.now).toISOString();
    const row = keys.put(id, { secretARN, ckn, state: 'associating', startOn }, parent.id);
    settleCreation(call, row, { state: 'associated' });
    return { connectionId: parent.id, macSecKeys: [row.item] };
  },

  DisassociateMacSecKey: (input, call) => {
    const parent = findParent(call, input.connectionId ?? '');
    const keys = call.resources(KIND);
    const secretARN = input.secretARN ?? '';
    const row = keys.find(macSecRowId(parent.id, secretARN), call.now);
    if (row === undefined || row.item.state === 'disassociated') {
      const why = parent.item.lagId === undefined ? '' : ` (the connection belongs to the LAG ${parent.item.lagId})`;
      throw directConnectError(`Could not find MACsec key ${secretARN} associated with ${parent.id}${why}`);
    }
    if (row.item.state === 'disassociating') {
      throw directConnectError(`The MACsec key ${secretARN} is already being disassociated from ${parent.id}`);
    }
    // The secret belongs to Secrets Manager and remains there.
    call.resources('directconnect.macSecSecret').put(secretARN, { secretARN, ckn: row.item.ckn });
    const item = deleteByState(
      call,
      keys,
      row,
      {
        deleting: { state: 'disassociating' },
        deleted: { state: 'disassociated' },
        failed: () => ({ state: 'associated' }),
      },
      () => {
        relaxEncryption(call, parent, row);
      },
    );
    return { connectionId: parent.id, macSecKeys: [item] };
  },
};
