import { after, afterEach, before, beforeEach } from 'mocha';
import { FastClock } from '../../deletion/support/fastClock.ts';
import { Folder, Processes } from '../../journal/support/folder.ts';
import { TestEnvironment } from '../../support/testEnvironment.ts';

/** What every test of a block has. */
export interface RestoreWorld {
  readonly world: TestEnvironment;
  /** A folder for a journal, at the time of the tests' clock. */
  readonly folder: Folder;
  /** The windows that open it. */
  readonly processes: Processes;
}

/** Registers the hooks of a block: one world for all of its tests, as it was at the start, and a new folder for each. Read it in tests only. */
export function useRestoreWorld(): RestoreWorld {
  const shared = {} as { -readonly [name in keyof RestoreWorld]: RestoreWorld[name] };
  before(async () => {
    shared.world = await TestEnvironment.start();
  });
  after(() => shared.world.close());
  beforeEach(async () => {
    await shared.world.reset();
    shared.folder = new Folder();
    shared.folder.now = new FastClock().now();
    shared.processes = new Processes();
  });
  afterEach(() => shared.folder.remove());
  return shared;
}
