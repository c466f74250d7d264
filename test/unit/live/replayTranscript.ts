import { runScenario, type StepResult } from '../../../scripts/live/scenario.ts';
import { REPLAYED, replayingClient, type Transcript } from '../../../scripts/live/transcript.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

/** Runs the live scenario with a transcript instead of AWS, and returns the result of each step. */
export async function replayTranscript(
  transcript: Transcript,
): Promise<readonly Pick<StepResult, 'name' | 'result'>[]> {
  const world = await TestEnvironment.start();
  try {
    const core = world.createCore({ interceptClient: () => replayingClient(transcript), settings: {} });
    const target = await world.target('dev', transcript.region);
    const results = await runScenario(core, target, {
      run: REPLAYED.run,
      skip: new Set(transcript.skip),
      report: () => undefined,
    });
    return results.map(({ name, result }) => ({ name, result }));
  } finally {
    await world.close();
  }
}
