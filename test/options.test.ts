import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';

interface Options {
  data?: string;
  artifacts?: string;
  only: string[];
  save: boolean;
  ffmpeg: boolean;
  parameters: Record<string, unknown>;
}
interface OptionsModule {
  readOptions: (args: string[]) => Options;
}
const options = () =>
  import(path.resolve(__dirname, '..', 'scripts', 'options.mjs')) as Promise<OptionsModule>;

test('options are read in both spellings, folders made absolute', async () => {
  const { readOptions } = await options();
  const read = readOptions([
    '--data',
    'here',
    '--artifacts=there',
    '--only',
    'emotion_analysis',
    '--only=preprocess_data.ipynb',
    '--save',
    '--ffmpeg',
  ]);
  assert.deepEqual(read, {
    data: path.resolve('here'),
    artifacts: path.resolve('there'),
    only: ['emotion_analysis', 'preprocess_data'],
    save: true,
    ffmpeg: true,
    parameters: {},
  });
});

test('mistakes name what was found and what there is', async () => {
  const { readOptions } = await options();
  assert.throws(() => readOptions(['--date', 'x']), /unknown option --date[^]*--data DIR/);
  assert.throws(() => readOptions(['--data']), /--data needs a value/);
  assert.throws(() => readOptions(['--data', '--save']), /--data needs a value/);
  assert.throws(
    () => readOptions(['--only', 'emotions']),
    /no notebook emotions; the notebooks are preprocess_data, /,
  );
});

test('parameters are numbers, truth values, lists or texts', async () => {
  const { readOptions } = await options();
  const { parameters } = readOptions(['-p', 'seed=7', '-p', 'set=prosody', '-p', 'deep=true', '-p', 'a=b=c']);
  assert.deepEqual(parameters, { seed: 7, set: 'prosody', deep: true, a: 'b=c' });
  assert.throws(() => readOptions(['-p', 'seed']), /-p needs a name and a value, as in -p seed=7/);
  assert.throws(() => readOptions(['--save', '-p', 'seed=7']), /--save/);
});
