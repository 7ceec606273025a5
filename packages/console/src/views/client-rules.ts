import { field, select } from '../parts.js';
import { named, texts } from '../wording.js';

type ChosenValue = string | number | boolean;

/** What a rule of a client is set to: one choice, or a choice for each of its parts. */
export type RuleValue = ChosenValue | Readonly<Record<string, ChosenValue>>;

/** A rule that a client can have, as the service lists it. */
export interface RuleAnswer {
  readonly name: string;
  readonly choices: readonly ChosenValue[];
  /** The things of which each has a choice; null: the rule is one choice. */
  readonly parts: readonly string[] | null;
}

/** The fields of a rule; a rule of the service is null in its value. */
export function ruleFields(
  { name, choices, parts }: RuleAnswer,
  current: RuleValue | undefined,
): { readonly rule: string; readonly fields: readonly HTMLElement[]; readonly value: () => unknown } {
  const options = choices.map((choice): [string, string] => [JSON.stringify(choice), shownChoice(choice)]);
  const made = (parts ?? [null]).map((part) => {
    const key = part === null ? name : `${name}.${part}`;
    const picked = part === null ? current : (current as Readonly<Record<string, ChosenValue>> | undefined)?.[part];
    const input = select(key, [['null', texts().clients.fromService], ...options], picked === undefined ? 'null' : JSON.stringify(picked));
    return { part, input, labelled: field(named(texts().clients.rules, key), input) };
  });
  return {
    rule: name,
    fields: made.map(({ labelled }) => labelled),
    value: () => {
      const values = made.map(({ part, input }): [string, unknown] => [part ?? name, JSON.parse(input.value)]);
      if (parts === null) return values[0]?.[1];
      const given = values.filter(([, value]) => value !== null);
      return given.length === 0 ? null : Object.fromEntries(given);
    },
  };
}

const shownChoice = (choice: ChosenValue): string =>
  typeof choice === 'boolean' ? (choice ? texts().yes : texts().no) : named(texts().clients.ruleChoices, String(choice));
