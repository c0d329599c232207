'use strict';
// node main.js REQUESTS.jsonl: each line is { "move", "c": {facts} }. Prints one JSON line per engine:
// { engine, version, decisions: "ad…" (a allowed, d denied), p50, p99, mean } with times in microseconds for one decision.
const fs = require('node:fs');
const path = require('node:path');
const cedar = require('@cedar-policy/cedar-wasm/nodejs');
const casbin = require('casbin');

const requests = fs.readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));

function measure(engine, version, ask) {
  for (let i = 0; i < 2000; i++) ask(requests[i % requests.length]);
  const times = new Float64Array(requests.length);
  const words = [];
  for (let i = 0; i < requests.length; i++) {
    const from = process.hrtime.bigint();
    const isAllowed = ask(requests[i]);
    times[i] = Number(process.hrtime.bigint() - from) / 1000;
    words.push(isAllowed ? 'a' : 'd');
  }
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
  times.sort();
  const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
  console.log(JSON.stringify({ engine, version, decisions: words.join(''), p50: at(0.5), p99: at(0.99), mean }));
}

function askCedar() {
  const text = fs.readFileSync(path.join(__dirname, 'rules.cedar'), 'utf8');
  const parsed = cedar.preparsePolicySet('book', { staticPolicies: text });
  if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed.errors));
  measure('cedar-wasm', cedar.getCedarVersion(), ({ move, c }) => {
    const answer = cedar.statefulIsAuthorized({
      principal: { type: 'Agent', id: 'model' },
      action: { type: 'Action', id: move },
      resource: { type: 'Order', id: 'o1' },
      context: c,
      preparsedPolicySetId: 'book',
      entities: [],
    });
    if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors));
    return answer.response.decision === 'allow';
  });
}

async function askCasbin() {
  const model = casbin.newModelFromString(`
[request_definition]
r = act, c
[policy_definition]
p = act, rule, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = r.act == p.act && eval(p.rule)
`);
  const enforcer = await casbin.newEnforcer(model);
  for (const [, effect, moves, rule] of require('./rules.js')) {
    for (const move of moves) await enforcer.addPolicy(move, rule, effect);
  }
  measure('casbin', require('casbin/package.json').version, ({ move, c }) => enforcer.enforceSync(move, c));
}

askCedar();
askCasbin().catch((error) => { console.error(error.message); process.exit(1); });
