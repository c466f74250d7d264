import { SdkBaseline, recorded, type SdkRequest } from './sdkBaseline.ts';
import { TIME_LIMIT_MS } from '../src/deletion/planning/preflight.ts';
import { inTurns, timed, type Figure } from './measurement.ts';
import { FIVE_KINDS, ExtensionUnderTest } from './extensionUnderTest.ts';
import { withSandbox } from './sandboxProcess.ts';

const LATENCY_MS = 100;
const SELECTED = 50;
const READINGS = 7;
const PROFILE = 'empty';
const PLACE = { account: '777788889999', region: 'eu-west-1' } as const;

/** Measures gathering the evidence for fifty resources, ten of each of the five kinds, up to the confirmation. */
export async function measureEvidence(): Promise<Figure[]> {
  return withSandbox({}, async (sandbox) => {
    const each = SELECTED / FIVE_KINDS.length;
    for (const { id } of FIVE_KINDS) await sandbox.control.addMany({ ...PLACE, kind: id as never }, each);
    await sandbox.control.configure({ latencyMs: LATENCY_MS });
    const product = new ExtensionUnderTest(sandbox);
    const targets = await product.targets(PROFILE, [PLACE.region]);
    const selected = (await product.list(FIVE_KINDS, targets)).flatMap(({ resources }) => resources);
    if (selected.length !== SELECTED) throw new Error(`${selected.length} of ${SELECTED} were listed.`);
    await sandbox.control.clearRequests();
    const ours = () =>
      timed(async () => {
        const { plan } = await product.core.deletion.plan(selected);
        const late = plan.items
          .flatMap(({ evidence }) => evidence)
          .find(({ check }) => check === 'fresh' || check === 'probes');
        if (plan.items.length < SELECTED || late) throw new Error(late?.text ?? `${plan.items.length} were planned.`);
      });
    await ours();
    const calls = recorded(await sandbox.control.requests());
    const needed = oneForEach(calls);
    const sdk = new SdkBaseline(sandbox, PROFILE);
    const bare = () => timed(() => sdk.sendAll(needed, () => Infinity));
    await bare();
    const { readings, baseline } = await inTurns(READINGS, ours, bare);
    sdk.dispose();
    await product.dispose();
    const what = `${needed.length} operations, called once each with the bare SDK at the same time`;
    return [
      {
        name: `evidence for ${SELECTED} selected resources of five kinds (${LATENCY_MS} ms latency)`,
        unit: 'ms',
        readings,
        baseline: { what, readings: baseline },
        goal: `at most 1.3 times, and under ${TIME_LIMIT_MS} ms`,
      },
      { name: 'calls for it', unit: '', readings: [calls.length], goal: 'none, they explain the time' },
    ];
  });
}

/** Returns the first request of each operation. */
function oneForEach(calls: readonly SdkRequest[]): readonly SdkRequest[] {
  return [...new Map(calls.toReversed().map((call) => [`${call.service} ${call.operation}`, call])).values()];
}
