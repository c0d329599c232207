'use strict';
// Attributes, memo, versions, retries and schedules.
const wf = require('@temporalio/workflow');

const { echo, large } = wf.proxyActivities({ startToCloseTimeout: '10s', retry: { maximumAttempts: 1 } });

/** For runs whose worker or service is killed: what dies half way is tried again. */
const sturdy = wf.proxyActivities({ startToCloseTimeout: '10s' });

async function tags(place, level) {
  wf.upsertSearchAttributes({ Place: [place] });
  await wf.sleep(20);
  wf.upsertSearchAttributes({ Level: [level] });
  await wf.condition(() => false, '200ms');
  return wf.workflowInfo().searchAttributes.Place[0];
}

async function untags() {
  wf.upsertSearchAttributes({ Place: [] });
  return Object.keys(wf.workflowInfo().searchAttributes).includes('Place');
}

async function remembers() {
  wf.upsertMemo({ added: 1, first: null });
  await wf.sleep(10);
  return wf.workflowInfo().memo;
}

async function patched() {
  const path = wf.patched('new-road') ? 'new' : 'old';
  await echo(path);
  return path;
}

async function depatched() {
  wf.deprecatePatch('new-road');
  await echo('new');
  return 'new';
}

async function triedAgain(until) {
  const { attempt } = wf.workflowInfo();
  if (attempt < until) throw wf.ApplicationFailure.retryable(`run ${attempt} fails`, 'Passing');
  return attempt;
}

async function ticks() {
  return (wf.workflowInfo().lastResult ?? 0) + 1;
}

async function ticksWithFault() {
  const last = wf.workflowInfo().lastResult;
  if (last === undefined && !wf.workflowInfo().lastFailure) throw wf.ApplicationFailure.nonRetryable('first tick fails', 'Tick');
  return wf.workflowInfo().lastFailure ? 'saw the failure' : 'none';
}

async function big(bytes) {
  return (await large(bytes)).length;
}

async function tooBigResult(bytes) {
  return 'x'.repeat(bytes);
}

async function longHistory(steps) {
  for (let i = 0; i < steps; i += 1) await wf.sleep(1);
  return wf.workflowInfo().historyLength;
}

async function steps(count) {
  let at = 0;
  wf.setHandler(wf.defineQuery('at'), () => at);
  for (; at < count; at += 1) {
    await sturdy.echo(at);
    await wf.sleep(100);
  }
  return at;
}

module.exports = { tags, untags, remembers, patched, depatched, triedAgain, ticks, ticksWithFault, big, tooBigResult, longHistory, steps };

/** After the change of the workflow in before.js: runs under way keep the old road. */
async function takenOver() {
  let go = false;
  wf.setHandler(wf.defineSignal('go'), () => {
    go = true;
  });
  const road = wf.patched('road') ? 'new' : 'old';
  await echo(road);
  await wf.condition(() => go);
  return road;
}
module.exports.takenOver = takenOver;
