import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'dist/',
      'build/',
      'lib/kernels/built/',
      '.venv/',
      '.venv-bench/',
      'processed-data/',
      'auditary_emotion_recognition/',
      'notebooks/',
      'lib/kernels/built/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: ['test', 'describe'].map((name) => ({
            from: 'package',
            name,
            package: 'node:test',
          })),
        },
      ],
    },
  },
  {
    // From Node 24 on powers have other last bits. Whole powers of two are exact everywhere.
    files: ['lib/**/*.ts'],
    ignores: ['lib/stats/pow.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'pow',
          message: 'Take pow of lib/stats/pow.ts: the same bits on every Node.',
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ":matches(BinaryExpression[operator='**'], AssignmentExpression[operator='**=']):not([left.value=2][right.type='Literal'])",
          message: 'Take pow or square of lib/stats/pow.ts: the same bits on every Node.',
        },
      ],
    },
  },
  {
    // Measuring and statistics run in browsers too; test/browser-measuring.test.ts runs them there.
    files: [
      'lib/{stats,linalg,kernels,dsp,praat,features}/**/*.ts',
      'lib/audio/{band-edges,decay-time,degrade,quality,remarks,resample,room,sample-reader,signal}.ts',
      'lib/models/{data,starter}/*.ts',
    ],
    ignores: ['lib/kernels/assembly/**', 'lib/models/starter/read-starter.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*'], message: 'Browsers have no such module.' }] },
      ],
      'no-restricted-globals': [
        'error',
        ...[
          'Buffer',
          'process',
          'global',
          'require',
          'module',
          '__dirname',
          '__filename',
          'setImmediate',
        ].map((name) => ({
          name,
          message: 'Browsers have no such thing.',
        })),
      ],
    },
  },
  {
    // Runs in the reader's browser.
    files: ['scripts/python/templates/**/*.js'],
    languageOptions: { globals: { document: 'readonly' } },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        require: 'readonly',
        module: 'readonly',
        __dirname: 'readonly',
        __filename: 'readonly',
        setImmediate: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        performance: 'readonly',
        globalThis: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
);
