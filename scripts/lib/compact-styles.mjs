/** A bundler's plugin: writes the capture's style sheet without comments and spaces that mean nothing. */
export const compactStyles = {
  name: 'compact-styles',
  transform: {
    filter: { id: /[/]screen[/]styles[.]js$/ },
    handler: (code) => {
      const [, before, sheet, after] = /^(.* styles = )(`[^`]+`)(.*)$/s.exec(code) ?? [];
      if (sheet === undefined) throw new Error('The style sheet is not one template named "styles".');
      return (
        before +
        sheet
          .replace(/[/][*].*?[*][/]/gs, '')
          .replace(/\s+/g, ' ')
          .replace(/ ?([{};,]) ?/g, '$1')
          .replaceAll(';}', '}')
          .replace(/([\w-]): /g, '$1:')
          .replace(/([ :(,-])0\.(\d)/g, '$1.$2') +
        after
      );
    },
  },
};
