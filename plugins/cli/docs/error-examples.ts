import type { ChiselError } from '@chisel/core';
import { pluginFailed } from '@chisel/core/bus/bus.ts';
import * as field from '@chisel/core/field/field-errors.ts';
import * as filter from '@chisel/core/filter/filter-errors.ts';
import { outputFailed } from '@chisel/core/output/errors.ts';
import { badGrant } from '@chisel/core/sandbox/grants.ts';
import * as guest from '@chisel/core/sandbox/guest-errors.ts';
import { defaultLimits } from '@chisel/core/sandbox/runtime.ts';
import * as probe from '@chisel/probe/errors.ts';
import * as registry from '@chisel/registry/errors.ts';
import * as capture from '@chisel/scap/errors.ts';
import * as written from '@chisel/scap/write/errors.ts';
import * as format from '@chisel/text/errors.ts';
import { buildFailed } from '@chisel/typescript/build-chisels.ts';
import { unknownShell } from '../command-line/completion.ts';
import * as author from '../author/errors.ts';
import * as option from '../command-line/errors.ts';
import * as argument from '../run/chisel-arguments.ts';
import { nextRunRefused } from '../run/lua/next-run.ts';

/** Errors that belong together, each as a user may meet it. */
export interface ErrorGroup {
  readonly title: string;
  readonly examples: readonly ChiselError[];
}

/** An example of every error of the catalogue. */
export function errorExamples(): readonly ErrorGroup[] {
  return [
    { title: 'Command line', examples: ofCommandLine },
    { title: 'Capture files', examples: ofCaptures },
    { title: 'Live capture', examples: ofProbe },
    { title: 'Filters', examples: ofFilters },
    { title: 'Fields and formats', examples: ofFields },
    { title: 'Running chisels', examples: ofGuests },
    { title: 'Writing chisels', examples: ofAuthors },
    { title: 'Installing chisels', examples: ofRegistry },
    { title: 'Chisel itself', examples: ofItself },
  ];
}

const ofCommandLine: readonly ChiselError[] = [
  option.unknownOption({ option: '--unbufered', nearest: '--unbuffered' }),
  option.optionNeedsValue({ option: '-n', value: 'COUNT' }),
  option.optionTakesNoValue({ option: '--json', value: 'yes' }),
  option.badOptionValue({ option: '-n', value: 'abc', expected: 'a whole number from 1 on' }),
  option.optionsExclude({ options: ['-A', '-b'] }),
  option.notYet({ what: 'live capture' }),
  option.optionNeedsOthers({ option: '--flight-recorder', others: '--on FILTER' }),
  option.filterNeeded({ option: '--filter-proclist' }),
  option.missingWord({ command: 'install', usage: 'install NAME[@RANGE]' }),
  option.optionNeeded({ command: 'dev', option: '-r FILE', usage: 'dev NAME [ARGS] -r FILE' }),
  option.permissionsNew({
    text: 'topfiles now\n  sends UDP datagrams to 10.0.0.1:8125',
    missing: ['net:10.0.0.1:8125'],
  }),
  option.notConfirmed({}),
  option.wrongSubcommand({
    command: 'registry',
    given: 'sing',
    usages: ['registry init FOLDER', 'registry sign FOLDER'],
  }),
  option.emptyFilter({}),
  option.unknownView({ name: 'file', nearest: 'files' }),
  option.viewAsChisel({ name: 'v_files', view: 'files' }),
  unknownShell({ shell: 'tcsh' }),
  argument.missingArguments({ chisel: 'topfiles', missing: 'by' }),
  argument.tooManyArguments({ chisel: 'topfiles', most: 2, given: 3 }),
  argument.badArgument({
    chisel: 'topfiles',
    argument: 'by',
    value: 'size',
    expected: 'one of bytes, time, errors',
  }),
];

const ofProbe: readonly ChiselError[] = [
  probe.probeNotBuilt({ missing: ['clang', 'libbpf'] }),
  probe.probeStale({ missing: [] }),
  probe.probeNotPermitted({ reason: 'load the probe: Operation not permitted' }),
  probe.probeRefused({ reason: 'load the probe: Invalid argument', log: 'unknown func 191' }),
  probe.unknownUser({ user: 'nobdoy' }),
];

const ofAuthors: readonly ChiselError[] = [
  author.badChiselName({ name: 'Slow Writes' }),
  author.cannotImport({
    name: 'flame',
    problems: [{ path: '$.fields', text: 'must not have more than 128 items' }],
  }),
  author.noChisel({ file: 'common.lua', reason: 'has no table args' }),
  author.folderExists({ folder: 'slow-writes' }),
  author.cannotWrite({ path: 'slow-writes', reason: 'EACCES: permission denied' }),
  author.noCases({ folder: 'slow-writes' }),
  author.badCase({ file: 'test/all.json', reason: 'has the key "caputre"' }),
  author.badRow({ file: 'rows.jsonl', line: 3, reason: 'needs a number for evt.rawres' }),
];

const file = 'trace.scap';
const damage = { file, offset: 69814, expected: 'an event of 80 bytes', found: '4 bytes' };

