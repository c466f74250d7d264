import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localProcesses, machineToken } from '../../../src/deletion/journal/locking/processInfo.ts';

describe('the process table of a machine', () => {
  it('does not report a zombie process as running', async function () {
    if (process.platform !== 'linux') return this.skip();
    // The shell becomes a program that never waits for its children.
    const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [text] = (await once(parent.stdout, 'data')) as [Buffer];
      const pid = Number(text.toString());
      const state = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
      while (state() !== 'Z') await new Promise(setImmediate);
      assert.equal(localProcesses().isRunning(pid), false);
    } finally {
      parent.kill();
    }
  });

  it('has one token for all processes of a machine, and different tokens on different machines', () => {
    const [one, two] = [mkdtempSync(path.join(tmpdir(), 'machine-')), mkdtempSync(path.join(tmpdir(), 'machine-'))];
    try {
      assert.match(machineToken(one), /^[\da-f-]{36}$/);
      assert.equal(machineToken(one), machineToken(one));
      assert.notEqual(machineToken(one), machineToken(two));
      const missing = path.join(one, 'missing');
      assert.notEqual(machineToken(missing), machineToken(missing), 'when in doubt, no other process is on it');
    } finally {
      for (const folder of [one, two]) rmSync(folder, { recursive: true });
    }
  });

  it('reports its own process as running, with a constant start time, and an unused process id as not running', () => {
    const machine = localProcesses();
    assert.ok(machine.isRunning(process.pid) && machine.isRunning(1));
    assert.ok(!machine.isRunning(2 ** 22 + 1));
    assert.equal(machine.startTimeOf(process.pid), machine.startTimeOf(process.pid));
    if (process.platform === 'linux') {
      assert.match(machine.startTimeOf(process.pid) ?? '', /^\d+$/);
      assert.match(machine.place.boot, /^[\da-f-]{36}$/);
    }
  });
});
