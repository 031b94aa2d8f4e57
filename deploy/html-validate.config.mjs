// What the pages of both processes are held to (tests/browser): the standard, and what helps people who do not see or use a mouse.
// A rule is off, or told of an exception, only for the reason beside it.
import { defineConfig } from 'html-validate'

export default defineConfig({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // Links that look like buttons lead somewhere without JavaScript; GOV.UK's pattern gives them the role.
    'prefer-native-element': ['error', { exclude: ['button'] }],
    // The stylesheet keeps telephone numbers in one piece, wherever they come from.
    'tel-non-breaking': 'off',
    // Our own files come from our own address alone, and the policy of each answer lets in no others.
    'require-sri': ['error', { target: 'crossorigin' }],
  },
})
