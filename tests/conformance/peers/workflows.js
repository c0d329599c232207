'use strict';
const { proxyActivities, defineSignal, setHandler, condition } = require('@temporalio/workflow');

const { Echo } = proxyActivities({ startToCloseTimeout: '1 minute' });
const go = defineSignal('go');

/** Three activities in a row, the last one after a signal. The same as PeerOrder of benchmarks/Peers. */
exports.PeerOrder = async function PeerOrder(order) {
  let told = false;
  setHandler(go, () => { told = true; });
  const first = await Echo(order);
  const second = await Echo(first);
  await condition(() => told);
  return Echo(second);
};
