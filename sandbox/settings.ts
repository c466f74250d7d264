import type { Settings, SettingsPatch } from './types.ts';

/** How long states last for somebody who watches: long enough to be seen. */
export const WATCHABLE = { inProgress: { ms: 1500 }, gone: { ms: 3000 } } as const;

/**
 * How a sandbox behaves if nobody says otherwise: nothing takes time by itself, a state lasts for one look.
 *
 * @returns the settings
 */
export function defaultSettings(): Settings {
  return {
    latencyMs: 0,
    settling: { inProgress: { describes: 1 }, gone: { describes: 1 } },
    pageSizes: { ec2: 1000, lightsail: 50, directconnect: 100 },
    throttlingSpeed: 0,
    log: { bodies: true, limit: 20_000 },
    clockOffsetMs: 0,
  };
}

/**
 * Changes settings.
 *
 * @param settings as they are
 * @param patch what changes; members of members that are not given stay
 * @returns the new settings
 */
export function patchSettings(settings: Settings, patch: SettingsPatch): Settings {
  return {
    ...settings,
    ...patch,
    settling: { ...settings.settling, ...patch.settling },
    pageSizes: { ...settings.pageSizes, ...patch.pageSizes },
    log: { ...settings.log, ...patch.log },
  };
}
