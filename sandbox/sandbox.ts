import { Faults } from './faults.ts';
import { RequestLog } from './requestLog.ts';
import { createHandlers } from './services/registry.ts';
import type { AnyHandler } from './services/handlers.ts';
import { defaultSettings, patchSettings } from './settings.ts';
import { Throttle } from './throttle.ts';
import type { Settings, SettingsPatch } from './types.ts';
import { wireServices } from './wire/services.ts';
import type { RpcService, WireService } from './wire/services.ts';
import { sampleWorld } from './world/sample/sampleWorld.ts';
import type { World } from './world/world.ts';

/** The state of one sandbox: world, settings, faults, log. Instances share nothing. */
export class Sandbox {
  readonly services: Readonly<Record<RpcService, WireService>> = wireServices();
  readonly handlers: Readonly<Record<RpcService, ReadonlyMap<string, AnyHandler>>> = createHandlers({
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

  /** `patch` changes the default settings, also after a reset. */
  constructor(patch: SettingsPatch = {}) {
    this.#initial = patchSettings(defaultSettings(), patch);
    this.settings = this.#initial;
    this.world = sampleWorld(this.now());
  }

  /** Returns the sandbox's clock in milliseconds since 1970. */
  now(): number {
    return Date.now() + this.settings.clockOffsetMs;
  }

  /** Restores the initial state: world, settings, faults, token buckets, log. */
  reset(): void {
    this.settings = this.#initial;
    this.throttle = new Throttle();
    this.faults.remove();
    this.log.clear();
    this.world = sampleWorld(this.now());
  }
}
