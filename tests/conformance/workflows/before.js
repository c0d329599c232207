'use strict';
// Some workflows as an earlier deployment had them.
const wf = require('@temporalio/workflow');

const { echo } = wf.proxyActivities({ startToCloseTimeout: '10s' });

async function patched() {
  await echo('old');
  return 'old';
}

async function threeInOrder() {
  await wf.sleep(10);
  return [await echo('a')];
}

/** Before the change: no patch, one echo and a wait; a later worker takes it over half way. */
async function takenOver() {
  let go = false;
  wf.setHandler(wf.defineSignal('go'), () => {
    go = true;
  });
  await echo('old');
  await wf.condition(() => go);
  return 'old';
}

module.exports = { patched, threeInOrder, takenOver };
