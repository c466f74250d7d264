import type { SandboxClient } from '../../../sandbox/client.ts';
import { IN_TOOLTIP, simulated, WHERE } from './deletionSteps.ts';
import type { DeletionCase } from './deletionCase.ts';
import { relativeTime } from '../../../src/common/text/relativeTime.ts';
import { absolute, DEV, found, LABELS } from './steps.ts';

const SECRET_STAYS = 'The secret remains in Secrets Manager.';
const ASSOCIATE_AGAIN = 'Can be restored: It can be associated again as long as the secret exists.';

interface MacSecSubject {
  readonly parent: 'connection' | 'LAG' | 'interconnect';
  readonly name: string;
  readonly mode: string;
  /** The dialog's line on what the key does now; warnings come first in it. */
  readonly use: (words: string) => string;
}

async function macSecKey(aws: SandboxClient, { parent, name, mode, use }: MacSecSubject): Promise<DeletionCase> {
  const parentId = await macSecParent(aws, parent, name);
  const rows = await aws.rows({ ...DEV, kind: 'directconnect.macSecKey' });
  const { item } = found(rows, `key of ${name}`, (row) => row.parent === parentId);
  const ckn = item.ckn ?? '';
  const arn = item.secretARN ?? '';
  const words = `${parent} ${name} (${parentId})`;
  return {
    kind: LABELS.macSecKeys,
    label: `CKN ${ckn.slice(0, 6)}…${ckn.slice(-4)}`,
    // The name with its noun is cut off by a side bar, so it comes last.
    description:
      parent === 'interconnect'
        ? `${mode} · associated · interconnect ${name}`
        : `${parent === 'connection' ? '' : `${parent} `}${name} · ${mode} · associated`,
    tooltip: [
      `CKN: ${ckn}`,
      'State: associated',
      `Start: ${absolute(item.startOn)} (${relativeTime(new Date(item.startOn ?? 0), Date.now())})`,
      `Secret: ${arn}`,
      `Associated with: ${words}`,
      `Encryption mode: ${mode}`,
      ...IN_TOOLTIP,
    ],
    menu: ['Show Details', 'Open in AWS Console', 'Look Up Creator', 'Copy ID', 'Copy ARN', 'Refresh', 'Disassociate…'],
    dialog: {
      message: `Disassociate MACsec key "${ckn.slice(0, 8)}…${ckn.slice(-4)}" of ${words}?`,
      detail: [
        `${arn} · associated · of ${words} · ${mode}`,
        WHERE,
        ...(use(words).startsWith('Warning:') ? [use(words), ASSOCIATE_AGAIN] : [ASSOCIATE_AGAIN, use(words)]),
        SECRET_STAYS,
        simulated('directconnect:DisassociateMacSecKey'),
      ],
      button: 'Disassociate MACsec Key',
    },
    ...(mode === 'must_encrypt' && { typed: 'a code' }),
    progress: 'disassociating',
    toast: `Disassociated ${ckn}`,
    service: 'directconnect',
    channelService: 'Direct Connect',
    operation: 'DisassociateMacSecKey',
    input: { connectionId: parentId, secretARN: arn },
    subject: `${parentId} / ${arn}`,
  };
}

async function macSecParent(aws: SandboxClient, parent: MacSecSubject['parent'], name: string): Promise<string> {
  switch (parent) {
    case 'connection':
      return found(
        await aws.rows({ ...DEV, kind: 'directconnect.connection' }),
        name,
        ({ item }) => item.connectionName === name,
      ).id;
    case 'LAG':
      return found(await aws.rows({ ...DEV, kind: 'directconnect.lag' }), name, ({ item }) => item.lagName === name).id;
    case 'interconnect':
      return found(
        await aws.rows({ ...DEV, kind: 'directconnect.interconnect' }),
        name,
        ({ item }) => item.interconnectName === name,
      ).id;
  }
}

const mustEncrypt = (noun: string) =>
  `Warning: It is the last associated key and the mode is must_encrypt. Without encryption the ${noun} goes down, or AWS falls back to should_encrypt.`;

/** Returns the last key of a connection that must encrypt. */
export function lastKeyOfConnection(aws: SandboxClient): Promise<DeletionCase> {
  return macSecKey(aws, {
    parent: 'connection',
    name: 'fra-primary',
    mode: 'must_encrypt',
    use: () => mustEncrypt('connection'),
  });
}

/** Returns the key of a LAG, which AWS also returns with the member connections. */
export function keyOfLag(aws: SandboxClient): Promise<DeletionCase> {
  return macSecKey(aws, { parent: 'LAG', name: 'lon-bundle', mode: 'must_encrypt', use: () => mustEncrypt('LAG') });
}

/** Returns the key of an interconnect, whose id looks like that of a connection. */
export function keyOfInterconnect(aws: SandboxClient): Promise<DeletionCase> {
  const use = (words: string) => `The mode of the ${words} is no_encrypt. Nothing is encrypted now.`;
  return macSecKey(aws, { parent: 'interconnect', name: 'carrier-ams', mode: 'no_encrypt', use });
}
