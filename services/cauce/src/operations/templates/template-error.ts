import type { Finding } from '@cauce/domain';

/** Thrown when a text may not be used; carries every finding. */
export class TemplateError extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(
      findings
        .map(({ where, problem, rules }) => {
          const laws = rules.map(({ pack, rule, citation }) => `${pack} ${rule}: ${citation}`);
          return `${where}: ${problem}${laws.length > 0 ? ` (${laws.join('; ')})` : ''}`;
        })
        .join('\n'),
    );
    this.name = 'TemplateError';
    this.findings = findings;
  }
}
