import type { Connection, Interconnect, Lag, MacSecKey } from '@aws-sdk/client-direct-connect';
import { always } from '../builder/evidence.ts';
import { countSiblings, defineKinds } from '../builder/rowBuilder.ts';
import { listedItem, type ParentRef } from '../model/listedItem.ts';

const directconnect = defineKinds('directconnect');

/** A connection, LAG or interconnect. Connections and interconnects have more members than LAGs. */
type MacSecParent = Connection & Partial<Lag & Interconnect>;

const isAssociated = (key: { state?: string | undefined }) => key.state === 'associated';

/** Returns the encryption mode of a connection, LAG or interconnect: the member that matters for a key. */
const encryptionModeOf = (parent: ParentRef<{ encryptionMode?: string | undefined }> | undefined) =>
  parent?.raw.encryptionMode;

/** Returns a parent in words: `LAG dc-lag-fra (dxlag-…)`. */
const inWords = (parent: ParentRef<object> | undefined) =>
  parent ? `${parent.noun} ${parent.name ? `${parent.name} (${parent.id})` : parent.id}` : '(unknown)';

/** https://docs.aws.amazon.com/directconnect/latest/APIReference/API_MacSecKey.html */
const macSecKey = directconnect.kind({
  noun: 'MACsec key',
  icon: 'shield',
  parentKinds: ['directconnect.connection', 'directconnect.lag', 'directconnect.interconnect'],
  descriptionIncludesParent: true,
  sources: directconnect.union<MacSecKey, MacSecParent>(
    directconnect.nested(
      'DescribeConnections',
      'connections',
      'macSecKeys',
      { noun: 'connection', id: 'connectionId', name: 'connectionName' },
      { member: 'connectionId', match: 'parentId' },
    ),
    directconnect.nested(
      'DescribeLags',
      'lags',
      'macSecKeys',
      { noun: 'LAG', id: 'lagId', name: 'lagName' },
      { member: 'lagId', match: 'parentId' },
    ),
    directconnect.nested(
      'DescribeInterconnects',
      'interconnects',
      'macSecKeys',
      { noun: 'interconnect', id: 'interconnectId', name: 'interconnectName' },
      { member: 'interconnectId', match: 'parentId' },
    ),
  ),
  mergeSources(parts) {
    return parts.flatMap((part, source) => {
      const otherAssociated = countSiblings(part.items, ({ secretARN }) => secretARN, isAssociated);
      return (
        part.items
          // A connection in a LAG repeats the LAG's keys. They are listed under the LAG.
          .filter(({ parent }) => source === 1 || parent?.raw.lagId === undefined)
          .map((one) => listedItem(one, source, { otherAssociated: otherAssociated(one) }))
      );
    });
  },
  afterRemoving: (entry, removed) => ({
    ...entry,
    extra: {
      otherAssociated:
        entry.extra.otherAssociated -
        removed.filter(({ item, parent }) => parent?.id === entry.parent?.id && isAssociated(item)).length,
    },
  }),
  members: { id: 'secretARN', name: 'ckn', arn: 'secretARN', state: 'state', created: 'startOn' },
  identity: ['secretARN', 'ckn', 'startOn'],
  shortLabel: ({ item: { ckn = '' } }) => (ckn.length > 16 ? `CKN ${ckn.slice(0, 6)}…${ckn.slice(-4)}` : undefined),
  // A side bar cuts off the end, so the state comes last: the icon shows it too.
  description: ({ item, parent }) => [
    parent && `${parent.noun === 'connection' ? '' : `${parent.noun} `}${parent.name ?? parent.id}`,
    encryptionModeOf(parent),
    item.state,
  ],
  health({ item }) {
    switch (item.state) {
      case 'associated':
        return 'healthy';
      case 'associating':
      case 'disassociating':
        return 'transitioning';
      default:
        return 'idle';
    }
  },
  facts: [
    { label: 'CKN', value: ({ item }) => item.ckn },
    { label: 'State', value: ({ item }) => item.state, dialogTemplate: '{}' },
    { label: 'Start', value: ({ item }) => item.startOn },
    { label: 'Secret', value: ({ item }) => item.secretARN },
    { label: 'Associated with', value: ({ parent }) => inWords(parent), dialogTemplate: 'of {}' },
    { label: 'Encryption mode', value: ({ parent }) => encryptionModeOf(parent), dialogTemplate: '{}' },
    { label: 'Port encryption', value: ({ parent }) => parent?.raw.portEncryptionStatus },
    { label: 'Other associated keys', value: ({ extra }) => extra.otherAssociated },
  ],
  evidence: [
    {
      check: 'lastKey',
      assess({ item, parent, extra }) {
        if (item.state === undefined)
          return { level: 'unknown', text: 'AWS did not return whether the key is associated.' };
        if (!isAssociated(item)) return { level: 'ok', text: `The key is ${item.state}. It does not encrypt now.` };
        if (extra.otherAssociated > 0)
          return { level: 'ok', text: `Other keys stay associated with the ${inWords(parent)}.` };
        const mode = encryptionModeOf(parent);
        if (mode === 'no_encrypt')
          return { level: 'ok', text: `The mode of the ${inWords(parent)} is no_encrypt. Nothing is encrypted now.` };
        return mode === 'must_encrypt'
          ? {
              level: 'warning',
              severe: true,
              text: `It is the last associated key and the mode is must_encrypt. Without encryption the ${parent?.noun ?? 'connection'} goes down, or AWS falls back to should_encrypt.`,
            }
          : {
              level: 'warning',
              text: `It is the last associated key of the ${inWords(parent)}. Its traffic is no longer encrypted.`,
            };
      },
    },
    always('secret', 'ok', 'The secret remains in Secrets Manager.'),
  ],
  action: { operation: 'DisassociateMacSecKey', input: { connectionId: { parent: 'id' }, secretARN: 'secretARN' } },
  restorability: {
    level: 'full',
    text: 'It can be associated again as long as the secret exists.',
    restore: {
      operation: 'AssociateMacSecKey',
      input: { connectionId: { parent: 'id' }, secretARN: { item: 'secretARN' } },
      restores: 'The same key, if its secret still exists in Secrets Manager.',
      notRestored: [
        'The key has a new start time.',
        'If AWS lowered the encryption mode with the last key, the mode stays lowered. Check it afterwards.',
      ],
      matchBy: ['secretARN'],
    },
  },
});

export const MAC_SEC_KEY_KINDS = directconnect.kinds('MACsec', { macSecKey });
