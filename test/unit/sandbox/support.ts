import assert from 'node:assert/strict';
import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { EC2Client } from '@aws-sdk/client-ec2';
import { LightsailClient } from '@aws-sdk/client-lightsail';
import { STSClient } from '@aws-sdk/client-sts';
import { SandboxClient } from '../../../sandbox/client.ts';
import type { SandboxOptions } from '../../../sandbox/server.ts';
import { startSandbox } from '../../../sandbox/server.ts';
import type { RunningSandbox } from '../../../sandbox/server.ts';
import { sampleProfiles } from '../../../sandbox/world/sample/identities.ts';

/** Where most of the sample world is. */
export const DEV = { account: '111122223333', region: 'eu-west-1' } as const;

/** A sandbox for one suite, and clients that talk to it as a profile of the sample world. */
export class Bench {
  #running: RunningSandbox | undefined;
  #clients: { destroy(): void }[] = [];

  /** The sandbox that runs. */
  get running(): RunningSandbox {
    assert.ok(this.#running, 'the sandbox runs while tests do');
    return this.#running;
  }

  /** Steers the sandbox. */
  get steering(): SandboxClient {
    return new SandboxClient(this.running.endpoint);
  }

  /** @param options how it is started */
  async start(options: SandboxOptions): Promise<void> {
    this.#running = await startSandbox(options);
  }

  /** Ends the sandbox and all clients. */
  async stop(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    await this.#running?.close();
  }

  /** What a client of a profile is made with; one attempt, so that every request is meant. */
  config(
    profile = 'dev',
    region?: string,
  ): {
    endpoint: string;
    region: string;
    maxAttempts: number;
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  } {
    const sample = sampleProfiles().find((found) => found.name === profile);
    assert.ok(sample, `there is a profile ${profile}`);
    const { accessKeyId, secretAccessKey, sessionToken } = sample.identity;
    return {
      endpoint: this.running.endpoint,
      region: region ?? sample.region,
      maxAttempts: 1,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    };
  }

  #keep<T extends { destroy(): void }>(client: T): T {
    this.#clients.push(client);
    return client;
  }

  ec2(profile?: string, region?: string): EC2Client {
    return this.#keep(new EC2Client(this.config(profile, region)));
  }

  lightsail(profile?: string, region?: string): LightsailClient {
    return this.#keep(new LightsailClient(this.config(profile, region)));
  }

  directConnect(profile?: string, region?: string): DirectConnectClient {
    return this.#keep(new DirectConnectClient(this.config(profile, region)));
  }

  sts(profile?: string, region?: string): STSClient {
    return this.#keep(new STSClient(this.config(profile, region)));
  }
}

/**
 * Starts a sandbox for the suite that is being defined, and puts everything back before each test.
 *
 * @param options how it is started
 * @returns the bench
 */
export function useSandbox(options: SandboxOptions = {}): Bench {
  const bench = new Bench();
  before(() => bench.start(options));
  beforeEach(() => bench.steering.reset());
  after(() => bench.stop());
  return bench;
}

/** What an SDK client throws. */
export interface Thrown extends Error {
  readonly $metadata: { readonly httpStatusCode?: number; readonly requestId?: string; readonly attempts?: number };
}

/**
 * Waits for a call to fail.
 *
 * @param call the call
 * @returns what it failed with
 */
export async function failure(call: Promise<unknown>): Promise<Thrown> {
  return call.then(
    () => assert.fail('the call went through'),
    (error: unknown) => error as Thrown,
  );
}

/**
 * What stands first in a list that must have something in it.
 *
 * @param items the list
 * @returns the first item
 */
export function first<T>(items: readonly T[] | undefined): T {
  const [item] = items ?? [];
  assert.ok(item !== undefined, 'the list is not empty');
  return item;
}
