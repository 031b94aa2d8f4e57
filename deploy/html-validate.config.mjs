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
    // GOV.UK's summary of what is wrong stands above the page's first heading, with a heading of its own.
    'heading-level': ['error', { minInitialRank: 'h2' }],
    // On a small screen our stylesheet lays tables out as blocks, and browsers then forget what they are.
    'no-redundant-role': ['error', { exclude: ['table', 'rowgroup', 'row', 'rowheader', 'columnheader', 'cell'] }],
    // What people typed stands as they typed it, spaces and all.
    'no-trailing-whitespace': 'off',
    // Our own files come from our own address alone, and the policy of each answer lets in no others.
    'require-sri': ['error', { target: 'crossorigin' }],
  },
})
