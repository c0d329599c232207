'use strict';
// node main.js REPORT.html [CHROMIUM]: opens the page five times, each in a fresh browser profile, and prints medians in ms:
// until the first rows can be read, until all are there, and what a search and opening a trial take.
const { pathToFileURL } = require('node:url');
const { statSync } = require('node:fs');
const { chromium } = require('playwright-core');

async function once(file, executablePath) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'] });
  try {
    const page = await browser.newPage({ bypassCSP: true });
    const requests = [];
    page.on('request', (request) => requests.push(request.url()));
    const began = performance.now();
    await page.goto(pathToFileURL(file).href, { waitUntil: 'commit' });
    await page.waitForFunction('document.querySelectorAll("#rows tr").length > 0', null, { polling: 'raf' });
    const first = performance.now() - began;
    await page.waitForFunction('document.querySelectorAll("#rows tr").length === data.trials.length', null, { polling: 'raf' });
    const all = performance.now() - began;
    const trials = await page.evaluate('data.trials.length');
    const search = await page.evaluate(`(() => { const box = document.getElementById('find'), began = performance.now();
      box.value = 'refund'; box.dispatchEvent(new Event('input', { bubbles: true })); box.offsetHeight; return performance.now() - began; })()`);
    const open = await page.evaluate(`(() => { const row = document.querySelector('#rows tr'), began = performance.now();
      row.click(); document.body.offsetHeight; return performance.now() - began; })()`);
    return { first, all, search, open, trials, fetched: requests.length - 1 };
  } finally {
    await browser.close();
  }
}

async function main([file, executablePath = '/usr/bin/chromium']) {
  const rounds = [];
  for (let i = 0; i < 5; i++) rounds.push(await once(file, executablePath));
  const median = (name) => Math.round(rounds.map((r) => r[name]).sort((a, b) => a - b)[2]);
  console.log(JSON.stringify({
    trials: rounds[0].trials, megabytes: +(statSync(file).size / 1048576).toFixed(1), otherFilesFetched: rounds[0].fetched,
    firstRowsMs: median('first'), allRowsMs: median('all'), searchMs: median('search'), openTrialMs: median('open'),
  }, null, 2));
}

main(process.argv.slice(2)).catch((fault) => { console.error(fault.message); process.exit(1); });
