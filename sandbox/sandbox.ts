import { Faults } from './faults.ts';
import { RequestLog } from './requestLog.ts';
import { behaviour } from './services/registry.ts';
import type { AnyHandler } from './services/handlers.ts';
import { defaultSettings, patchSettings } from './settings.ts';
import { Throttle } from './throttle.ts';
import type { Settings, SettingsPatch } from './types.ts';
import { wireServices } from './wire/services.ts';
import type { RpcService, WireService } from './wire/services.ts';
import { sampleWorld } from './world/sample/sampleWorld.ts';
import type { World } from './world/world.ts';

/** One sandbox: its world, how it behaves, what is to go wrong, what was asked. Nothing of it is shared with another. */
export class Sandbox {
  readonly services: Readonly<Record<RpcService, WireService>> = wireServices();
  readonly handlers: Readonly<Record<RpcService, ReadonlyMap<string, AnyHandler>>> = behaviour({
    ec2: this.services.ec2.operations,
    lightsail: this.services.lightsail.operations,
    directconnect: this.services.directconnect.operations,
  });
  readonly log = new RequestLog();
  readonly faults = new Faults();
  readonly #initial: Settings;
  settings: Settings;
  throttle = new Throttle();
  world: World;

  /** @param patch what of the default settings is to be otherwise, also after a reset */
  constructor(patch: SettingsPatch = {}) {
    this.#initial = patchSettings(defaultSettings(), patch);
    this.settings = this.#initial;
    this.world = sampleWorld(this.now());
  }

  /** The sandbox's clock: milliseconds since 1970. */
  now(): number {
    return Date.now() + this.settings.clockOffsetMs;
  }

  /** Everything as it was at the start: world, settings, faults, buckets, log. */
  reset(): void {
    this.settings = this.#initial;
    this.throttle = new Throttle();
    this.faults.remove();
    this.log.clear();
    this.world = sampleWorld(this.now());
  }
}
