'use strict';
// Compares our .proto files with the official ones of the SDK: every message, field, oneof, enum value and call of ours must be theirs.
const fs = require('node:fs');
const path = require('node:path');
const protobuf = require('protobufjs');
const { report } = require('./lib/tap');

const ours = path.join(__dirname, '..', '..', 'src', 'Temporalio', 'Protos');
const theirs = path.join(path.dirname(require.resolve('@temporalio/core-bridge/package.json')), 'sdk-core', 'crates', 'protos', 'protos');
// Our name for a message of Google's that the generator of C# would otherwise put beside its own.
const aliases = { '.temporal.api.common.v1.GrpcStatus': '.google.rpc.Status' };

function filesUnder(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(full);
    return entry.name.endsWith('.proto') ? [full] : [];
  }).sort();
}

function load(folders, files) {
  const root = new protobuf.Root();
  root.resolvePath = (origin, target) => {
    if (path.isAbsolute(target)) return target;
    return folders.map((folder) => path.join(folder, target)).find((candidate) => fs.existsSync(candidate)) ?? target;
  };
  root.loadSync(files, { keepCase: true });
  root.resolveAll();
  return root;
}

const known = (name) => aliases[name] ?? name;

function label(field) {
  if (field.map) return `map<${field.keyType},`;
  if (field.repeated) return 'repeated ';
  return field.options?.proto3_optional ? 'optional ' : '';
}

function shape(field) {
  const type = field.resolvedType ? known(field.resolvedType.fullName) : field.type;
  const group = field.partOf && !field.options?.proto3_optional ? ` in oneof ${field.partOf.name}` : '';
  return `${label(field)}${type} ${field.name} = ${field.id}${group}`;
}

function compareMessage(mine, official, differences) {
  for (const field of mine.fieldsArray) {
    const found = official.fields[field.name];
    if (!found) differences.push(`${mine.fullName}.${field.name} = ${field.id} is not official`);
    else if (shape(field) !== shape(found)) differences.push(`${mine.fullName}: "${shape(field)}" is officially "${shape(found)}"`);
  }
}

function compareEnum(mine, official, differences) {
  for (const [name, value] of Object.entries(mine.values)) {
    if (official.values[name] !== value) differences.push(`${mine.fullName}.${name} = ${value} is officially ${official.values[name]}`);
  }
}

function compareCalls(mine, official, differences) {
  for (const call of mine.methodsArray) {
    const found = official.methods[call.name];
    if (!found) differences.push(`${mine.fullName}.${call.name} is not official`);
    else {
      const text = (m) => `${m.resolvedRequestType.fullName} -> ${m.resolvedResponseType.fullName} ${!!m.requestStream}/${!!m.responseStream}`;
      if (text(call) !== text(found)) differences.push(`${call.fullName}: ${text(call)} is officially ${text(found)}`);
    }
  }
}

/** Everything declared in one file, nested declarations included. */
function declarations(root, file) {
  const found = [];
  const visit = (node) => {
    for (const child of node.nestedArray ?? []) {
      const isDeclaration = child instanceof protobuf.Type || child instanceof protobuf.Enum || child instanceof protobuf.Service;
      if (isDeclaration && child.filename === file) found.push(child);
      visit(child);
    }
  };
  visit(root);
  return found;
}

function compareProtos() {
  const ourFiles = filesUnder(ours);
  const folders = ['api_upstream', 'testsrv_upstream', '.'].map((name) => path.join(theirs, name));
  const theirFiles = ['api_upstream/temporal', 'testsrv_upstream/temporal', 'grpc', 'google/rpc'].flatMap((name) => filesUnder(path.join(theirs, name)));
  const mine = load([ours, ...folders], ourFiles);
  const official = load(folders, theirFiles);
  for (const file of ourFiles) {
    const differences = [];
    const all = declarations(mine, file);
    if (all.length === 0) differences.push('declares nothing');
    for (const one of all) {
      const found = official.lookup(known(one.fullName));
      if (!found || found.constructor !== one.constructor) differences.push(`${one.fullName} is not official`);
      else if (one instanceof protobuf.Type) compareMessage(one, found, differences);
      else if (one instanceof protobuf.Enum) compareEnum(one, found, differences);
      else compareCalls(one, found, differences);
    }
    const name = `${path.relative(ours, file)}: ${all.length} declarations are the official ones`;
    report(name, differences.length ? differences.join('\n') : undefined);
  }
}

module.exports = { compareProtos };
if (require.main === module) compareProtos();
