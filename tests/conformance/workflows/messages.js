'use strict';
// Workflows that are signalled, asked and updated.
const wf = require('@temporalio/workflow');

const { echo, failsUntil } = wf.proxyActivities({ startToCloseTimeout: '10s', retry: { initialInterval: 50 } });

/** A list that signals add to, queries read and updates change; it ends on the signal "finish". */
async function ledger(start = []) {
  const entries = [...start];
  let done = false;
  wf.setHandler(wf.defineSignal('add'), (entry) => void entries.push(entry));
  wf.setHandler(wf.defineSignal('addLater'), async (entry) => {
    await wf.sleep(100);
    entries.push(await echo(entry));
  });
  wf.setHandler(wf.defineSignal('finish'), () => {
    done = true;
  });
  wf.setHandler(wf.defineQuery('entries'), () => entries);
  wf.setHandler(wf.defineQuery('count'), (times = 1) => entries.length * times);
  wf.setHandler(wf.defineQuery('broken'), () => {
    throw new Error('cannot be asked');
  });
  wf.setHandler(wf.defineUpdate('put'), async (entry) => {
    entries.push(await echo(entry));
    return entries.length;
  }, {
    validator: (entry) => {
      if (entry === 'bad') throw new Error('bad entries are refused');
    },
  });
  wf.setHandler(wf.defineUpdate('putNow'), (entry) => entries.push(entry));
  wf.setHandler(wf.defineUpdate('putFails'), async () => {
    await wf.sleep(20);
    throw wf.ApplicationFailure.nonRetryable('could not be put', 'PutFault', { at: entries.length });
  });
  wf.setHandler(wf.defineUpdate('putSlowly'), async (entry) => {
    await wf.sleep(1500);
    return entries.push(entry);
  });
  wf.setHandler(wf.defineUpdate('putRetried'), async () => failsUntil(3));
  await wf.condition(() => done && wf.allHandlersFinished());
  return entries;
}

async function waitsForever() {
  await wf.condition(() => false);
}

async function cleansUp() {
  try {
    await wf.condition(() => false);
  } catch (fault) {
    if (!wf.isCancellation(fault)) throw fault;
    await wf.CancellationScope.nonCancellable(() => echo('cleaned'));
    throw fault;
  }
}

async function refusesCancel() {
  try {
    await wf.condition(() => false);
  } catch (fault) {
    if (!wf.isCancellation(fault)) throw fault;
    return 'went on';
  }
}

/** Signals that come in while a task is under way must not be lost. */
async function counter(wanted) {
  let sum = 0;
  let seen = 0;
  wf.setHandler(wf.defineSignal('plus'), (n) => {
    sum += n;
    seen += 1;
  });
  wf.setHandler(wf.defineQuery('sum'), () => sum);
  await wf.condition(() => seen >= wanted);
  return sum;
}

async function early() {
  // The handler is set late; the signal is held back until then.
  await wf.sleep(100);
  let got;
  wf.setHandler(wf.defineSignal('tell'), (value) => {
    got = value;
  });
  await wf.condition(() => got !== undefined);
  return got;
}

async function throws(type, nonRetryable = true) {
  throw wf.ApplicationFailure.create({ message: 'the run fails', type, nonRetryable, details: ['why', 3], category: undefined });
}

async function failsTask(untilMs) {
  // Fails the workflow task, not the run, until the given moment: a defect that a later deployment repairs.
  if (wf.workflowInfo().unsafe.now() < untilMs) throw new TypeError('a defect');
  return 'repaired';
}

module.exports = { ledger, waitsForever, cleansUp, refusesCancel, counter, early, throws, failsTask };
