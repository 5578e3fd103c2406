/** Conventional commits; the scope is a stage or a package: `feat(filter): …`. */
export default {
  extends: ['@commitlint/config-conventional'],
  rules: {
    'body-max-line-length': [1, 'always', 100],
    'subject-case': [0],
  },
};