const ofCaptures: readonly ChiselError[] = [
  written.captureUnwritable({ file, reason: 'permission denied' }),
  written.captureWriteFailed({ file, reason: 'no space left on device' }),
  written.captureOverInput({ file }),
  capture.captureMissing({ file }),
  capture.captureUnreadable({ file, reason: 'permission denied' }),
  capture.captureIsDirectory({ file: 'traces' }),
  capture.captureEmpty({ file }),
  capture.notACapture({ file: 'notes.txt', found: '68 65 6c 6c' }),
  capture.captureByteOrder({ file }),
  capture.captureTooNew({ file, major: 2, minor: 0 }),
  capture.captureWithoutEvents({ file, offset: 10240 }),
  capture.captureTruncated(damage),
  capture.captureDamaged({ ...damage, expected: 'a block type', found: '0x00ff00ff' }),
  capture.gzipDamaged({ file, offset: 69814, reason: 'incorrect data check' }),
  capture.captureBlockTooLarge({ file, offset: 69814, size: 4026531840, limit: 268435456 }),
  capture.captureTooManyEntries({ file, offset: 69814 }),
];

/** The facts of an error in a filter: the first place of `wrong` in `text`. */
function inFilter(text: string, wrong: string) {
  const start = wrong === '' ? text.length : text.indexOf(wrong);
  return { text, start, end: start + wrong.length };
}

const ofFilters: readonly ChiselError[] = [
  filter.filterSyntax({ ...inFilter('(proc.name=a', ''), expected: "')'" }),
  filter.filterUnclosed({ ...inFilter('proc.name="a', '"'), what: 'quote' }),
  filter.filterEscape(inFilter('proc.name="\\x4"', '\\x4')),
  filter.filterTooLong({ length: 2000000, limit: 1000000 }),
  filter.filterTooDeep({ ...inFilter('((…))', '('), limit: 100 }),
  filter.filterField({
    ...inFilter('proc.nme=sshd', 'proc.nme'),
    field: 'proc.nme',
    suggestions: ['proc.name'],
  }),
  filter.filterFieldUse({
    ...inFilter('proc.aname[x]=sshd', '[x]'),
    reason: "'x' is no valid argument of the field 'proc.aname'",
  }),
  filter.filterOperator({
    ...inFilter('fd.name containz etc', 'containz'),
    found: 'containz',
    suggestion: 'contains',
    operators: ['=', '!=', '…'],
  }),
  filter.filterOperatorType({
    ...inFilter('fd.num contains 3', 'contains'),
    operator: 'contains',
    type: 'numbers',
    allowed: ['=', '!=', '…'],
  }),
  filter.filterValue({
    ...inFilter('fd.port=70000', '70000'),
    value: '70000',
    expected: 'a port from 0 to 65535',
  }),
  filter.filterEventType({
    ...inFilter('evt.type=opnat', 'opnat'),
    name: 'opnat',
    suggestion: 'openat',
  }),
  filter.filterTransformer({
    ...inFilter('tolower(fd.num)=a', 'fd.num'),
    reason: 'tolower works on text',
    hint: 'Leave the transformer out.',
  }),
  filter.filterRegex({
    ...inFilter('fd.name regex "(a"', '"(a"'),
    reason: 'missing closing )',
  }),
];

const ofFields: readonly ChiselError[] = [
  field.unknownField({ name: 'proc.nme', suggestions: ['proc.name'] }),
  field.argumentMissing({ field: 'evt.arg', kind: 'evt.arg.NAME' }),
  field.argumentNeedless({ field: 'proc.name', argument: '[1]' }),
  field.argumentWrong({ field: 'proc.aname', argument: 'x', expected: 'a whole number' }),
  field.filterOnlyField({ field: 'fd.net' }),
  field.displayOnlyField({ field: 'evt.outputtime' }),
  format.unknownToken({ token: 'evt.nam', at: 1, suggestions: ['evt.num', 'evt.name'] }),
  format.unfinishedFormat({ last: '%' }),
  format.emptyFormat({}),
  format.wideColumn({ width: '99999', max: 1024 }),
];

const guestFacts = {
  chisel: 'topfiles',
  reason: "Cannot read properties of undefined (reading 'name')",
  eventNum: 1042,
  limits: defaultLimits,
};

const ofGuests: readonly ChiselError[] = [
  nextRunRefused({
    words: '-r trace.scap -w around.scap',
    reason: 'writes a file',
    way: 'Let it with --allow write:., or run it yourself.',
  }),
  badGrant({ grant: 'net:127.0.0.1', reason: 'names no port' }),
  guest.chiselThrew(guestFacts),
  guest.chiselTimeout(guestFacts),
  guest.chiselMemory(guestFacts),
  guest.chiselOutput(guestFacts),
  guest.chiselLoad({ ...guestFacts, reason: 'it does not call defineChisel' }),
  guest.chiselStuck(guestFacts),
];

const subject = 'topfiles@0.1.0';
const place = 'https://registry.example';
const home = '/home/ann/.chisel';
const timestamp = 'timestamp.json';

