/** A bundler's plugin: writes the capture's style sheet without comments and spaces that mean nothing. */
export const compactStyles = {
  name: 'compact-styles',
  transform: {
    filter: { id: /[/]screen[/]styles[.]js$/ },
    handler: (code) =>
      code.replace(/`[^`]+`/, (sheet) =>
        sheet
          .replace(/[/][*].*?[*][/]/gs, '')
          .replace(/\s+/g, ' ')
          .replace(/ ?([{};,]) ?/g, '$1')
          .replaceAll(';}', '}')
          .replace(/([\w-]): /g, '$1:')
          .replace(/([ :(,-])0\.(\d)/g, '$1.$2'),
      ),
  },
};
