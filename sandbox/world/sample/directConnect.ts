import type { SampleGenerator } from '../sampleGenerator.ts';
import { makeConnection, makeInterconnect, makeLag, makeMacSecKey } from './directConnectMakers.ts';

const DAY = 86_400_000;

/**
 * Adds connections, LAGs and interconnects with MACsec keys: a last key under `must_encrypt`, several keys, a LAG
 * whose members repeat its keys, and an interconnect.
 */
export function fillDirectConnect({ place, ago, put }: SampleGenerator, size: 'full' | 'few'): void {
  const connection = 'directconnect.connection';
  const key = 'directconnect.macSecKey';

  const primary = makeConnection(place, 'fra-primary', { encryptionMode: 'must_encrypt' });
  put(connection, primary);
  put(key, makeMacSecKey(place, 'fra-primary', 'associated', ago(120 * DAY)), primary.connectionId);
  const secondary = makeConnection(place, 'fra-secondary');
  put(connection, secondary);
  put(key, makeMacSecKey(place, 'fra-secondary-1', 'associated', ago(400 * DAY)), secondary.connectionId);
  put(key, makeMacSecKey(place, 'fra-secondary-2', 'associated', ago(10 * DAY)), secondary.connectionId);
  if (size === 'few') return;

  put(
    connection,
    makeConnection(place, 'lab', {
      macSecCapable: false,
      portEncryptionStatus: 'Encryption Down',
      encryptionMode: 'no_encrypt',
    }),
  );
  const rollover = makeConnection(place, 'dub-rollover', { location: 'EqDB2', encryptionMode: 'must_encrypt' });
  put(connection, rollover);
  put(key, makeMacSecKey(place, 'dub-1', 'associated', ago(300 * DAY)), rollover.connectionId);
  put(key, makeMacSecKey(place, 'dub-2', 'associating', ago(0)), rollover.connectionId);

  const lag = makeLag(place, 'lon-bundle');
  put('directconnect.lag', lag);
  for (const name of ['lon-bundle-a', 'lon-bundle-b']) {
    put(
      connection,
      makeConnection(place, name, { lagId: lag.lagId, location: 'EqLD5', encryptionMode: 'must_encrypt' }),
    );
  }
  put(key, makeMacSecKey(place, 'lon-1', 'associated', ago(60 * DAY)), lag.lagId);

  const interconnect = makeInterconnect(place, 'carrier-ams');
  put('directconnect.interconnect', interconnect);
  put(key, makeMacSecKey(place, 'carrier-1', 'associated', ago(30 * DAY)), interconnect.interconnectId);
}
