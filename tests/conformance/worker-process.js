'use strict';
// A worker in a process of its own, so that it can be killed. Arguments: address, task queue, bundle file.
const fs = require('node:fs');
const { World } = require('./lib/world');

async function main([address, taskQueue, bundleFile]) {
  const world = await World.open(address, { code: fs.readFileSync(bundleFile, 'utf8') });
  await world.startWorker({ taskQueue });
  process.send('ready');
}

main(process.argv.slice(2)).catch((fault) => {
  console.error(fault);
  process.exit(1);
});
