import type { Settings, SettingsPatch } from './types.ts';

/** States that last long enough for people to see them. */
export const WATCHABLE = { inProgress: { ms: 1500 }, deleted: { ms: 3000 } } as const;

/** Returns the default settings: no delay, and a state lasts for one read. */
export function defaultSettings(): Settings {
  return {
    latencyMs: 0,
    settling: { inProgress: { describes: 1 }, deleted: { describes: 1 } },
    pageSizes: { ec2: 1000, lightsail: 50, directconnect: 100 },
    throttlingSpeed: 0,
    log: { bodies: true, limit: 20_000 },
    clockOffsetMs: 0,
  };
}

/** Returns settings with the members of a patch, merged at both levels. */
export function patchSettings(settings: Settings, patch: SettingsPatch): Settings {
  return {
    ...settings,
    ...patch,
    settling: { ...settings.settling, ...patch.settling },
    pageSizes: { ...settings.pageSizes, ...patch.pageSizes },
    log: { ...settings.log, ...patch.log },
  };
}