const ofRegistry: readonly ChiselError[] = [
  registry.unknownChisel({ name: 'topfile', place, suggestion: 'topfiles' }),
  registry.notInstalled({ name: 'topfiles' }),
  registry.noChiselAt({ path: './topfile' }),
  registry.noVersion({ name: 'topfiles', range: '^2', versions: ['0.1.0', '0.2.0'] }),
  registry.specInvalid({ spec: 'topfiles@@', reason: "'@' is no range of versions" }),
  registry.unreachable({ place, reason: 'connect ECONNREFUSED' }),
  registry.fileMissing({ file: './topfiles-0.1.0.tgz' }),
  registry.notARegistry({ place: './chisels' }),
  registry.registryExists({ folder: './chisels' }),
  registry.registriesInvalid({ file: `${home}/registries.json`, reason: 'it is not JSON' }),
  registry.untrusted({ place: 'http://registry.example/' }),
  registry.wrongRoot({ place, expected: 'sha256:5f6c…', actual: 'sha256:91ab…' }),
  registry.metadataInvalid({ file: `2.targets.json of ${place}`, reason: 'it is not JSON' }),
  registry.signatureMissing({ place, file: timestamp, reason: 'signed by 0/1 keys' }),
  registry.metadataChanged({ place, file: '7.snapshot.json', reason: 'another digest' }),
  registry.rolledBack({ place, file: timestamp, reason: 'version 6 after version 7' }),
  registry.expired({ place, file: timestamp }),
  registry.withdrawn({ subject, place, reason: 'it leaks' }),
  registry.revoked({ name: 'slow-writes', author: 'ann', reason: 'her key was stolen', place }),
  registry.versionTaken({ subject }),
  registry.nameTaken({ name: 'slow-writes', author: 'ann' }),
  registry.lookAlikeName({ name: 'topfi1es', other: 'topfiles' }),
  registry.publicationRefused({ subject, reason: 'an author delegates to nobody' }),
  registry.publicationStale({ author: 'ann', version: 8 }),
  registry.publishDenied({ place, reason: 'the token is not known here' }),
  registry.authorFileInvalid({ file: 'ann.json', reason: 'it has no author and no key' }),
  registry.notAnAuthor({ author: 'ann', authors: ['bob'] }),
  registry.tokensInvalid({ file: `${home}/keys/5f6c/tokens.json`, reason: 'it is not JSON' }),
  registry.listenFailed({ address: '127.0.0.1:80', reason: 'permission denied' }),
  registry.keyAmbiguous({ names: ['ann', 'work'] }),
  registry.bundleInvalid({ file: 'topfiles-0.1.0.bundle', reason: 'it is incomplete' }),
  registry.bundleUntrusted({ file: 'topfiles-0.1.0.bundle', place }),
  registry.bundleOfMany({ places: [place, './chisels'] }),
  registry.frozenGone({ file: 'chisel.lock', subject, place }),
  registry.frozenMismatch({
    file: 'chisel.lock',
    subject,
    what: 'signer',
    expected: 'ann',
    actual: 'bob',
  }),
  registry.nothingBefore({ name: 'topfiles', version: '0.1.0' }),
  registry.registryNameWrong({ name: 'Work' }),
  registry.keyMissing({ role: 'targets', needed: 1, held: 0 }),
  registry.keyExists({ file: `${home}/keys/author.key` }),
  registry.keyUnusable({ file: `${home}/keys/author.key`, reason: 'others may read it' }),
  registry.manifestInvalid({ subject, problems: [{ path: '$.version', text: 'is missing' }] }),
  registry.manifestMissing({ subject: './my-chisel' }),
  registry.folderUnfit({ folder: './my-chisel', reason: 'it holds a link, a.ts' }),
  registry.archiveUnsafe({ subject, reason: '../x leads out of it' }),
  registry.tooLarge({ subject, limitBytes: 10485760 }),
  registry.sizeMismatch({ subject, expected: 2048, actual: 4096 }),
  registry.integrityMissing({ subject }),
  registry.integrityMismatch({ subject, expected: 'sha512-c29t…', actual: 'sha512-b3Ro…' }),
  registry.identityMismatch({ expected: subject, actual: 'topfiles@0.2.0' }),
  registry.programRefused({ subject, reason: "there is no field 'fd.nme'" }),
  registry.noRuntime({ subject, runtime: 'lua' }),
  buildFailed({
    diagnostics: [{ file: 'main.ts', line: 7, column: 12, text: "')' expected." }],
  }),
  registry.busy({ home, waitedMs: 30000 }),
  registry.homeUnusable({ home, reason: 'permission denied' }),
  registry.lockFileInvalid({ file: `${home}/chisel-lock.json`, reason: 'it is not JSON' }),
  registry.changedOnDisk({ subject, changes: ['topfiles.ts was changed'] }),
];

const ofItself: readonly ChiselError[] = [
  outputFailed({ name: 'standard output', reason: 'no space left on device' }),
  pluginFailed({ plugin: 'scap', hook: 'openSource', reason: 'TypeError: …' }),
];
