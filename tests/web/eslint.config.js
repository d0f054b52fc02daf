// The linter of the scripts. Its packages may lie in another folder, which NODE_PATH then names.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const js = require('@eslint/js');
const globals = require('globals');

export default [
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2022, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-shadow': ['error', { builtinGlobals: false }],
      'no-var': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', 300],
      // The data's control characters are what is looked for.
      'no-control-regex': 'off',
    },
  },
  { files: ['layout/web/**/*.js'], languageOptions: { globals: { ...globals.browser, L: 'readonly' } } },
  { files: ['tests/**/*.js'], languageOptions: { globals: globals.node } },
  { files: ['tests/browser/**/*.js'], languageOptions: { globals: { ...globals.browser, T: 'readonly' } } },
];
