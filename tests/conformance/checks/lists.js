'use strict';
const assert = require('node:assert/strict');
const { defineSearchAttributeKey } = require('@temporalio/common');

const place = defineSearchAttributeKey('Place', 'KEYWORD');
const level = defineSearchAttributeKey('Level', 'INT');
const score = defineSearchAttributeKey('Score', 'DOUBLE');
const open = defineSearchAttributeKey('Open', 'BOOL');
const due = defineSearchAttributeKey('Due', 'DATETIME');
const words = defineSearchAttributeKey('Words', 'TEXT');
const labels = defineSearchAttributeKey('Labels', 'KEYWORD_LIST');

async function ids(w, query) {
  const found = [];
  for await (const run of w.client.workflow.list({ query })) found.push(run.workflowId);
  return found.sort();
}

/** Four runs that differ in their attributes, made once for all list checks. */
let made;
function four(w) {
  made ??= (async () => {
    const mark = w.id('list');
    const start = (n, pairs) => w.start('waitsForever', { workflowId: `${mark}-${n}`, typedSearchAttributes: pairs, taskQueue: 'nobody-home', memo: { n } });
    await start(1, [{ key: place, value: 'Delft' }, { key: level, value: 1 }, { key: score, value: 0.5 }, { key: open, value: true }]);
    await start(2, [{ key: place, value: 'Gouda' }, { key: level, value: 2 }, { key: due, value: new Date('2030-01-01T00:00:00Z') }]);
    await start(3, [{ key: place, value: 'Delfzijl' }, { key: level, value: 3 }, { key: words, value: 'two parcels lost' }]);
    await start(4, [{ key: labels, value: ['red', 'blue'] }, { key: open, value: false }]);
    await w.client.workflow.getHandle(`${mark}-4`).terminate();
    return mark;
  })();
  return made;
}

const finds = (text, ...expected) => async (w) => {
  const mark = await four(w);
  const found = await ids(w, `WorkflowId STARTS_WITH '${mark}' AND (${text})`);
  assert.deepEqual(found, expected.map((n) => `${mark}-${n}`));
};
const refused = (query, code = 3) => async (w) => assert.rejects(ids(w, query), (e) => (e.cause ?? e).code === code || assert.fail(`${e.code} ${e.message}`));

