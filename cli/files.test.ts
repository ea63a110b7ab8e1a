import crypto from 'node:crypto';
import fs, {
  chmodSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceFile, writeReport } from './files';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-files-'));
  file = join(folder, 'report.html');
  writeFileSync(file, 'before');
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const replaced = () => replaceFile(file, 'after');
const reported = () => {
  const output = { write: () => undefined };
  return writeReport(file, 'after', 'report', { cwd: folder, stdout: output, stderr: output });
};

describe.each([
  ['a port file', replaced],
  ['a report', reported],
])('%s', (_, written) => {
  test('is replaced and not written in place: a reader of the former file keeps its text', () => {
    const reading = join(folder, 'reading');
    linkSync(file, reading);
    written();
    expect([readFileSync(file, 'utf8'), readFileSync(reading, 'utf8')]).toEqual(['after', 'before']);
  });

  test('on a full disk stays as it was, and no other file is left', () => {
    jest.spyOn(fs, 'writeFileSync').mockImplementation(() => {
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    });
    try {
      expect(written()).toBe(false);
    } catch (error) {
      expect((error as Error).message).toBe('ENOSPC');
    }
    expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['before', ['report.html']]);
  });

  test('does not follow a link in place of its temporary file, whose name nobody can know', () => {
    const names = jest.spyOn(crypto, 'randomUUID').mockReturnValue('00000000-0000-4000-8000-000000000000');
    const other = join(folder, 'other');
    writeFileSync(other, 'mine');
    symlinkSync(other, `${file}.00000000-0000-4000-8000-000000000000.tmp`);
    try {
      written();
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('EEXIST');
    }
    expect(names).toHaveBeenCalledTimes(1);
    expect([readFileSync(file, 'utf8'), readFileSync(other, 'utf8')]).toEqual(['before', 'mine']);
  });
});

test('a report keeps the permissions of the former one', () => {
  chmodSync(file, 0o600);
  reported();
  expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['after', 0o600]);
});
