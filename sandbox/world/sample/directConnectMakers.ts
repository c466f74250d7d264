import type { Connection, Interconnect, Lag, MacSecKey } from '@aws-sdk/client-direct-connect';
import { stableHex } from '../../services/ids.ts';
import type { Place } from '../../types.ts';

const seedOf = (place: Place, name: string): string => `${place.account}/${place.region}/${name}`;

/** Returns an id. Direct Connect's have eight letters and digits. */
function idOf(prefix: 'dxcon' | 'dxlag', place: Place, name: string): string {
  return `${prefix}-f${stableHex(seedOf(place, name), 7)}`;
}

const DEVICES = { awsDevice: 'EqFA5-1a2b3c', awsDeviceV2: 'EqFA5-1a2b3c', awsLogicalDeviceId: 'EqFA5-1a2b3c' } as const;

/** Returns a dedicated connection without keys. `members` override the defaults. */
export function makeConnection(place: Place, name: string, members: Partial<Connection> = {}): Connection {
  return {
    ownerAccount: place.account,
    connectionId: idOf('dxcon', place, name),
    connectionName: name,
    connectionState: 'available',
    region: place.region,
    location: 'EqFA5',
    bandwidth: '10Gbps',
    vlan: 0,
    partnerName: 'Equinix',
    ...DEVICES,
    jumboFrameCapable: true,
    hasLogicalRedundancy: 'yes',
    tags: [{ key: 'team', value: 'network' }],
    providerName: 'Equinix',
    macSecCapable: true,
    portEncryptionStatus: 'Encryption Up',
    encryptionMode: 'should_encrypt',
    ...members,
  };
}

/** Returns a link aggregation group without keys and connections. `members` override the defaults. */
export function makeLag(place: Place, name: string, members: Partial<Lag> = {}): Lag {
  return {
    connectionsBandwidth: '10Gbps',
    numberOfConnections: 2,
    lagId: idOf('dxlag', place, name),
    ownerAccount: place.account,
    lagName: name,
    lagState: 'available',
    location: 'EqLD5',
    region: place.region,
    minimumLinks: 1,
    ...DEVICES,
    allowsHostedConnections: false,
    jumboFrameCapable: true,
    hasLogicalRedundancy: 'yes',
    tags: [],
    providerName: 'Equinix',
    macSecCapable: true,
    encryptionMode: 'must_encrypt',
    ...members,
  };
}

/**
 * Returns an interconnect, a partner's port, without keys. Its id has the form of a connection's. `members` override
 * the defaults.
 */
export function makeInterconnect(place: Place, name: string, members: Partial<Interconnect> = {}): Interconnect {
  return {
    interconnectId: idOf('dxcon', place, `interconnect/${name}`),
    interconnectName: name,
    interconnectState: 'available',
    region: place.region,
    location: 'EqAM3',
    bandwidth: '100Gbps',
    ...DEVICES,
    jumboFrameCapable: true,
    hasLogicalRedundancy: 'unknown',
    tags: [],
    providerName: 'Example Carrier',
    macSecCapable: true,
    portEncryptionStatus: 'Encryption Down',
    encryptionMode: 'no_encrypt',
    ...members,
  };
}

/** Returns a MACsec key. CKN and secret depend on `seed`. */
export function makeMacSecKey(place: Place, seed: string, state: string, startOn: Date): MacSecKey {
  const ckn = stableHex(seedOf(place, `ckn/${seed}`), 64);
  const suffix = stableHex(seedOf(place, `secret/${seed}`), 6);
  return {
    secretARN: `arn:aws:secretsmanager:${place.region}:${place.account}:secret:directconnect!prod/${place.region}/directconnect/${ckn}-${suffix}`,
    ckn,
    state,
    startOn: startOn.toISOString(),
  };
}
