import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox } from '../sandbox/server.ts';
import { pack } from '../scripts/package.ts';
import { descendants } from '../test/harness/processes.ts';
import type { Workbench } from '../test/harness/workbench.ts';
import { LABELS, openKinds } from '../test/ui/support/steps.ts';
import { median, type Figure } from './measurement.ts';
import { EMPTY, packEmpty } from './otherExtension.ts';
import { withBrowser, withWindow, type Bench } from './window.ts';

const READINGS = 4;
/** The figures are defined with this wait: the memory of a window after its start. */
const SETTLE_MS = 15_000;

/** The memory of an extension host in MiB. */
interface Memory {
  /** Before any view is opened. */
  readonly closed: number;
  /** With the five kinds listed, or the empty view open. */
  readonly opened: number;
}

/**
 * Measures how much more memory the extension host uses than with an empty extension: before any view is opened, and
 * with the five kinds listed.
 */
export async function measureMemory(): Promise<Figure[]> {
  return withBrowser(async (bench) => {
    const ours = path.join(bench.folder, 'teardown.vsix');
    await pack(ours);
    const empty = await packEmpty(bench.folder);
    const readings: Memory[] = [];
    const baseline: Memory[] = [];
    for (let turn = 0; turn < READINGS; turn++) {
      readings.push(await read(bench, ours, async (window) => openKinds(window, ...Object.values(LABELS))));
      baseline.push(await read(bench, empty, async (window) => window.openContainer(EMPTY.title)));
    }
    const figure = (name: string, goal: string, value: (memory: Memory) => number): Figure => {
      const turns = { readings: readings.map(value), baseline: baseline.map(value) };
      const more = median(turns.readings) - median(turns.baseline);
      return {
        ...{ name, unit: 'MiB', goal, note: `${more.toFixed(1)} MiB more` },
        readings: turns.readings,
        baseline: { what: 'an empty extension', readings: turns.baseline },
      };
    };
    return [
      figure('memory of the extension host, no view opened', 'at most 5 MiB more', ({ closed }) => closed),
      figure('memory of the extension host, five kinds listed', 'at most 25 MiB more', ({ opened }) => opened),
    ];
  });
}

async function read(
  { browser }: Bench,
  vsix: string,
  openView: (workbench: Workbench) => Promise<unknown>,
): Promise<Memory> {
  const sandbox = await startSandbox();
  try {
    return await withWindow({ browser, sandbox, vsix: [vsix] }, async (workbench) => {
      await pause(SETTLE_MS);
      const closed = extensionHostMiB();
      await openView(workbench);
      await pause(SETTLE_MS);
      return { closed, opened: extensionHostMiB() };
    });
  } finally {
    await sandbox.close();
  }
}

/** Returns the proportional set size of the only extension host that this process started, through a VS Code server. */
function extensionHostMiB(): number {
  const hosts = descendants(process.pid).filter((pid) => commandLine(pid).includes('--type=extensionHost'));
  const [host] = hosts;
  if (host === undefined || hosts.length > 1) throw new Error(`There are ${hosts.length} extension hosts.`);
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${host}/smaps_rollup`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // The process has exited.
    return '';
  }
}
