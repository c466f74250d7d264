import path from 'node:path';
import { pack } from '../scripts/package.ts';
import { RESOURCES, LABELS } from '../test/ui/support/steps.ts';
import { CONTAINER, Companion, packCompanion } from './benchExtension.ts';
import { STRINGS_LABEL, VIEW_NAME } from './benchExtensionOrder.ts';
import { msUntilDrawn } from './renderTime.ts';
import type { Figure } from './measurement.ts';
import { withSandbox, type SandboxProcess } from './sandboxProcess.ts';
import { orderIn, showKinds, withBrowser, withWindow, type Bench } from './window.ts';

const READINGS = 5;
const LATENCY_MS = 100;
/** The sandbox's token of that name, as its row calls it. */
const OFFICE_RANGE = '79836431';

/** What one window tells, in milliseconds. */
interface Reading {
  /** The first kind that is expanded in it, and one more of the same service. */
  readonly first: number;
  readonly second: number;
  /** The same calls with the SDK alone. */
  readonly firstCall: number;
  readonly secondCall: number;
  /** A tree of strings that come after as long as the sandbox takes to answer. */
  readonly strings: number;
}

/** How long it takes from expanding a kind until its first rows are drawn, beside one bare SDK call in the same host. */
export async function measureFirstRows(): Promise<Figure[]> {
  return withBrowser((bench) =>
    withSandbox({ latencyMs: LATENCY_MS }, async (sandbox) => {
      const ours = path.join(bench.folder, 'teardown.vsix');
      await pack(ours);
      const vsix = [ours, await packCompanion(bench.folder)];
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
  const companion = await Companion.prepare({ ...orderIn(sandbox), count: 5, delayMs: LATENCY_MS });
  return withWindow({ browser, sandbox, vsix, env: companion.env }, async (workbench) => {
    await companion.ready();
    await showKinds(workbench, 'ec2.routeServerPeer', 'ec2.ipamExternalResourceVerificationToken');
    const expansion = { view: RESOURCES, row: LABELS.peers, first: 'edge-fw-1' };
    const first = await msUntilDrawn(workbench, expansion);
    // Drawn anew with the count: a click before that may be lost.
    await workbench.row(RESOURCES, LABELS.peers, /^\d/).waitFor();
    const firstCall = await companion.call('peers');
    const second = await msUntilDrawn(workbench, { ...expansion, row: LABELS.tokens, first: OFFICE_RANGE });
    const secondCall = await companion.call('tokens');
    await workbench.openContainer(CONTAINER);
    const strings = await msUntilDrawn(workbench, { view: VIEW_NAME, row: STRINGS_LABEL, first: 'many-0' });
    return { first, second, firstCall, secondCall, strings };
  });
}
