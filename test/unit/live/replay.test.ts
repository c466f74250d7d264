import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import type { Transcript } from '../../../scripts/live/transcript.ts';
import { replayTranscript } from './replayTranscript.ts';

const FILE = path.join(import.meta.dirname, 'moto.transcript.json');

describe('a transcript of npm run test:live', () => {
  it('replays to the recorded results', async () => {
    const transcript = JSON.parse(readFileSync(FILE, 'utf8')) as Transcript;
    assert.ok(transcript.results.some(({ result }) => result === 'passed'));
    assert.deepEqual(await replayTranscript(transcript), transcript.results);
  });

  it('fails for a changed response', async () => {
    const transcript = JSON.parse(readFileSync(FILE, 'utf8')) as Transcript;
    const exchanges = transcript.exchanges.filter(({ operation }) => operation !== 'DeleteSubnet');
    assert.notDeepEqual(await replayTranscript({ ...transcript, exchanges }), transcript.results);
  });
});
