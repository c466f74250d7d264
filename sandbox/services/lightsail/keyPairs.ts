import { generateKeyPairSync } from 'node:crypto';
import type * as Lightsail from '@aws-sdk/client-lightsail';
import type { KeyPair, Tag } from '@aws-sdk/client-lightsail';
import { lightsailError } from '../../wire/commonErrors.ts';
import type { Row } from '../../world/collection.ts';
import type { Call } from '../call.ts';
import type { Handlers } from '../handlers.ts';
import { newHex, stableUuid } from '../ids.ts';
import { keepStale } from '../deletion.ts';
import { lightsailPage } from './listing.ts';
import { startOperation } from './operations.ts';

/** The name of a Region's default key pair. */
export const DEFAULT_KEY_PAIR = 'LightsailDefaultKeyPair';

const KIND = 'lightsail.keyPair';

/** Returns a fingerprint in Lightsail's format: `aa:bb:...`, twenty pairs, from at least 40 hexadecimal digits. */
export function fingerprintOf(hex: string): string {
  return (hex.slice(0, 40).match(/../g) ?? []).join(':');
}

function requireKeyPair(call: Call, name: string): Row<KeyPair> {
  const row = call.resources(KIND).find(name, call.now);
  if (row === undefined) {
    throw lightsailError('NotFoundException', `The KeyPair does not exist: ${name}`, 'Check the name of the key pair.');
  }
  return row;
}

function addKeyPair(call: Call, name: string, tags: Tag[] | undefined): Row<KeyPair> {
  if (call.resources(KIND).find(name, call.now) !== undefined) {
    throw lightsailError('InvalidInputException', `Some names are already in use: ${name}`);
  }
  return call.resources(KIND).put(name, {
    name,
    arn: `arn:${call.partition}:lightsail:${call.region}:${call.accountId}:KeyPair/${stableUuid(newHex(32))}`,
    supportCode: `${newHex(12)}/${name}`,
    createdAt: new Date(call.now),
    location: { availabilityZone: 'all', regionName: call.region as Lightsail.RegionName },
    resourceType: 'KeyPair',
    tags: tags ?? [],
    fingerprint: fingerprintOf(newHex(40)),
  });
}

function newPair(): { readonly publicKeyBase64: string; readonly privateKeyBase64: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    publicKeyBase64: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKeyBase64: privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
  };
}

/** Throws unless `expectedFingerprint` is present and right for a Region's default pair, and absent for others. */
function checkFingerprint(pair: KeyPair, expected: string | undefined): void {
  if (pair.name !== DEFAULT_KEY_PAIR) {
    if (expected !== undefined) {
      throw lightsailError('InvalidInputException', 'expectedFingerprint is only for a Lightsail default key pair.');
    }
    return;
  }
  if (expected === undefined) {
    throw lightsailError(
      'InvalidInputException',
      'expectedFingerprint is required to delete a Lightsail default key pair.',
    );
  }
  if (expected !== pair.fingerprint) {
    throw lightsailError('InvalidInputException', 'expectedFingerprint does not match the default key pair.');
  }
}

/** SSH key pairs (https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_KeyPair.html). */
export const keyPairs: Handlers<typeof Lightsail> = {
  GetKeyPairs: (input, call) => {
    const { items, next } = lightsailPage(
      call,
      call.resources(KIND),
      input.pageToken,
      (row) => input.includeDefaultKeyPair === true || row.id !== DEFAULT_KEY_PAIR,
    );
    return { keyPairs: items, nextPageToken: next };
  },

  GetKeyPair: (input, call) => {
    const row = requireKeyPair(call, input.keyPairName ?? '');
    const item = call.resources(KIND).read(row, call.now);
    return { keyPair: item ?? requireKeyPair(call, row.id).item };
  },

  CreateKeyPair: (input, call) => {
    const name = input.keyPairName ?? '';
    const { item } = addKeyPair(call, name, input.tags);
    const subject = { resourceName: name, resourceType: 'KeyPair', operationType: 'CreateKeyPair' } as const;
    return { keyPair: item, ...newPair(), operation: startOperation(call, subject) };
  },

  ImportKeyPair: (input, call) => {
    const name = input.keyPairName ?? '';
    // The member's name and documentation call it base64, but the service accepts OpenSSH's line (aws-cli issue
    // 6020).
    if (!/^ssh-rsa AAAAB3NzaC1yc2E[A-Za-z0-9+/]+={0,2}( .*)?$/.test(input.publicKeyBase64 ?? '')) {
      throw lightsailError('InvalidInputException', 'The format of this public key is not valid.');
    }
    const row = addKeyPair(call, name, undefined);
    if (call.fault('reverted')) call.resources(KIND).remove(row);
    const subject = { resourceName: name, resourceType: 'KeyPair', operationType: 'ImportKeyPair' } as const;
    return { operation: startOperation(call, subject) };
  },

  /** Creates the Region's default pair if there is none, although its name is that of a read. */
  DownloadDefaultKeyPair: (_input, call) => {
    const existing = call.resources(KIND).find(DEFAULT_KEY_PAIR, call.now);
    const row = existing ?? addKeyPair(call, DEFAULT_KEY_PAIR, undefined);
    return { ...newPair(), createdAt: row.item.createdAt };
  },

  DeleteKeyPair: (input, call) => {
    const row = requireKeyPair(call, input.keyPairName ?? '');
    checkFingerprint(row.item, input.expectedFingerprint);
    keepStale(call, row);
    const subject = {
      resourceName: row.id,
      resourceType: 'KeyPair',
      operationType: 'DeleteKeyPair',
      rows: [row],
    } as const;
    const operation = startOperation(call, subject, () => {
      call.resources(KIND).remove(row);
    });
    return { operation };
  },
};
