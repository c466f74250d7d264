import { LISTED_KINDS } from '../src/catalog/index.ts';
import { scan } from '../src/inventory/scan.ts';
import { withSandbox } from './sandboxProcess.ts';
import { ExtensionUnderTest } from './extensionUnderTest.ts';
import { inTurns, timed, type Figure } from './measurement.ts';

const COUNT = 50_000;
const READINGS = 3;
const UNENDING = new AbortController().signal;

/** Measures Find Unused Resources in an account of 50,000 resources. Baseline: a scan of the same lists. */
export async function measureUsage(): Promise<Figure[]> {
  return withSandbox({ latencyMs: 0 }, async (sandbox) => {
    await sandbox.control.addMany({ account: '111122223333', region: 'eu-west-1', kind: 'ec2.routeServerPeer' }, COUNT);
    const run = async (isSearch: boolean) => {
      const product = new ExtensionUnderTest(sandbox);
      const [target] = await product.targets('dev', ['eu-west-1']);
      if (!target) throw new Error('There is no target.');
      const { usage, inventory } = product.core;
      const ms = await timed(async () => {
        const steps = usage.steps(LISTED_KINDS, [target]);
        const { failed } = await scan(steps, inventory.batchLister(), UNENDING, () => undefined);
        if (failed > 0) throw new Error(`${failed} lists failed`);
        if (isSearch) await usage.lookUp(LISTED_KINDS, [target], UNENDING);
      });
      await product.dispose();
      return ms;
    };
    await run(true);
    const { readings, baseline } = await inTurns(
      READINGS,
      () => run(true),
      () => run(false),
    );
    return [
      {
        name: `Find Unused Resources among ${COUNT} resources`,
        unit: 'ms',
        readings,
        baseline: { what: 'a scan of the same lists', readings: baseline },
        goal: 'at most 1.2 times',
      },
    ];
  });
}
