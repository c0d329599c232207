'use strict';
// The official worker with its usual tuning. Arguments: address, task queue. Says "ready"; ends with its standard input.
const path = require('node:path');
const { NativeConnection, Worker, Runtime, DefaultLogger, bundleWorkflowCode } = require('@temporalio/worker');

async function main([address, taskQueue]) {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const logger = new DefaultLogger('ERROR');
  const workflowBundle = await bundleWorkflowCode({ workflowsPath: path.join(__dirname, 'workflows.js'), logger });
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection, namespace: 'default', taskQueue, workflowBundle, activities: { Echo: async (text) => text },
  });
  process.stdin.on('end', () => worker.shutdown());
  process.stdin.resume();
  const running = worker.run();
  console.log('ready');
  await running;
  await connection.close();
}

main(process.argv.slice(2)).catch((fault) => {
  console.error(fault);
  process.exit(1);
});
