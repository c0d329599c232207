'use strict';
// Our worker under the official client, and our client over the official worker (tests/conformance/dotnet).
const assert = require('node:assert/strict');
const path = require('node:path');
const { spawn } = require('node:child_process');
const readline = require('node:readline');
const { Worker } = require('@temporalio/worker');

const dll = () => process.env.CONFORMANCE_DLL;
const queue = 'dotnet';

function start(mode, world, taskQueue) {
  return spawn('dotnet', [dll(), mode, world.address, taskQueue], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } });
}

/** Our worker on the queue "dotnet"; the returned function ends it. */
async function startWorker(world) {
  const child = start('worker', world, queue);
  const lines = readline.createInterface({ input: child.stdout });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const first = await Promise.race([new Promise((resolve) => lines.once('line', resolve)), gone]);
  assert.equal(first, 'ready');
  return async () => {
    child.stdin.end();
    assert.equal(await gone, 0);
  };
}

/** The same world, whose workflows run on our worker. */
const onOurs = (world) => Object.assign(Object.create(world), { queue });

/** The checks of the other files that need nothing but workflows which our worker has too. */
function shared() {
  const wanted = {
    activities: ['an activity gives its result to the workflow', 'three activities run in order', 'forty activities at once all come back',
      'a local activity is retried', 'timers fire in the order of their times'],
    messages: ['signals arrive in order', 'a hundred signals sent at once all count', 'a signal handler may await',
      'a signal before its handler exists is held back', 'a request id makes a signal count once', 'a query reads the state of a running workflow',
      'a query sees every signal sent before it', 'a query leaves no event', 'a closed workflow can be asked', 'a query that throws fails',
      'many queries at once are all answered', 'an update gives its result', 'an update may end in the same task',
      'a validator refuses an update and no event stays', 'an accepted update can fail', 'an unknown update is refused',
      'waiting for acceptance returns before the end', 'an update id counts once and finds its result again',
      'the result of an update survives the end of the run', 'wait stage accepted reports its stage', 'wait stage completed carries the outcome',
      'the stage of an update can be polled', 'updates at once are each applied once', 'an update can use an activity that is retried',
      'update-with-start updates what runs already'],
    family: ['a child gives its result and knows its parent', 'twenty children at once', 'a workflow signals another', 'a workflow cancels another',
      'signalling an unknown workflow fails inside the workflow', 'cancelling an unknown workflow fails inside the workflow',
      'continue-as-new carries arguments over three runs', 'a result that is not followed says that the run continued'],
    lifecycle: ['cancel ends a waiting workflow as cancelled', 'a cancelled workflow may clean up first', 'a workflow may refuse to be cancelled',
      'a failed workflow tells type and details', 'a failed run is retried as its policy says'],
    history: ['a history comes in pages without loss or repeat', 'a long poll for new events wakes on a signal',
      'a reset ends the running run and keeps later signals'],
  };
  const checks = {};
  for (const [topic, names] of Object.entries(wanted)) {
    const all = require(`./${topic}`);
    for (const name of names) {
      if (!all[name]) throw new Error(`no check "${name}" in ${topic}`);
      checks[`our worker: ${name}`] = (w) => all[name](onOurs(w));
    }
  }
  return checks;
}

/** Each is written in both languages: what our worker did must be what the official code would do. */
const replayed = {
  hello: ['Ada'], threeInOrder: [], manyAtOnce: [30], timers: [50, 10, 30], timerRace: [], localRetries: [], patched: [], manyChildren: [5],
  countsDown: [1], throws: ['X'], tags: ['Assen', 1], cancelsActivity: ['WAIT_CANCELLATION_COMPLETED'],
};

function replays() {
  const checks = {};
  for (const [type, args] of Object.entries(replayed)) {
    checks[`our worker: the official replayer accepts ${type}`] = async (w) => {
      const handle = await onOurs(w).start(type, { args });
      await handle.result().catch(() => undefined);
      const run = w.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
      await Worker.runReplayHistory({ workflowBundle: w.workflowBundle }, await run.fetchHistory(), handle.workflowId);
    };
  }
  checks['our worker: the official replayer accepts signals and updates'] = async (w) => {
    const handle = await onOurs(w).start('ledger');
    await handle.signal('addLater', 1);
    await handle.executeUpdate('put', { args: [2] });
    await handle.executeUpdate('putFails').catch(() => undefined);
    await handle.executeUpdate('put', { args: ['bad'] }).catch(() => undefined);
    await handle.signal('finish');
    await handle.result();
    await Worker.runReplayHistory({ workflowBundle: w.workflowBundle }, await handle.fetchHistory(), handle.workflowId);
  };
  return checks;
}

/** Reports the lines of our client's own checks. */
async function runClient(world, report) {
  const child = start('client', world, 'main');
  let name;
  let told = [];
  const flush = () => {
    if (name) report(`our client: ${name.text}`, name.ok ? undefined : new Error(told.join('\n')));
    [name, told] = [undefined, []];
  };
  let count = 0;
  for await (const line of readline.createInterface({ input: child.stdout })) {
    const outcome = /^(not )?ok - (.*)$/.exec(line);
    if (!outcome) told.push(line);
    else {
      flush();
      name = { ok: !outcome[1], text: outcome[2] };
      count += 1;
    }
  }
  flush();
  if (count < 16) report('our client: all its checks are run', new Error(`only ${count}`));
}

module.exports = { startWorker, runClient, checks: () => ({ ...shared(), ...replays() }) };
