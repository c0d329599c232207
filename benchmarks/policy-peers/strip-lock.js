'use strict';
// Run after `npm install --package-lock-only`: the lock file names no registry, only versions and integrity.
const fs = require('node:fs');
const path = require('node:path');

const file = path.join(__dirname, 'package-lock.json');
const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
for (const entry of Object.values(lock.packages)) {
  delete entry.resolved;
  delete entry.funding;
}
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
