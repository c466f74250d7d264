import path from 'node:path';
import { pack } from '../scripts/package.ts';
import { RESOURCES, LABELS } from '../test/ui/support/steps.ts';
import { CONTAINER, BenchExtensionClient, packBenchExtension } from './benchExtension.ts';
import { STRINGS_LABEL, VIEW_NAME } from './benchExtensionOrder.ts';
import { msUntilDrawn } from './renderTime.ts';
import type { Figure } from './measurement.ts';
import { withSandbox, type SandboxProcess } from './sandboxProcess.ts';
import { benchExtensionConfig, showKinds, withBrowser, withWindow, type Bench } from './window.ts';

const READINGS = 5;
const LATENCY_MS = 100;
/** The label of the sandbox's token `office-range`. */
const OFFICE_RANGE = '79836431';

/** The readings of one window in milliseconds. */
interface Reading {
  /** The first expanded kind, and another one of the same service. */
  readonly first: number;
  readonly second: number;
  /** The same requests with the bare SDK. */
  readonly firstCall: number;
  readonly secondCall: number;
  /** A tree of strings with the sandbox's latency. */
  readonly strings: number;
}

/**
 * Measures the time from expanding a kind to its first drawn rows. Baseline: one request of the bare SDK in the same
 * host.
 */
export async function measureFirstRows(): Promise<Figure[]> {
  return withBrowser((bench) =>
    withSandbox({ latencyMs: LATENCY_MS }, async (sandbox) => {
      const ours = path.join(bench.folder, 'teardown.vsix');
      await pack(ours);
      const vsix = [ours, await packBenchExtension(bench.folder)];
      const readings: Reading[] = [];
      for (let turn = 0; turn < READINGS; turn++) readings.push(await read(bench, sandbox, vsix));
      const figure = (name: string, goal: string, of: keyof Reading, than: keyof Reading): Figure => ({
        ...{ name, unit: 'ms', goal },
        readings: readings.map((reading) => reading[of]),
        baseline: { what: 'a bare SDK call in the same host', readings: readings.map((reading) => reading[than]) },
      });
      const goal = 'at most 1.2 times';
      return [
        figure('first rows of a kind', goal, 'second', 'secondCall'),
        figure('first rows of the first kind in a window, modules loaded meanwhile', goal, 'first', 'firstCall'),
        figure(`plain strings that come after ${LATENCY_MS} ms`, 'none, what VS Code takes', 'strings', 'secondCall'),
      ];
    }),
  );
}

async function read({ browser }: Bench, sandbox: SandboxProcess, vsix: readonly string[]): Promise<Reading> {
  const benchExtension = await BenchExtensionClient.prepare({
    ...benchExtensionConfig(sandbox),
    count: 5,
    delayMs: LATENCY_MS,
  });
  return withWindow({ browser, sandbox, vsix, env: benchExtension.env }, async (workbench) => {
    await benchExtension.ready();
    await showKinds(workbench, 'ec2.routeServerPeer', 'ec2.ipamExternalResourceVerificationToken');
    const expansion = { view: RESOURCES, row: LABELS.peers, first: 'edge-fw-1' };
    const first = await msUntilDrawn(workbench, expansion);
    // The row is redrawn with the count, and may lose a click before that.
    await workbench.row(RESOURCES, LABELS.peers, /^\d/).waitFor();
    const firstCall = await benchExtension.call('peers');
    const second = await msUntilDrawn(workbench, { ...expansion, row: LABELS.tokens, first: OFFICE_RANGE });
    const secondCall = await benchExtension.call('tokens');
    await workbench.openContainer(CONTAINER);
    const strings = await msUntilDrawn(workbench, { view: VIEW_NAME, row: STRINGS_LABEL, first: 'many-0' });
    return { first, second, firstCall, secondCall, strings };
  });
}
