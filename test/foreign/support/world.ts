import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Target } from '../../../src/aws/identity/target.ts';
import { createCore, type Core, type CoreOptions } from '../../../src/core.ts';
import type { Resource } from '../../../src/inventory/resource.ts';
import { Machine } from '../../unit/aws/support/machine.ts';
import { FastClock } from '../../unit/deletion/support/fastClock.ts';
import { kindOf } from '../../unit/support/testEnvironment.ts';
import type { Created } from './foreignType.ts';
import { Moto } from './moto.ts';

/** The Region of all resources in moto. */
const REGION = 'eu-west-1';

function coreOn(machine: Machine, options: CoreOptions = {}): Core {
  const storageDirectory = path.join(machine.home, randomUUID());
  return createCore({ env: {}, homeDirectory: machine.home, storageDirectory, clock: new FastClock(), ...options });
}

/** A core of Teardown with moto as AWS, on a clock without real waits. */
export class ForeignWorld {
  readonly moto: Moto;
  readonly core: Core;
  readonly target: Target;
  readonly #machine: Machine;

  private constructor(moto: Moto, core: Core, target: Target, machine: Machine) {
    [this.moto, this.core, this.target] = [moto, core, target];
    this.#machine = machine;
  }

  /** Starts moto, with a profile for it. */
  static async start(): Promise<ForeignWorld> {
    const moto = await Moto.start(REGION);
    const machine = new Machine();
    machine.config(`[profile moto]\nregion = ${REGION}\nendpoint_url = ${moto.endpoint}\n`);
    machine.credentials('[moto]\naws_access_key_id = AKIAFOREIGN000000000\naws_secret_access_key = foreign\n');
    const core = coreOn(machine);
    return new ForeignWorld(moto, core, await core.profiles.target('moto', REGION), machine);
  }

  /** Returns another core for the same server, with its own client. */
  newCore(interceptClient: NonNullable<CoreOptions['interceptClient']>): Core {
    return coreOn(this.#machine, { interceptClient });
  }

  /** Stops the server and disposes the core. */
  async close(): Promise<void> {
    await this.core.dispose();
    this.#machine.dispose();
    await this.moto.close();
  }

  /** Returns the ids that boto3 lists, sorted. */
  async fromBoto3({ listing }: Created): Promise<string[]> {
    return (await this.moto.find(listing.operation, listing.input ?? {}, listing.path, listing.service)).sort();
  }

  /** Lists a resource type through Teardown: the rows, under the parent if there is one, and all failures. */
  async list(kindId: string, parent?: string, region = REGION) {
    const target = region === REGION ? this.target : await this.core.profiles.target('moto', region);
    const { resources, failures } = await this.core.inventory.list(kindOf(kindId), target);
    const rows: readonly Resource[] = resources.filter(
      ({ entry }) => parent === undefined || entry.parent?.id === parent,
    );
    return { rows, failures };
  }
}