module.exports = {
  'list: keyword equals': finds("Place = 'Delft'", 1),
  'list: keyword differs': finds("Place != 'Delft'", 2, 3, 4),
  'list: keyword in a list': finds("Place IN ('Delft', 'Gouda')", 1, 2),
  'list: keyword not in a list': finds("Place NOT IN ('Delft', 'Gouda')", 3, 4),
  'list: keyword starts with': finds("Place STARTS_WITH 'Delf'", 1, 3),
  'list: keyword does not start with': finds("Place NOT STARTS_WITH 'Delf'", 2, 4),
  'list: number greater': finds('Level > 1', 2, 3),
  'list: number at least and at most': finds('Level >= 1 AND Level <= 2', 1, 2),
  'list: number between': finds('Level BETWEEN 2 AND 3', 2, 3),
  'list: fraction less': finds('Score < 0.6', 1),
  'list: truth': finds('Open = true', 1),
  'list: untruth': finds('Open = false', 4),
  'list: instant before': finds("Due < '2031-01-01T00:00:00Z'", 2),
  'list: text by word': finds("Words = 'parcels'", 3),
  'list: keyword list holds': finds("Labels = 'red'", 4),
  'list: absent': finds('Place IS NULL', 4),
  'list: present': finds('Place IS NOT NULL', 1, 2, 3),
  'list: status': finds("ExecutionStatus = 'Running'", 1, 2, 3),
  'list: status in a list': finds("ExecutionStatus IN ('Terminated', 'Failed')", 4),
  'list: or with brackets': finds("(Place = 'Delft' OR Place = 'Gouda') AND Level = 2", 2),
  'list: and binds closer than or': finds("Place = 'Delft' OR Place = 'Gouda' AND Level = 1", 1),
  'list: type': finds("WorkflowType = 'waitsForever'", 1, 2, 3, 4),
  'list: queue': finds("TaskQueue = 'nobody-home' AND CloseTime IS NULL", 1, 2, 3),
  'list: start time': finds("StartTime > '2020-01-01T00:00:00Z'", 1, 2, 3, 4),
  'list: closed since': finds("CloseTime > '2020-01-01T00:00:00Z'", 4),
  'list: names may be in backquotes': finds("`Place` = 'Delft'", 1),
  'list: unknown attribute is refused': refused("Colour = 'red'"),
  'list: broken text is refused': refused("Place = 'red' AND"),
  'list: unknown status is refused': refused("ExecutionStatus = 'Sleeping'"),
  'list: a word for a number is refused': refused("Level = 'high'"),
  'list: an open quote is refused': refused("Place = 'red"),
  'count: with a query': async (w) => {
    const mark = await four(w);
    assert.equal((await w.client.workflow.count(`WorkflowId STARTS_WITH '${mark}'`)).count, 4);
  },
  'count: by status': async (w) => {
    const mark = await four(w);
    const { count, groups } = await w.client.workflow.count(`WorkflowId STARTS_WITH '${mark}' GROUP BY ExecutionStatus`);
    assert.equal(count, 4);
    assert.deepEqual(groups.map((g) => [g.groupValues.flat()[0], g.count]).sort(), [['Running', 3], ['Terminated', 1]]);
  },
  'count: unknown attribute is refused': async (w) => assert.rejects(w.client.workflow.count("Colour = 'red'"), (e) => (e.cause ?? e).code === 3),
  'list: pages follow each other without loss or repeat': async (w) => {
    const mark = await four(w);
    const found = [];
    let nextPageToken;
    do {
      const page = await w.raw.listWorkflowExecutions({ namespace: 'default', query: `WorkflowId STARTS_WITH '${mark}'`, pageSize: 3, nextPageToken });
      assert.ok(page.executions.length <= 3);
      found.push(...page.executions.map((e) => e.execution.workflowId));
      nextPageToken = page.nextPageToken;
    } while (nextPageToken?.length);
    assert.deepEqual(found.sort(), [1, 2, 3, 4].map((n) => `${mark}-${n}`));
  },
  'list: memo and attributes come with each run': async (w) => {
    const mark = await four(w);
    for await (const run of w.client.workflow.list({ query: `WorkflowId = '${mark}-1'` })) {
      assert.deepEqual(run.memo, { n: 1 });
      assert.deepEqual([run.typedSearchAttributes.get(place), run.typedSearchAttributes.get(level), run.typedSearchAttributes.get(open)], ['Delft', 1, true]);
    }
  },
  'a workflow sets and changes its attributes': async (w) => {
    const handle = await w.start('tags', { args: ['Breda', 9] });
    await w.until(async () => (await ids(w, `WorkflowId = '${handle.workflowId}' AND Place = 'Breda' AND Level = 9`)).length === 1);
    assert.equal(await handle.result(), 'Breda');
  },
  'a workflow removes an attribute': async (w) => {
    const handle = await w.start('untags', { searchAttributes: { Place: ['Ede'] } });
    await handle.result();
    assert.deepEqual(await ids(w, `WorkflowId = '${handle.workflowId}' AND Place IS NULL`), [handle.workflowId]);
  },
  'a start with an unknown attribute is refused': async (w) => {
    await assert.rejects(w.start('hello', { args: ['x'], searchAttributes: { Colour: ['red'] } }), (e) => e.cause?.code === 3);
  },
  'a workflow changes its memo': async (w) => {
    const handle = await w.start('remembers', { memo: { first: 'x', second: 'y' } });
    assert.deepEqual(await handle.result(), { second: 'y', added: 1 });
    assert.deepEqual((await handle.describe()).memo, { second: 'y', added: 1 });
  },
  'search attributes are listed with their types': async (w) => {
    const reply = await w.connection.operatorService.listSearchAttributes({ namespace: 'default' });
    assert.deepEqual([reply.customAttributes.Place, reply.customAttributes.Words, reply.customAttributes.Labels], [2, 1, 7]);
    assert.equal(reply.systemAttributes.WorkflowType, 2);
  },
};
